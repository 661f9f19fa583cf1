// The editor: a transparent textarea over its own text in colours. The coloured text makes the height; both wrap alike.

import { bracketsAt, tokens } from "./sparql.js";
import { announce, find, make, say } from "./words.js";

const area = find("text");
const colours = find("colours");
const COLOURED = 40000; // characters; a longer text would lag behind the typing

let found = [];
let shownAs = null;
let wrongLine = 0;
let leaving = false;

export const text = () => area.value;
export const caret = () => area.selectionStart;

function paint() {
  if (shownAs !== area.value) {
    shownAs = area.value;
    found = shownAs.length > COLOURED ? [{ kind: "rest", text: shownAs, at: 0 }] : tokens(shownAs);
    colours.replaceChildren(...lines().map((parts) => make("span", { className: "line" }, ...parts)));
  }
  [...colours.children].forEach((line, index) => line.classList.toggle("wrong", index + 1 === wrongLine));
}

// Each line a block, its end included: an error marks one, and an empty one still has a height.
function lines() {
  const made = [[]];
  for (const token of found) {
    token.text.split("\n").forEach((piece, index) => {
      if (index) {
        made.at(-1).push("\n");
        made.push([]);
      }
      if (piece) made.at(-1).push(token.kind === "rest" ? piece : coloured(token, piece));
    });
  }
  made.at(-1).push("\n");
  return made;
}

function coloured(token, piece) {
  const span = make("span", { className: token.kind, textContent: piece });
  if (token.kind === "bracket") span.dataset.at = token.at;
  return span;
}

function matchBrackets() {
  for (const old of colours.querySelectorAll(".matched")) old.classList.remove("matched");
  if (document.activeElement !== area || area.selectionStart !== area.selectionEnd) return;
  for (const at of bracketsAt(found, caret())) colours.querySelector(`[data-at="${at}"]`)?.classList.add("matched");
}

// Where on the screen a place of the text stands.
export function placeOf(offset) {
  const walker = document.createTreeWalker(colours, NodeFilter.SHOW_TEXT);
  let left = offset;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (left < node.length) {
      const range = document.createRange();
      range.setStart(node, left);
      range.collapse(true);
      return range.getClientRects()[0] ?? node.parentElement.getBoundingClientRect();
    }
    left -= node.length;
  }
  return colours.getBoundingClientRect();
}

// Put words in the place of a stretch, so that the browser's undo takes them back.
export function put(words, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand(words ? "insertText" : "delete", false, words)) area.setRangeText(words, from, to, "end");
  changed();
}

// Another query altogether, from a question, the history or an address.
export function show(query) {
  if (area.value === query) return;
  area.value = query;
  mark(null);
  paint();
  find("paper").scrollTop = 0;
}

// The line that the server could not read; null takes the mark away.
export function mark(line) {
  wrongLine = line ?? 0;
  area.setAttribute("aria-invalid", String(Boolean(line)));
  paint();
}

export function goTo(line, column) {
  const before = area.value.split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const inLine = (area.value.split("\n")[line - 1] ?? "").length;
  const at = before + Math.min(Math.max(column - 1, 0), inLine);
  area.focus();
  area.setSelectionRange(at, at);
}

function changed() {
  wrongLine = 0;
  area.setAttribute("aria-invalid", "false");
  paint();
  matchBrackets();
}

// Tab indents, but must not hold those who go by keyboard: after Esc it leaves.
function onKey(event) {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape") {
    leaving = true;
    announce(say("keys.leave"));
  } else if (event.key === "Tab" && !event.shiftKey && !leaving) {
    event.preventDefault();
    put("  ");
  } else if (!["Tab", "Shift"].includes(event.key)) {
    leaving = false;
  }
}

export function startEditor(onInput) {
  area.addEventListener("input", () => {
    changed();
    onInput();
  });
  // After the popup of completions, which takes some of these keys for itself.
  area.addEventListener("keydown", onKey);
  area.addEventListener("blur", () => { leaving = false; matchBrackets(); });
  document.addEventListener("selectionchange", matchBrackets);
  paint();
}

export function speakEditor() {
  area.placeholder = say("placeholder");
  area.setAttribute("aria-label", say("editor"));
}
