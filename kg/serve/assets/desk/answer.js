// What is said and shown of an answer, or of the trouble that came in its place.

import { goTo, mark } from "./editor.js";
import { clearPicture, networkOf, showPicture } from "./picture.js";
import { showTable } from "./table.js";
import { announce, find, make, say } from "./words.js";

// {answer, seconds, query, named} of what is shown; null where there is none.
export let shown = null;
let trouble = null;
let ticking = 0;

export function clearAnswer() {
  shown = null;
  trouble = null;
  clearInterval(ticking);
  clearPicture();
  find("trouble").replaceChildren();
  find("said").textContent = "";
  find("table").replaceChildren();
  for (const id of ["ways", "cut", "table", "picture", "cancel", "png"]) find(id).hidden = true;
}

// While it runs the last answer is gone: nobody shall take it for the new one.
export function showRunning() {
  clearAnswer();
  let seconds = 0;
  find("said").textContent = say("running", 0);
  ticking = setInterval(() => { find("said").textContent = say("running", (seconds += 1)); }, 1000);
  find("cancel").hidden = false;
  announce(say("running", 0));
}

export function showCancelled() {
  clearAnswer();
  find("said").textContent = say("cancelled");
  announce(say("cancelled"));
}

function timeOf(seconds) {
  return say("seconds", seconds < 1 ? seconds.toFixed(2) : seconds.toFixed(1));
}

function sentence({ answer, seconds }) {
  const time = timeOf(seconds);
  if (answer.kind === "ask") return say(answer.value ? "yes" : "no", time);
  if (!answer.rows.length) return say("empty", time);
  return say(answer.kind === "triples" ? "triples" : "rows", answer.rows.length, time);
}

export function showAnswer(result, view) {
  clearAnswer();
  shown = result;
  const { answer } = shown;
  const words = sentence(shown);
  find("said").replaceChildren(words);
  if (answer.rows?.length === 0) find("said").append(make("span", { className: "quiet" }, say("empty.hint")));
  find("cut").hidden = !answer.cut;
  find("cut").textContent = answer.cut ? say("cut", answer.cut) : "";
  announce([words, find("cut").textContent].join(" "));
  if (!answer.rows?.length) return;
  find("ways").hidden = false;
  find("save").textContent = say(answer.kind === "triples" ? "save.ttl" : "save.csv");
  showTable(answer, shown.named);
  showView(view);
}

export const drawable = () => Boolean(shown?.answer.rows?.length) && networkOf(shown.answer).length > 0;

export function showView(view) {
  if (!shown?.answer.rows?.length) return;
  const can = drawable();
  const picture = view === "picture" && can;
  find("table").hidden = picture;
  find("picture").hidden = find("png").hidden = !picture;
  for (const button of find("views").children) {
    button.setAttribute("aria-pressed", String((button.dataset.show === "picture") === picture));
  }
  const button = find("views").querySelector("[data-show=picture]");
  button.disabled = !can;
  button.title = can ? "" : say("picture.none");
  if (picture) showPicture(shown.answer);
  else clearPicture();
}

function wordsOf({ status, place }) {
  if (place) return say("trouble.400.where", place.line, place.column);
  const key = `trouble.${status}`;
  return say(key) === key ? say("trouble.other", status) : say(key);
}

export function showTrouble(error) {
  clearAnswer();
  trouble = error;
  const { place, said } = error;
  const box = make("div", { className: "trouble" }, make("p", {}, make("strong", {}, wordsOf(error))));
  if (said) box.append(make("p", { className: "quiet" }, `${say("trouble.said")} `, make("code", {}, said)));
  if (place) {
    mark(place.line);
    const go = () => goTo(place.line, place.column);
    box.append(make("button", { type: "button", className: "plain", onclick: go }, say("trouble.go")));
  }
  find("trouble").replaceChildren(box);
}

// The same in the other language.
export function speakAnswer(view) {
  if (shown) showAnswer(shown, view);
  else if (trouble) showTrouble(trouble);
  else if (find("cancel").hidden) clearAnswer();
}
