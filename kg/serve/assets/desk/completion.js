// The list of what could stand at the caret: prefixes, terms by short form or by label, variables, keywords.

import { caret, placeOf, put, text } from "./editor.js";
import { commentOf, desk, labelOf } from "./graph.js";
import { KEYWORDS, tokens, variables } from "./sparql.js";
import { announce, find, make, say } from "./words.js";

const MOST = 40;
const area = find("text");
const list = find("offers");

let offers = [];
let chosen = 0;
let from = 0;
let wanted = false;
let composing = false;

// What has been typed of a word, up to the caret; null inside a string, an IRI or a comment.
function typed() {
  const around = tokens(text()).find((token) => token.at < caret() && caret() <= token.at + token.text.length);
  if (around && ["string", "iri", "comment"].includes(around.kind)) return null;
  return /[?$]?[\p{L}\p{N}_:.-]*$/u.exec(text().slice(0, caret()))[0].replace(/^[.-]+/, "");
}

function termOffer(term) {
  const uses = say("offer.uses", term.uses);
  return { put: term.curie, kind: term.kind, label: labelOf(term), note: commentOf(term), uses };
}

const plain = (kind) => (word) => ({ put: word, kind, label: "", note: "", uses: "" });

// Terms that a word means: by the beginning of the short form, of the name alone, or by a piece of a label.
function termsFor(word) {
  const low = word.toLowerCase();
  const rank = (term) => {
    const short = term.curie.toLowerCase();
    if (short.startsWith(low)) return 0;
    if (low.includes(":")) return 9;
    if (short.split(":")[1].startsWith(low)) return 1;
    if (term.zh.startsWith(word) || term.en.toLowerCase().startsWith(low)) return 2;
    if (term.zh.includes(word) || term.en.toLowerCase().includes(low)) return 3;
    return /\p{Script=Han}/u.test(word) && term.commentZh.includes(word) ? 4 : 9;
  };
  const ranked = desk.terms.map((term) => [rank(term), term]).filter(([place]) => place < 9);
  return ranked.sort((a, b) => a[0] - b[0] || b[1].uses - a[1].uses).map(([, term]) => termOffer(term));
}

function offersFor(word) {
  if (/^[?$]/.test(word)) {
    const named = variables(text(), caret() - word.length).filter((one) => one.slice(1).startsWith(word.slice(1)));
    return named.map(plain("variable"));
  }
  if (word.includes(":")) return termsFor(word);
  const low = word.toLowerCase();
  const prefixes = Object.keys(desk.prefixes).filter((one) => one.startsWith(low)).map((one) => `${one}:`);
  const keywords = KEYWORDS.filter((one) => one.length > 1 && one.startsWith(word.toUpperCase()));
  return [...prefixes.map(plain("prefix")), ...keywords.map(plain("keyword")), ...(word ? termsFor(word) : []),
    ...(word ? [] : variables(text()).map(plain("variable")))];
}

// Unasked for, only where there is enough of a word to go by.
function worthwhile(word) {
  return wanted || /^[?$]/.test(word) || word.includes(":") || word.length > 1 || /\p{Script=Han}/u.test(word);
}

function look() {
  const word = composing || area.selectionStart !== area.selectionEnd ? null : typed();
  if (word === null || !worthwhile(word)) return close();
  offers = offersFor(word).slice(0, MOST);
  const complete = offers.some((one) => one.put.toLowerCase() === word.toLowerCase() && one.kind !== "prefix");
  if (!offers.length || (complete && !wanted)) return close();
  from = caret() - word.length;
  chosen = 0;
  draw();
}

function draw() {
  list.replaceChildren(...offers.map(optionOf));
  list.hidden = false;
  const at = placeOf(from);
  const box = find("editing").getBoundingClientRect();
  const left = Math.max(0, Math.min(at.left - box.left, box.width - list.offsetWidth));
  list.style.left = `${left}px`;
  list.style.top = `${at.bottom - box.top + 4}px`;
  area.setAttribute("aria-controls", "offers");
  announce(say("offers.count", offers.length));
  choose(0);
}

function optionOf(offer, index) {
  const said = [say(`offer.${offer.kind}`), offer.uses].filter(Boolean).join(" · ");
  const kind = make("span", { className: "kind" }, said);
  const option = make("li", { id: `offer-${index}` }, make("code", {}, offer.put),
    make("span", { className: "label" }, offer.label), kind);
  if (offer.note) option.append(make("span", { className: "note" }, offer.note));
  option.setAttribute("role", "option");
  // Not a click: the editor would have lost the focus by then.
  option.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take(index);
  });
  return option;
}

function choose(index) {
  chosen = (index + offers.length) % offers.length;
  [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
  list.children[chosen].scrollIntoView({ block: "nearest" });
  area.setAttribute("aria-activedescendant", `offer-${chosen}`);
}

function take(index) {
  const offer = offers[index];
  const goesOn = offer.kind === "prefix";
  close();
  put(offer.put, from, caret());
  if (goesOn) look();
  else close();
}

export function close() {
  wanted = false;
  list.hidden = true;
  list.replaceChildren();
  area.removeAttribute("aria-activedescendant");
  area.removeAttribute("aria-controls");
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

function onKey(event) {
  if (event.isComposing) return;
  if (event.key === " " && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    wanted = true;
    look();
  } else if (!list.hidden) {
    onOpenKey(event);
  }
}

function onOpenKey(event) {
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (event.key in STEPS && bare) choose(chosen + STEPS[event.key]);
  else if ((event.key === "Enter" || event.key === "Tab") && bare) take(chosen);
  else if (event.key === "Escape") close();
  else {
    if (["ArrowLeft", "ArrowRight", "Home", "End", "Enter"].includes(event.key)) close();
    return;
  }
  event.preventDefault();
}

// Before the editor's own: its Tab and Esc count only where no list is open.
export function startCompletion() {
  area.addEventListener("keydown", onKey);
  area.addEventListener("compositionstart", () => { composing = true; });
  area.addEventListener("compositionend", () => {
    composing = false;
    look();
  });
  area.addEventListener("input", look);
  area.addEventListener("blur", close);
  area.addEventListener("pointerdown", close);
}
