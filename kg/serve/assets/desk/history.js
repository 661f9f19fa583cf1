// The last queries, kept in this browser; where it keeps nothing, until the page is closed.

import { named } from "./questions.js";
import { find, language, make, say } from "./words.js";

const KEY = "kg.desk.history";
const MOST = 50;

let past = [];

export function loadHistory() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    past = Array.isArray(kept) ? kept.filter((one) => typeof one?.query === "string").slice(0, MOST) : [];
  } catch {
    past = [];
  }
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(past));
  } catch {
    // Storage is blocked or full: the list lives on with the page.
  }
}

// one: {query, question, values, rows}. The same query again takes the place of the former time.
export function remember(one) {
  past = [{ ...one, at: new Date().toISOString() }, ...past.filter((old) => old.query !== one.query)].slice(0, MOST);
  keep();
}

// A query that was written and never run: it is kept before another takes its place.
export function keepDraft(query) {
  if (!query.trim() || past.some((old) => old.query === query)) return;
  remember({ query, question: "", values: {}, rows: null });
}

export function forget() {
  past = [];
  keep();
}

function timeOf(at) {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return "";
  const today = time.toDateString() === new Date().toDateString();
  const form = today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" };
  return time.toLocaleString(language === "zh" ? "zh-CN" : "en-GB", form);
}

function entry(one, onChoose) {
  const question = named(one.question);
  const told = question ? Object.values(one.values ?? {}).filter(Boolean).join("、") : "";
  const own = one.query.replace(/\s+/g, " ").slice(0, 80);
  const head = question ? [question[language], told].filter(Boolean).join(" ") : own;
  const under = [timeOf(one.at), typeof one.rows === "number" ? say("history.rows", one.rows) : "",
    question ? "" : say("history.own")].filter(Boolean).join(" · ");
  const button = make("button", { type: "button", onclick: () => onChoose(one), title: one.query },
    make("span", { className: question ? "" : "code" }, head), make("small", {}, under));
  return make("li", {}, button);
}

export function listHistory(onChoose) {
  find("history").replaceChildren(...past.map((one) => entry(one, onChoose)));
  if (!past.length) find("history").append(make("li", { className: "quiet" }, say("history.none")));
  find("forget").hidden = !past.length;
}
