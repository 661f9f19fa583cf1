// What is shown follows from the address; this reads it, and writes it when somebody acts.

const START = {
  view: "who", selected: null, article: null, quote: null, language: "zh", table: false, near: AT_ONCE, every: false,
    colour: "kind",
  // The filters:
  hidden: "", least: 1, since: null, until: null, sure: "unsure", sources: 1, inside: null, piece: null,
};
const state = { ...START };
const FILTERS = ["hidden", "least", "period", "sure", "sources", "inside", "piece"];
const LIFTED = Object.fromEntries(FILTERS.flatMap((name) => fieldsOf(name)).map((field) => [field, START[field]]));
const SELECTABLE = ["person", "body", "area", "event", "article", "post", "path",
  "tie", "office", "took", "serves", "part", "within", "at", "reported", "byline", "named"];

function fieldsOf(filter) {
  return filter === "period" ? ["since", "until"] : [filter];
}

const isOn = (filter) => fieldsOf(filter).some((field) => state[field] !== START[field]);

// The address of what is shown now, with this changed.
function address(change = {}) {
  const next = { ...state, ...change };
  const pairs = new URLSearchParams();
  if (next.selected) {
    const cutAt = next.selected.indexOf(":");
    pairs.set(next.selected.slice(0, cutAt), next.selected.slice(cutAt + 1));
  }
  const put = (key, value, rest) => { if (value !== rest && value !== null) pairs.set(key, value); };
  put("view", next.view, START.view);
  if (next.quote !== null) {
    const quote = FACTS.evidence[next.quote];
    if (quote.article >= 0) pairs.set("read", FACTS.articles[quote.article].id);
    const nth = sharing(quote.article, quote.start, quote.end).indexOf(quote);
    pairs.set("words", [quote.start, quote.end, ...(nth ? [nth] : [])].join("-"));
  } else if (next.article !== null) {
    pairs.set("read", FACTS.articles[next.article].id);
  }
  put("hide", next.hidden, START.hidden);
  put("least", String(next.least), String(START.least));
  put("since", next.since, null);
  put("until", next.until, null);
  put("sure", next.sure, START.sure);
  put("sources", String(next.sources), String(START.sources));
  put("in", next.inside, null);
  put("with", next.piece, null);
  put("near", String(next.near), String(START.near));
  if (next.every) pairs.set("all", "1");
  if (next.table) pairs.set("table", "1");
  put("colour", next.colour, START.colour);
  put("lang", next.language, START.language);
  if ([...pairs].length) pairs.set("data", PRINT);
  return `#${pairs}`;
}

// Evidence of one stretch of an article: more than one only where the same words were read in two ways.
function sharing(article, start, end) {
  return quotesIn(article).filter((quote) => quote.start === start && quote.end === end);
}

const isMonth = (text) => /^\d{4}-\d\d(-\d\d)?$/.test(text ?? "");

function readAddress() {
  const pairs = new URLSearchParams(location.hash.slice(1));
  const among = (key, values) => (values.includes(pairs.get(key)) ? pairs.get(key) : values[0]);
  const whole = (key, least) => (/^\d{1,6}$/.test(pairs.get(key) ?? "") ? Number(pairs.get(key)) : least);
  Object.assign(state, START, {
    view: among("view", VIEWS),
    language: among("lang", ["zh", "en"]),
    hidden: (pairs.get("hide") ?? "").split(",").filter((kind) => KINDS.all.includes(kind)).join(","),
    least: whole("least", START.least),
    since: isMonth(pairs.get("since")) ? pairs.get("since") : null,
    until: isMonth(pairs.get("until")) ? pairs.get("until") : null,
    sure: among("sure", ["unsure", "likely", "sure"]),
    sources: Math.max(1, whole("sources", 1)),
    inside: THINGS.has(pairs.get("in")) && kindOf(pairs.get("in")) === "area" ? pairs.get("in") : null,
    piece: NODES.has(pairs.get("with")) ? pairs.get("with") : null,
    near: Math.max(AT_ONCE, whole("near", AT_ONCE)),
    every: pairs.get("all") === "1",
    table: pairs.get("table") === "1",
    colour: among("colour", ["kind", "group"]),
    selected: SELECTABLE.filter((kind) => pairs.has(kind)).map((kind) => known(kind,
      pairs.get(kind))).find(Boolean) ?? null,
  });
  const article = FACTS.articles.findIndex((row) => row.id === pairs.get("read"));
  const [start, end, nth = 0] = (pairs.get("words") ?? "").split("-").map(Number);
  const quote = article >= 0 ? sharing(article, start, end)[nth] : undefined;
  state.article = article < 0 ? null : article;
  state.quote = quote ? FACTS.evidence.indexOf(quote) : null;
  state.otherData = pairs.has("data") && pairs.get("data") !== PRINT;
}

// The id of what an address names: by its id, or by its name where only one thing bears it.
function known(kind, value) {
  const id = `${kind}:${value}`;
  if (THINGS.has(id) || EDGES.has(id)) return id;
  if (kind === "path") {
    const both = value.split("|");
    return both.length === 2 && both.every((one) => NODES.has(one)) ? id : null;
  }
  const called = [...NODES.values()].filter((node) => node.label === value && node.id.startsWith(`${kind}:`));
  return called.length === 1 ? called[0].id : null;
}

// How many steps of this page lie behind: undo must not leave it.
let depth = history.state?.depth ?? 0;

// At once, not when the browser tells of the new address: the next key may be pressed before.
function visit(href) {
  depth += 1;
  history.pushState({ depth }, "", href);
  follow();
}

// The browser went to another address: by a link, which makes a new step, or by going back or forward.
function arrive() {
  if (history.state?.depth === undefined) history.replaceState({ depth: depth + 1 }, "", location.href);
  depth = history.state.depth;
  follow();
}

function undo() {
  if (depth > 0) history.back();
}

function go(change) {
  visit(address(change));
}

// Without a step of its own in the history: while a slider moves, for the language.
function turn(change) {
  history.replaceState({ depth }, "", address(change));
  follow();
}
