// The desk: a question or a query goes in, an answer comes out, and the address says which.

import { readAddress, writeAddress } from "./address.js";
import { clearAnswer, drawable, showAnswer, showCancelled, shown, showRunning, showTrouble, showView, speakAnswer }
  from "./answer.js";
import { askAlone, cancel, Trouble } from "./ask.js";
import { close, startCompletion } from "./completion.js";
import { show, speakEditor, startEditor, text } from "./editor.js";
import { loadDesk } from "./graph.js";
import { forget, keepDraft, listHistory, loadHistory, remember } from "./history.js";
import { underNames } from "./naming.js";
import { choose, chosen, listQuestions, named, queryOf, showEdited, startForm, values } from "./questions.js";
import { saveAnswer, savePicture } from "./takeaway.js";
import { announce, find, language, say, speak } from "./words.js";

const NARROW = 860; // as in the style: one column

let view = "table";
let edited = false; // by hand, since the form wrote the query

const state = () => ({
  query: chosen() && !edited ? "" : text(), question: chosen(), values: values(), show: view, language,
});

// push: a step to come back to; else the address only follows.
function keepAddress(push) {
  const address = writeAddress(state());
  const same = address === (location.hash || "#");
  if (!same && push) history.pushState(null, "", address);
  else if (!same) history.replaceState(null, "", address === "#" ? location.pathname : address);
}

async function run({ push = true } = {}) {
  close();
  const query = text();
  if (!query.trim()) {
    clearAnswer();
    find("said").textContent = say("trouble.empty");
    announce(say("trouble.empty"));
    return;
  }
  keepAddress(push);
  const asked = { query, question: edited ? "" : chosen()?.name ?? "", values: edited ? {} : values() };
  showRunning();
  try {
    const result = await askAlone(query);
    if (!result) return;
    showAnswer({ ...result, answer: underNames(result.answer), query, named: asked.question !== "" }, view);
    remember({ ...asked, rows: result.answer.rows?.length ?? null });
    tellHistory();
  } catch (error) {
    showTrouble(error instanceof Trouble ? error : new Trouble("read", String(error)));
  }
}

async function runFromForm() {
  leaveQuery();
  setEdited(false);
  show(queryOf());
  await run();
  // On a small screen the answer lies below the query.
  if (innerWidth < NARROW) find("answer").scrollIntoView();
}

// From the editor: a form that still writes the query must be filled first.
function runFromEditor() {
  if (!chosen() || edited || find("form").reportValidity()) run();
}

function setEdited(now) {
  edited = now;
  showEdited(now && chosen() !== null);
}

function start(question) {
  leaveQuery();
  choose(question);
  setEdited(false);
  show(queryOf());
  keepAddress(true);
  if (innerWidth < NARROW) {
    find("menu").open = false;
    find("form").scrollIntoView();
  }
  find("form").querySelector("input")?.focus({ preventScroll: true });
}

// Before another query takes the place of this one.
function leaveQuery() {
  cancel();
  clearAnswer();
  if (!edited) return;
  keepDraft(text());
  tellHistory();
}

// Fill the desk with what an address or the history says.
function restore({ query, question, values: told }) {
  choose(question, told);
  setEdited(false);
  const made = question ? queryOf() : "";
  show(query || made);
  setEdited(Boolean(question && query && query !== made));
}

function followAddress() {
  const said = readAddress();
  view = said.show;
  speakAll(said.language);
  leaveQuery();
  restore(said);
  if (text().trim() && (!chosen() || edited || find("form").checkValidity())) run({ push: false });
}

function restorePast(past) {
  leaveQuery();
  restore({ query: past.query, question: named(past.question), values: past.values ?? {} });
  run();
}

function tellHistory() {
  listHistory(restorePast);
}

function speakAll(wanted) {
  speak(wanted);
  find("language").textContent = say("language");
  find("language").title = say("language.title");
  find("run").textContent = say("run");
  speakEditor();
  listQuestions(start);
  tellHistory();
  if (chosen()) {
    choose(chosen(), values());
    showEdited(edited);
  }
}

function turnLanguage() {
  speakAll(language === "zh" ? "en" : "zh");
  speakAnswer(view);
  keepAddress(false);
}

function turnView(wanted) {
  view = wanted === "picture" && drawable() ? "picture" : "table";
  showView(view);
  keepAddress(false);
}

async function saveShown() {
  try {
    announce(say("saved", await saveAnswer(shown.query, shown.answer.kind)));
  } catch (error) {
    find("said").textContent = say("save.failed") + (error.said || say("trouble.network"));
  }
}

async function copyLink() {
  keepAddress(false);
  let done = true;
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    done = false;
  }
  const words = say(done ? "link.done" : "link.failed");
  find("link").textContent = words;
  announce(words);
  setTimeout(() => { find("link").textContent = say("link"); }, 2500);
}

function clearDesk() {
  leaveQuery();
  restore({ query: "", question: null, values: {} });
  keepAddress(true);
  find("text").focus();
}

function wire() {
  startCompletion();
  startEditor(() => setEdited(true));
  startForm(() => { if (!edited) show(queryOf()); }, runFromForm);
  find("run").onclick = runFromEditor;
  find("cancel").onclick = () => {
    cancel();
    showCancelled();
  };
  find("clear").onclick = clearDesk;
  find("link").onclick = copyLink;
  find("save").onclick = saveShown;
  find("png").onclick = async () => announce(say("saved", await savePicture()));
  find("language").onclick = turnLanguage;
  find("forget").onclick = () => {
    forget();
    tellHistory();
  };
  for (const button of find("views").children) button.onclick = () => turnView(button.dataset.show);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    runFromEditor();
  });
  addEventListener("popstate", followAddress);
}

async function open() {
  if (innerWidth < NARROW && /query=|question=/.test(location.hash)) find("menu").open = false;
  loadHistory();
  speakAll(readAddress().language);
  wire();
  try {
    await loadDesk();
  } catch {
    showTrouble(new Trouble("start"));
    return;
  }
  followAddress();
  document.documentElement.dataset.ready = "yes";
}

open();
