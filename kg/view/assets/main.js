// What is shown follows from the address; this reads it, and writes it when somebody acts.

const VIEWS = ["who", "office", "all"];
const KINDS = { who: ["person"], office: ["person", "body", "area"], all: ["person", "reporter", "body", "area", "event", "article"] };
const NARROW = matchMedia("(max-width: 860px)");
const state = { view: "who", selected: null, article: null, quote: null, language: "zh" };
// Filters belong to the reader's moment, not to the address.
const filters = { off: new Set(), least: 1, every: false };

// --- the address

function address(change) {
  const next = { ...state, ...change };
  const pairs = new URLSearchParams();
  if (next.view !== "who") pairs.set("view", next.view);
  if (next.selected) pairs.set("of", next.selected);
  if (next.quote !== null && next.quote !== undefined) {
    const quote = FACTS.evidence[next.quote];
    if (quote.article >= 0) pairs.set("read", FACTS.articles[quote.article].id);
    const nth = sharing(quote.article, quote.start, quote.end).indexOf(quote);
    pairs.set("words", [quote.start, quote.end, ...(nth ? [nth] : [])].join("-"));
  } else if (next.article !== null && change.article !== undefined) {
    pairs.set("read", FACTS.articles[next.article].id);
  }
  if (next.language !== "zh") pairs.set("lang", next.language);
  return `#${pairs}`;
}

// Evidence of one stretch of an article: more than one only where the same words were read in two ways.
function sharing(article, start, end) {
  return quotesIn(article).filter((quote) => quote.start === start && quote.end === end);
}

function readAddress() {
  const pairs = new URLSearchParams(location.hash.slice(1));
  const view = pairs.get("view");
  const selected = pairs.get("of");
  state.view = VIEWS.includes(view) ? view : "who";
  state.language = pairs.get("lang") === "en" ? "en" : "zh";
  state.selected = THINGS.has(selected) || EDGES.has(selected) ? selected : null;
  const article = FACTS.articles.findIndex((row) => row.id === pairs.get("read"));
  const [start, end, nth = 0] = (pairs.get("words") ?? "").split("-").map(Number);
  const quote = article >= 0 ? sharing(article, start, end)[nth] : undefined;
  state.article = article < 0 ? null : article;
  state.quote = quote ? FACTS.evidence.indexOf(quote) : null;
}

function go(change) {
  location.hash = address(change);
}

// --- from the state to the page

let painted = {};

function follow() {
  readAddress();
  language = state.language;
  if (painted.language !== language) paintWords();
  if (painted.view !== state.view) {
    filters.off.clear();
    filters.every = false;
  }
  draw();
  const related_ = picture.select(state.selected);
  if (painted.selected !== state.selected || painted.language !== language || !state.selected) {
    panel.unfolded.clear();
    panel.render(state.selected, state.quote);
    if (painted.selected !== state.selected) showPanel();
  }
  paintOpenQuote();
  if (state.article !== null) {
    showReader(state.article, state.quote, { close: closeReader, go: (id) => go({ selected: id, quote: null }) });
  } else {
    hideReader();
  }
  if (state.selected && painted.selected !== state.selected) {
    announce(say("live", EDGES.has(state.selected) ? say(`kind.${kindOf(state.selected)}`) : nameOf(state.selected), related_));
  }
  painted = { ...painted, view: state.view, selected: state.selected, language };
}

// Its beginning; on a phone below the picture, which stays.
function showPanel() {
  const right = document.getElementById("right");
  right.scrollTop = 0;
  if (state.selected && NARROW.matches) right.scrollIntoView({ block: "start" });
}

function paintOpenQuote() {
  for (const button of document.querySelectorAll("#right [data-quote]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.quote) === state.quote));
  }
}

// What of the view passes the filters, the strongest first.
function passing() {
  const { view } = state;
  const edges = [...EDGES.values()].filter((edge) => edge.views.includes(view)
    && (edge.kind !== "tie" || edge.number >= filters.least)
    && !filters.off.has(kindOf(edge.from)) && !filters.off.has(kindOf(edge.to)));
  const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const nodes = [...NODES.values()]
    .filter((node) => node.views[view] && !filters.off.has(node.kind)
      && (view !== "who" || filters.least === 0 || linked.has(node.id)))
    .map((node) => node.id)
    .sort(rankIn(view));
  return { edges, nodes };
}

// What is selected and its neighbours come into the picture, the strongest first, whatever else is left out.
function broughtIn(nodes) {
  if (!state.selected) return [];
  const near = related(state.selected);
  const own = [state.selected].filter((id) => NODES.get(id)?.views[state.view]);
  return [...own, ...nodes.filter((id) => near.has(id)).slice(0, AT_ONCE)];
}

function draw() {
  const { edges, nodes } = passing();
  const part = nodes.length > SETTINGS.big && !filters.every;
  const shown = new Set([...(part ? nodes.slice(0, SETTINGS.core) : nodes), ...broughtIn(nodes)]);
  const lines = edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to));
  const key = JSON.stringify([state.view, [...shown].sort(), filters.least, [...filters.off]]);
  if (key !== painted.drawn) {
    const fresh = painted.view !== state.view || painted.every !== filters.every;
    picture.draw(state.view, shown, lines);
    if (fresh) picture.fit();
  }
  painted.drawn = key;
  painted.every = filters.every;
  paintShown(shown.size, nodes.length, lines.length, part);
  paintControls();
}

function paintShown(shown, all, lines, part) {
  const line = document.getElementById("shown");
  const button = (key, act) => el("button", { type: "button", class: "plain", text: say(key), on: { click: act } });
  const words = [];
  if (!shown) {
    words.push(say("shown.none"), " ", button("shown.lift", () => { filters.off.clear(); filters.least = 1; follow(); }));
  } else if (part) {
    words.push(say("shown.part", SETTINGS.core, shown - SETTINGS.core, all - shown), " ", button("shown.all", () => { filters.every = true; follow(); }));
  } else {
    words.push(state.view === "who" ? say("shown.people", shown, lines) : say("shown", shown));
    if (filters.every && all > SETTINGS.big) words.push(" · ", button("shown.strongest", () => { filters.every = false; follow(); }));
    const alone = state.view === "who" && filters.least === 1
      ? [...NODES.values()].filter((node) => node.views.who && !tiesOf(node.id).length).length : 0;
    if (alone) words.push(" · ", button("shown.alone", () => { filters.least = 0; follow(); picture.fit(); }));
    if (alone) words.at(-1).textContent = say("shown.alone", alone);
  }
  line.replaceChildren(...words);
}

// --- the left side

function paintWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
    if (node.matches("button")) node.title = say(node.dataset.label);
  }
  picture.holder.setAttribute("aria-label", say("aria.picture"));
  search.input.placeholder = say("search");
  search.input.setAttribute("aria-label", say("search.label"));
  search.list.setAttribute("aria-label", say("search.label"));
  const switcher = document.getElementById("language");
  switcher.textContent = say("language");
  switcher.title = say("language.title");
  switcher.lang = language === "zh" ? "en" : "zh-CN";
  paintAbout();
}

function paintAbout() {
  const days = FACTS.documents.flatMap((row) => [row.from, row.to]).filter(Boolean).sort();
  const people = FACTS.persons.filter((person) => !person.byline).length;
  const figures = [["article", FACTS.articles.length], ["person", people], ["office", FACTS.roles.length], ["event", FACTS.events.length]];
  const papers = [...new Set(FACTS.documents.map((row) => row.source).filter(Boolean))];
  const undated = say("about.undated");
  document.getElementById("about").replaceChildren(
    el("dl", { class: "figures" }, figures.map(([key, n]) => el("div", {}, el("dd", { text: n.toLocaleString("en") }), el("dt", { text: say(`count.${key}`) })))),
    el("details", { class: "files" },
      el("summary", {}, `${say("about.from")} ${say("about.documents", FACTS.documents.length)}`,
        papers.length ? el("span", { lang: "zh-CN", text: ` · ${papers.slice(0, 3).join("、")}${papers.length > 3 ? "…" : ""}` }) : null,
        el("span", { class: "dates", text: span(days[0], days.at(-1)) || undated })),
      el("ul", {}, FACTS.documents.map((row) => el("li", { title: row.why ? say("about.why", row.why) : null },
        el("span", { lang: "zh-CN", text: row.source ? `${row.source} ` : "" }), el("code", { text: row.name }),
        el("span", { class: "quiet", text: span(row.from, row.to) || undated }))))),
    FACTS.warnings.length ? el("details", { class: "files" }, el("summary", { text: say("about.warnings", FACTS.warnings.length) }),
      el("ul", {}, FACTS.warnings.map((text) => el("li", { lang: "zh-CN", text })))) : "",
  );
}

function paintControls() {
  const views = document.getElementById("views");
  views.replaceChildren(...VIEWS.map((view) => el("a", { href: address({ view, quote: null }), text: say(`view.${view}`),
    "aria-current": view === state.view ? "true" : null, "data-view": view })));
  const key = JSON.stringify([state.view, language, filters.least, [...filters.off]]);
  if (painted.controls === key) return;
  painted.controls = key;
  const held = document.activeElement?.dataset.kind;
  document.getElementById("legend").replaceChildren(
    el("div", { class: "kinds" }, KINDS[state.view].map((kind) => {
      const count = [...NODES.values()].filter((node) => node.kind === kind && node.views[state.view]).length;
      return el("button", { type: "button", "data-kind": kind, "aria-pressed": String(!filters.off.has(kind)), disabled: KINDS[state.view].length === 1,
        on: { click: () => { if (!filters.off.delete(kind)) filters.off.add(kind); follow(); } } },
      icon(kind), say(`kind.${kind}`), el("span", { class: "count", text: count }));
    })),
    el("p", { class: "quiet", text: say({ who: "legend.tie", office: "legend.office", all: "legend.all" }[state.view]) }),
  );
  if (held) document.querySelector(`#legend [data-kind="${held}"]`)?.focus();
  paintLeast();
}

function paintLeast() {
  const box = document.getElementById("filters");
  const most = Math.max(1, ...FACTS.ties.map((tie) => tie.weight));
  if (state.view !== "who") { box.replaceChildren(); return; }
  const there = box.querySelector("input");
  const output = el("output", { text: say("filter.times", filters.least) });
  if (there) {
    there.value = filters.least;
    box.querySelector("output").replaceWith(output);
    box.querySelector("span").textContent = say("filter.events");
    return;
  }
  const slider = el("input", { type: "range", min: 0, max: Math.min(most, 20), step: 1, value: filters.least, id: "least",
    on: { input: () => { filters.least = Number(slider.value); follow(); } } });
  slider.value = filters.least;
  box.replaceChildren(el("label", { for: "least" }, el("span", { text: say("filter.events") }), output), slider);
}

function announce(text) {
  document.getElementById("live").textContent = text;
}

// --- acting

function closeReader() {
  go({ article: null, quote: null });
  document.querySelector('#right [aria-pressed="true"]')?.focus();
}

document.getElementById("right").addEventListener("click", (event) => {
  const quote = event.target.closest("[data-quote]");
  const article = event.target.closest("[data-article]");
  if (quote) {
    const number = Number(quote.dataset.quote);
    if (FACTS.evidence[number].article < 0) return;
    if (number === state.quote) closeReader();
    else go({ quote: number });
  } else if (article) {
    go({ article: Number(article.dataset.article), quote: null });
  }
});

document.getElementById("language").addEventListener("click", () => {
  const reading = state.quote === null && state.article !== null ? { article: state.article } : {};
  history.replaceState(null, "", address({ ...reading, language: language === "zh" ? "en" : "zh" }));
  follow();
});

document.getElementById("zoom").addEventListener("click", (event) => {
  const { zoom } = event.target.dataset;
  if (zoom === "fit") picture.fit();
  else if (zoom) picture.zoom(zoom === "in" ? 1.4 : 1 / 1.4);
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    search.input.focus();
  } else if (event.key === "Escape") {
    if (state.article !== null) closeReader();
    else if (state.selected) go({ selected: null, quote: null });
  } else if (event.target === picture.holder) {
    const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (step) { event.preventDefault(); picture.pan(...step); }
    else if (event.key === "+" || event.key === "=") picture.zoom(1.3);
    else if (event.key === "-") picture.zoom(1 / 1.3);
    else if (event.key === "f" || event.key === "F") picture.fit();
  }
});

// A click is a press and release at one spot; anything longer moves the picture.
let pressed = null;
picture.holder.addEventListener("pointerdown", (event) => { pressed = { x: event.clientX, y: event.clientY }; }, true);
picture.holder.addEventListener("pointerup", (event) => {
  if (!pressed || Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 6 || event.button > 0) return;
  const box = picture.holder.getBoundingClientRect();
  const id = picture.under({ x: event.clientX - box.left, y: event.clientY - box.top }, event.pointerType === "touch" ? 16 : 4);
  if (id && (THINGS.has(id) || ["office", "took"].includes(EDGES.get(id)?.kind))) go({ selected: id, quote: null });
  else if (id) go({ selected: EDGES.get(id).from, quote: null });
  else go({ selected: null, quote: null });
}, true);

picture.holder.addEventListener("pointermove", (event) => {
  if (event.pointerType === "touch" || event.buttons) return;
  const box = picture.holder.getBoundingClientRect();
  const id = picture.under({ x: event.clientX - box.left, y: event.clientY - box.top });
  picture.holder.classList.toggle("over", id !== null);
  showTip(id, event.clientX - box.left, event.clientY - box.top);
  if (id !== picture.hovered) {
    picture.hovered = id;
    picture.redraw();
  }
});
picture.holder.addEventListener("pointerleave", () => {
  picture.hovered = null;
  showTip(null);
  picture.redraw();
});

function showTip(id, x, y) {
  const tip = document.getElementById("tip");
  tip.hidden = id === null;
  if (id === null) return;
  const edge = EDGES.get(id);
  const ends = edge && `${nameOf(edge.from)} — ${nameOf(edge.to)}`;
  const roles = edge?.kind === "office" ? rolesOf(edge.from).filter((role) => (role.body ?? role.area) === edge.to).map((role) => role.role) : [];
  tip.textContent = edge
    ? ends + (edge.kind === "tie" ? ` ${say("times", edge.number)}` : roles.length ? ` ${roles.join("、")}` : "")
    : besides(id) || say(`kind.${kindOf(id)}`);
  tip.style.transform = `translate(${Math.round(Math.min(x + 14, picture.holder.clientWidth - tip.offsetWidth - 8))}px, ${Math.round(y - 30)}px)`;
}

addEventListener("hashchange", follow);

// On a phone the picture comes before the filters.
if (NARROW.matches) document.getElementById("controls").open = false;
picture.start();
search.start();
follow();
