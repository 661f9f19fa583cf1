// The ready questions: their list, and the form of the one that is chosen.

import { ask } from "./ask.js";
import { desk } from "./graph.js";
import { literal, told } from "./sparql.js";
import { find, language, make, say } from "./words.js";

const SUGGESTIONS = 20;
const PAUSE = 150; // ms without a key before names are asked for

let question = null;
let onChange = () => {};

export const chosen = () => question;
export const named = (name) => desk.questions.find((one) => one.name === name) ?? null;

export function values() {
  const fields = [...find("form").querySelectorAll("input")];
  return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
}

export const queryOf = () => told(question, values());

// The form of a question, filled; null: none.
export function choose(one, given = {}) {
  question = one;
  const form = find("form");
  form.hidden = !one;
  form.replaceChildren();
  if (one) {
    form.append(make("h2", {}, one[language]), ...one.parameters.map((parameter) => fieldOf(parameter, given)),
      make("button", { className: "solid strong" }, say("question.ask")),
      make("p", { className: "quiet note", id: "edited", hidden: true }, say("question.edited")));
  }
  markChosen();
}

function fieldOf(parameter, given) {
  const { name, kind, value, optional } = parameter;
  const field = make("input", { name, id: `field-${name}`, required: !optional, autocomplete: "off" });
  field.type = { date: "date", integer: "number" }[kind] ?? "text";
  if (kind === "integer") field.step = "1";
  field.value = given[name] ?? (optional ? value : "");
  field.placeholder = say("question.example", value);
  field.addEventListener("input", () => onChange());
  const label = make("label", { htmlFor: field.id }, parameter[language]);
  if (kind === "date") label.append(make("span", { className: "quiet" }, ` ${field.placeholder}`));
  if (optional) label.append(make("span", { className: "quiet" }, ` ${say("question.optional")}`));
  const names = ["person", "body", "role"].includes(kind) ? suggest(field, kind) : null;
  return make("div", { className: "field" }, label, field, names);
}

// Names from the graph that hold what is typed, asked for while one types.
function suggest(field, kind) {
  const names = make("datalist", { id: `names-${field.name}` });
  field.setAttribute("list", names.id);
  let timer = 0;
  let asking = null;
  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    const typed = field.value.trim();
    try {
      const { rows } = await ask(namesQuery(kind, typed), asking.signal);
      names.replaceChildren(...rows.map(([name]) => make("option", { value: name.value })));
    } catch {
      // Without suggestions one can still type.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  field.addEventListener("focus", look, { once: true });
  return names;
}

const NAMES = {
  person: "?thing a schema:Person ; schema:name ?said",
  body: "?held org:organization ?thing . ?thing schema:name ?said",
  role: "?held org:role ?thing . ?thing schema:name ?said",
};

function namesQuery(kind, typed) {
  const filter = typed ? `FILTER (CONTAINS(STR(?said), ${literal("text", typed)}))` : "";
  return `SELECT ?name (COUNT(*) AS ?n) WHERE { ${NAMES[kind]} . ${filter} BIND (STR(?said) AS ?name) }
    GROUP BY ?name ORDER BY STRLEN(?name) DESC(?n) ?name LIMIT ${SUGGESTIONS}`;
}

// Whether the query was changed by hand since the form wrote it.
export function showEdited(edited) {
  const note = find("edited");
  if (note) note.hidden = !edited;
}

function markChosen() {
  for (const button of find("questions").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.name === question?.name));
  }
}

export function listQuestions(onChoose) {
  find("questions").replaceChildren(...desk.questions.map((one) => {
    const button = make("button", { type: "button", onclick: () => onChoose(one) }, one[language]);
    button.dataset.name = one.name;
    return make("li", {}, button);
  }));
  markChosen();
}

// change: when a field is filled; submit: when the question is asked.
export function startForm(change, submit) {
  onChange = change;
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}
