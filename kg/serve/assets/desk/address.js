// What the desk shows stands in the address: the query, or the question and what it was told; how; in which language.

import { named } from "./questions.js";

const OWN = ["query", "question", "show", "lang"];

// {query, question, values, show, language}; query only where it is not what the question makes of the values.
export function writeAddress({ query, question, values, show, language }) {
  const pairs = new URLSearchParams();
  if (query) pairs.set("query", query);
  if (question) {
    pairs.set("question", question.name);
    for (const { name } of question.parameters) {
      if (!OWN.includes(name) && values[name]) pairs.set(name, values[name]);
    }
  }
  if (show === "picture") pairs.set("show", show);
  if (language !== "zh") pairs.set("lang", language);
  // A space as %20: + is read as a plus by whoever does not take this for a form.
  return `#${pairs}`.replaceAll("+", "%20");
}

export function readAddress() {
  const pairs = new URLSearchParams(location.hash.slice(1));
  const question = named(pairs.get("question"));
  const told = (question?.parameters ?? []).filter(({ name }) => pairs.has(name) && !OWN.includes(name));
  return {
    query: pairs.get("query") ?? "",
    question,
    values: Object.fromEntries(told.map(({ name }) => [name, pairs.get(name)])),
    show: pairs.get("show") === "picture" ? "picture" : "table",
    language: pairs.get("lang") === "en" ? "en" : "zh",
  };
}
