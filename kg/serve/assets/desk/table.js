// The answer as a table: things by name and with their link, sorted by a click, drawn in steps.

import { commentOf, curie, desk, labelOf, linkOf, nameOf, thing } from "./graph.js";
import { announce, columnWord, find, make, say } from "./words.js";

const STEP = 500;
const NUMERIC = /(integer|decimal|double|float|int|long|short|byte|Integer|unsigned\w+)$/;
const collator = new Intl.Collator("zh-CN", { numeric: true });

let shown = null;

const isNumber = (term) => term?.type === "literal" && NUMERIC.test(term.datatype ?? "")
  && Number.isFinite(Number(term.value));

// answer: of ask(); named: whether it answers a ready question, the columns of which have names in words.
export function showTable(answer, named) {
  const numeric = answer.columns.map((_, at) => {
    const filled = answer.rows.filter((row) => row[at]);
    return filled.length > 0 && filled.every((row) => isNumber(row[at]));
  });
  shown = { answer, named, numeric, rows: answer.rows, by: -1, order: "", drawn: 0 };
  draw();
}

function draw() {
  shown.head = make("tr", {}, ...shown.answer.columns.map(headOf));
  shown.body = make("tbody");
  shown.caption = make("caption");
  shown.more = make("button", { type: "button", className: "solid more", onclick: () => drawMore(true) });
  const table = make("table", {}, shown.caption, make("thead", {}, shown.head), shown.body);
  shown.drawn = 0;
  find("table").replaceChildren(table, shown.more);
  drawMore(false);
}

function drawMore(asked) {
  const next = shown.rows.slice(shown.drawn, shown.drawn + STEP).map(rowOf);
  shown.body.append(...next);
  shown.drawn += next.length;
  const left = shown.rows.length - shown.drawn;
  const said = say("caption", shown.drawn, shown.rows.length);
  shown.caption.textContent = said;
  shown.more.hidden = left === 0;
  shown.more.textContent = say("more", Math.min(STEP, left), left);
  if (!asked) return;
  announce(said);
  next[0]?.querySelector("a")?.focus({ preventScroll: true });
}

function wordOf(name) {
  if (shown.answer.kind === "triples") return say(name);
  return shown.named ? columnWord(name) : "";
}

function headOf(name, at) {
  const word = wordOf(name);
  const button = make("button", { type: "button", onclick: () => sortBy(at) }, word || name);
  button.title = say("sort.by", word || name);
  if (word && shown.named) button.append(make("small", {}, `?${name}`));
  const head = make("th", { scope: "col", className: shown.numeric[at] ? "number" : "" }, button);
  if (shown.by === at) head.setAttribute("aria-sort", shown.order);
  return head;
}

const NEXT = { "": "ascending", ascending: "descending", descending: "" };

// Up, down, and as it came.
function sortBy(at) {
  shown.order = shown.by === at ? NEXT[shown.order] : "ascending";
  shown.by = shown.order ? at : -1;
  shown.rows = shown.answer.rows;
  if (shown.order) shown.rows = sorted(at, shown.order === "ascending" ? 1 : -1);
  draw();
  find("table").querySelectorAll("th button")[at].focus();
}

// What is not there comes last, whichever way.
function sorted(at, way) {
  const keyed = shown.rows.map((row) => [row, row[at] && (shown.numeric[at] ? Number(row[at].value) : plain(row[at]))]);
  const compare = shown.numeric[at] ? (a, b) => a - b : collator.compare;
  keyed.sort(([, a], [, b]) => (a === undefined || b === undefined
    ? (a === undefined) - (b === undefined) : way * compare(a, b)));
  return keyed.map(([row]) => row);
}

function plain(term) {
  if (term.type === "uri") return term.said ?? nameOf(term.value);
  return term.type === "triple" ? tripleText(term.value) : term.value;
}

const tripleText = ({ subject, predicate, object }) => `<< ${[subject, predicate, object].map(plain).join(" ")} >>`;

function rowOf(row) {
  return make("tr", {}, ...row.map((term, at) =>
    make("td", { className: shown.numeric[at] ? "number" : "" }, term ? cellOf(term, shown.answer.columns[at]) : "")));
}

function cellOf(term, column) {
  if (term.type === "uri") return iriOf(term.value, term.said);
  if (term.type === "bnode") return make("span", { className: "quiet" }, `_:${term.value}`);
  if (term.datatype?.endsWith("#boolean")) return say(term.value === "1" ? "true" : term.value);
  const words = plain(term);
  const known = shown.named && ["part", "sure"].includes(column) ? desk.byCurie.get(`kg:${words}`) : null;
  return known ? make("span", { title: words }, labelOf(known) || words) : make("span", { className: "words" }, words);
}

function iriOf(iri, said = nameOf(iri)) {
  const link = linkOf(iri);
  if (link) return make("a", { href: link, title: iri, className: `thing ${thing(iri).kind}` }, said);
  const short = curie(iri);
  if (!short) return make("span", { className: "iri" }, iri);
  const term = desk.byCurie.get(short);
  const title = [labelOf(term), commentOf(term), iri].filter(Boolean).join("\n");
  return make("code", { title }, short, term && labelOf(term) ? make("small", {}, labelOf(term)) : "");
}
