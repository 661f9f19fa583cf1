// From the state to the page, and the few things to press that belong to no other part.

const NARROW = matchMedia("(max-width: 860px)");
let painted = {};

function follow() {
  readAddress();
  language = state.language;
  if (painted.language !== language) paintWords();
  draw();
  const lit = JSON.stringify([state.selected, painted.drawn, language]);
  if (painted.lit !== lit) painted.related = picture.select(state.selected);
  painted.lit = lit;
  const key = JSON.stringify([state.selected, language, state.near, passedKey, state.selected ? "" : painted.drawn]);
  if (painted.panel !== key) {
    const fresh = painted.selected !== state.selected;
    if (fresh) panel.unfolded.clear();
    panel.render(state.selected, state.quote);
    if (fresh) showPanel();
  }
  paintOpenQuote();
  table.render();
  if (state.article !== null) showReader(state.article, state.quote);
  else hideReader();
  if (state.selected && painted.selected !== state.selected) announce(say("live", nameOf(state.selected),
    painted.related));
  painted = { ...painted, view: state.view, selected: state.selected, language, panel: key };
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

// What is selected and what is linked to it come into the picture, the strongest first, whatever else is left out.
function broughtIn({ nodes, edges, there, strengthOf }) {
  const path = pathIds(state.selected);
  if (path) return path.nodes.filter((id) => there.has(id));
  if (!state.selected) return [];
  const own = EDGES.has(state.selected) ? ends(EDGES.get(state.selected)) : [state.selected];
  const seen = own.filter((id) => there.has(id));
  let near = [];
  if (seen.length === 1) {
    const lines = edges.filter((edge) => edge.from === seen[0] || edge.to === seen[0]);
    if (state.view === "who") lines.sort((a, b) => strengthOf(b) - strengthOf(a) || (a.id < b.id ? -1 : 1));
    near = lines.map((edge) => (edge.from === seen[0] ? edge.to : edge.from));
  } else if (!seen.length) {
    const belongs = related(state.selected);
    near = nodes.filter((id) => belongs.has(id));
  }
  return [...seen, ...near.slice(0, state.near)];
}

function draw() {
  const found = passing();
  const { nodes, edges } = found;
  const part = nodes.length > SETTINGS.big && !state.every;
  const strongest = part ? nodes.slice(0, SETTINGS.core) : nodes.slice(0, SETTINGS.most);
  const shown = new Set([...strongest, ...broughtIn(found)]);
  const lines = edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to));
  paintShown({ nodes: shown.size, edges: lines.length }, nodes.length, part, shown.size - strongest.length);
  const key = JSON.stringify([passedKey, [...shown].sort(), state.colour]);
  if (key !== painted.drawn) {
    const fresh = painted.view !== state.view || painted.every !== state.every;
    picture.draw(state.view, shown, lines);
    if (fresh) picture.fit();
  }
  painted.drawn = key;
  painted.every = state.every;
  paintChips();
  const controls = JSON.stringify([passedKey, language, state.colour, state.colour === "group" ? key : ""]);
  if (painted.controls !== controls) paintControls();
  else for (const link of document.querySelectorAll("#views a")) link.href = toView(link.dataset.view);
  painted.controls = controls;
}

// --- acting

function closeReader() {
  go({ article: null, quote: null });
  document.querySelector('#right [aria-pressed="true"]')?.focus();
}

document.addEventListener("click", (event) => {
  const menu = document.getElementById("take");
  if (menu.open && !menu.contains(event.target)) menu.open = false;
  const { quote, article, cite, act, take, zoom } = event.target.closest("button")?.dataset ?? {};
  if (cite !== undefined) copy(reference(Number(cite)), "copied.quote");
  else if (quote !== undefined) {
    const number = Number(quote);
    if (FACTS.evidence[number].article < 0) return;
    if (number === state.quote) closeReader();
    else go({ quote: number, article: FACTS.evidence[number].article });
  } else if (article !== undefined) go({ article: Number(article), quote: null });
  else if (act === "path") askPath();
  else if (act === "help") openHelp();
  else if (act === "table") go({ table: !state.table });
  else if (take) { document.getElementById("take").open = false; TAKE[take](); }
  else if (zoom === "fit") picture.fit();
  else if (zoom === "back") { picture.putBack(); paintZoom(); }
  else if (zoom) picture.zoom(zoom === "in" ? 1.4 : 1 / 1.4);
});

document.getElementById("language").addEventListener("click",
  () => turn({ language: language === "zh" ? "en" : "zh" }));
addEventListener("hashchange", arrive);
history.replaceState({ depth }, "", location.href);

// On a phone the picture comes before the filters.
if (NARROW.matches) document.getElementById("controls").open = false;
picture.start();
hands.start();
search.start();
keys.start();
follow();
picture.network.once("afterDrawing", () => performance.mark("kg-ready"));
