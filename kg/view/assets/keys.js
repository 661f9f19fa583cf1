// Everything by keyboard. The keys of one letter can be switched off, for those whose tools need them.

const KEYS = [["/", "key.search"], ["↑ ↓", "key.step"], ["Enter", "key.open"], ["E", "key.evidence"],
  ["C", "key.cite"], ["P", "key.path"], ["T", "key.table"],
  ["F", "key.fit"], ["⌫", "key.back"], ["Ctrl Z", "key.undo"], ["Esc", "key.close"], ["?", "key.help"]];

const keys = {
  on: true,

  start() {
    try { this.on = localStorage.getItem("kg-keys") !== "off"; } catch { /* a browser that keeps nothing for pages from the disk */ }
    document.addEventListener("keydown", (event) => this.pressed(event));
  },

  turn(on) {
    this.on = on;
    try { localStorage.setItem("kg-keys", on ? "on" : "off"); } catch { /* kept for this visit only */ }
  },

  pressed(event) {
    if (event.isComposing) return;
    const typing = event.target.matches("input:not([type=range], [type=checkbox]), textarea");
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z" && !typing) {
      event.preventDefault();
      if (event.shiftKey) history.forward(); else undo();
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === "Escape") {
      if (!document.querySelector("dialog[open]")) closeOne(); // a dialog closes itself
    } else if (event.target === picture.holder && this.picture(event)) {
      event.preventDefault();
    } else if (this.on && !typing && this.letter(event)) {
      event.preventDefault();
    }
  },

  picture(event) {
    const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (step) picture.pan(...step);
    else if (event.key === "+" || event.key === "=") picture.zoom(1.3);
    else if (event.key === "-") picture.zoom(1 / 1.3);
    else return false;
    return true;
  },

  letter(event) {
    const act = { "/": () => search.input.focus(), "?": openHelp, Backspace: undo,
      ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1),
      e: () => this.evidence(), c: () => this.cite(), p: askPath, t: () => go({ table: !state.table }),
        f: () => picture.fit() }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || (event.target.matches("select, input") && event.key.startsWith("Arrow"))) return false;
    act();
    return true;
  },

  // From one fact of the right side to the next.
  step(by) {
    const stops = [...document.querySelectorAll(state.table ? "#table td a"
      : "#right .facts > li .line .thing, #right .findings .thing")].filter((node) => node.offsetParent);
    const at = stops.indexOf(document.activeElement);
    const next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(stops.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  },

  // The words of the fact in focus, else the next words of what is selected.
  evidence() {
    const near = document.activeElement.closest?.("#right li, #right section")?.querySelector(".quote");
    const all = [...document.querySelectorAll("#right .quote")];
    const open = all.findIndex((button) => button.getAttribute("aria-pressed") === "true");
    const next = near && near.getAttribute("aria-pressed") !== "true" ? near : all[open + 1] ?? all[0];
    if (!next) { toast(say("evidence.none")); return; }
    for (let box = next.parentElement; box && box.id !== "right"; box = box.parentElement) box.hidden = false;
    next.focus();
    next.click();
  },

  cite() {
    const number = state.quote ?? document.querySelector("#right .quote")?.dataset.quote;
    if (number !== undefined) copy(reference(Number(number)), "copied.quote");
  },
};

// Esc closes one thing at a time and loses no work: all of it is in the history.
function closeOne() {
  const menu = document.querySelector("#take[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  else if (state.article !== null) closeReader();
  else if (state.table) go({ table: false });
  else if (state.selected) visit(to(null));
}

function askPath() {
  const both = pathEnds(state.selected);
  const person = both ? both[0] : state.selected;
  if (person && kindOf(person) === "person") search.ask(person);
  else toast(say("path.first"));
}

function openHelp() {
  document.getElementById("help").showModal();
}

function paintHelp() {
  const box = el("input", { type: "checkbox", id: "keys-on", checked: keys.on,
    on: { change: () => keys.turn(box.checked) } });
  document.getElementById("help").replaceChildren(
    el("form", { method: "dialog" }, el("button", { class: "plain close", "aria-label": say("close"), text: "×" })),
    el("h2", { text: say("help.read") }),
    el("p", { text: say("caveat") }),
    el("p", { text: say("help.measures") }),
    el("h2", { text: say("help.keys") }),
    el("dl", {}, KEYS.map(([key, word]) => el("div", {}, el("dt", {}, el("kbd", { text: key })),
      el("dd", { text: say(word) })))),
    el("label", { class: "switch" }, box, say("help.on")),
  );
}
