// The left side and what lies over the picture: the legend that is a switch, the filters, what is shown of how much.

const to = (id) => address({ selected: id, quote: null, article: null, table: false, near: AT_ONCE });

const LONG = 500; // rows of a list that nobody reads to its end

// What is selected and asked for stays; what speaks of one view alone does not.
const toView = (view) => address({ view, piece: null, every: false, hidden: "" });

function announce(text) {
  document.getElementById("live").textContent = text;
}

// --- words that stand in the page

function paintWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
    if (node.matches("button")) node.title = say(node.dataset.label);
  }
  picture.holder.setAttribute("aria-label", say("aria.picture"));
  search.rest();
  search.list.setAttribute("aria-label", say("search.label"));
  const switcher = document.getElementById("language");
  switcher.textContent = say("language");
  switcher.title = say("language.title");
  switcher.lang = language === "zh" ? "en" : "zh-CN";
  paintAbout();
  paintHelp();
}

function paintAbout() {
  const days = FACTS.documents.flatMap((row) => [row.from, row.to]).filter(Boolean).sort();
  const people = FACTS.persons.filter((person) => !person.byline).length;
  const figures = [["article", FACTS.articles.length], ["person", people], ["office", FACTS.roles.length],
    ["event", FACTS.events.length]];
  const papers = [...new Set(FACTS.documents.map((row) => row.source).filter(Boolean))];
  const undated = say("about.undated");
  document.getElementById("about").replaceChildren(
    el("dl", { class: "figures" }, figures.map(([key, n]) => el("div", {}, el("dt", { text: say(`count.${key}`) }),
      el("dd", { text: n.toLocaleString("en") })))),
    el("details", { class: "files" },
      el("summary", {}, `${say("about.from")} ${say("about.documents", FACTS.documents.length)}`,
        papers.length
          ? el("span", { lang: "zh-CN", text: ` · ${papers.slice(0, 3).join("、")}${papers.length > 3 ? "…" : ""}` })
          : null,
        el("span", { class: "dates", text: span(days[0], days.at(-1)) || undated })),
      longList(say("about.from"), FACTS.documents, (row) => el("li",
        { title: row.why ? say("about.why", row.why) : null },
        el("span", { lang: "zh-CN", text: row.source ? `${row.source} ` : "" }), el("code", { text: row.name }),
        el("span", { class: "quiet", text: span(row.from, row.to) || undated })))),
    FACTS.warnings.length ? el("details", { class: "files" },
      el("summary", { text: say("about.warnings", FACTS.warnings.length) }),
      longList(say("about.warnings", FACTS.warnings.length), FACTS.warnings,
        (text) => el("li", { lang: "zh-CN", text }))) : "",
  );
}

// A list that can be scrolled by key; of thousands of rows it says how many it leaves out.
function longList(label, rows, row) {
  const left = rows.length - LONG;
  return el("ul", { tabindex: 0, "aria-label": label }, rows.slice(0, LONG).map(row),
    left > 0 ? el("li", { class: "quiet", text: say("others", left) }) : null);
}

// --- what is shown of how much

function chipText(filter) {
  switch (filter) {
    case "hidden": return say("chip.hidden", state.hidden.split(",").map((kind) => say(`kind.${kind}`)));
    case "least": return state.least === 0 ? say("chip.alone") : say("chip.least", state.least);
    case "period": return say("chip.period", state.since ?? "", state.until ?? "");
    case "sure": return say(`chip.${state.sure}`);
    case "sources": return say("chip.sources", state.sources);
    case "inside": return say("chip.inside", nameOf(state.inside));
    default: return say("chip.piece", nameOf(state.piece));
  }
}

const lifted = (filter) => Object.fromEntries(fieldsOf(filter).map((field) => [field, START[field]]));

function paintChips() {
  const on = FILTERS.filter(isOn);
  const chips = on.map((filter) => el("a", { class: "chip", href: address(lifted(filter)), "data-filter": filter,
    "aria-label": `${say("chip.lift")} ${chipText(filter)}` },
    el("span", { text: chipText(filter) }), " ×"));
  if (on.length > 1) chips.push(el("a", { class: "chip all", href: address(LIFTED), text: say("chip.all") }));
  if (state.otherData) chips.unshift(el("span", { class: "chip note", text: say("otherData") }));
  document.getElementById("chips").replaceChildren(...chips);
}

// `drawn` {nodes, edges} of `all` that pass; `part`: the strongest of them only.
function paintShown(drawn, all, part, brought) {
  const link = (key, change, ...figures) => el("a", { class: "plain", href: address(change),
    text: say(key, ...figures), "data-show": key.split(".")[1] });
  const whole = total(state.view);
  const word = state.view === "who" ? "shown.people" : "shown";
  const words = [el("span", { id: "count", text: say(word, drawn.nodes, whole.nodes, drawn.edges, whole.edges) })];
  if (!all) {
    words.splice(0, 1, say("shown.none"));
    for (const { filter, nodes } of culprits()) words.push(" ",
      link("shown.without", lifted(filter), chipText(filter), nodes));
    words.push(" ", link("shown.lift", LIFTED));
  } else if (part) {
    words.push(`${say("shown.part", drawn.nodes - brought, brought, all - drawn.nodes)} `,
      link("shown.all", { every: true }, Math.min(all, SETTINGS.most)));
  } else if (state.every && all > SETTINGS.big) {
    if (all > drawn.nodes) words.push(`${say("shown.most", drawn.nodes, all - drawn.nodes)} `);
    words.push(" · ", link("shown.strongest", { every: false }));
  }
  const alone = state.view === "who" && state.least === START.least && !FILTERS.some(isOn)
    ? [...NODES.values()].filter((node) => node.views.who && !tiesOf(node.id).length).length : 0;
  if (alone) words.push(" · ", link("shown.alone", { least: 0 }, alone));
  document.getElementById("shown").replaceChildren(...words);
}

function paintZoom() {
  document.querySelector('[data-zoom="back"]').hidden = picture.moved.size === 0;
}

// --- the legend and the filters

function paintControls() {
  document.getElementById("views").replaceChildren(...VIEWS.map((view) => el("a",
    { href: toView(view),
    text: say(`view.${view}`), "aria-current": view === state.view ? "true" : null, "data-view": view })));
  const held = document.activeElement?.closest?.("#controls") ? document.activeElement.id : "";
  paintLegend();
  paintFilters();
  if (held) document.getElementById(held)?.focus();
}

function paintLegend() {
  const hidden = new Set(state.hidden.split(",").filter(Boolean));
  const { there } = passing();
  const kinds = KINDS[state.view].map((kind) => {
    const all = [...NODES.values()].filter((node) => node.kind === kind && node.views[state.view]);
    const passed_ = all.filter((node) => there.has(node.id)).length;
    return el("button", { type: "button", id: `kind-${kind}`, "data-kind": kind,
      "aria-pressed": String(!hidden.has(kind)), disabled: KINDS[state.view].length === 1,
      on: { click: () => go({ hidden: KINDS.all.filter((other) => hidden.has(other) !== (other === kind)).join(",") }) } },
    icon(kind), say(`kind.${kind}`), el("span", { class: "count", text: passed_ === all.length ? all.length
      : `${passed_}/${all.length}` }));
  });
  document.getElementById("legend").replaceChildren(
    el("div", { class: "kinds" }, kinds),
    el("p", { class: "quiet", text: say({ who: "legend.tie", office: "legend.office",
      all: "legend.all" }[state.view]) }),
    el("label", { class: "switch" }, el("input", { type: "checkbox", id: "colour", checked: state.colour === "group",
      on: { change: (event) => go({ colour: event.target.checked ? "group" : "kind" }) } }), say("colour.group")),
    state.colour === "group" ? paintGroups() : "",
  );
}

// The communities that have a colour, each called after its strongest member.
function paintGroups() {
  const groups = new Map();
  for (const id of picture.drawn) {
    const { group } = NODES.get(id).views[state.view];
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(id);
  }
  const rows = [...groups].filter(([group, ids]) => group < GROUPS && ids.length > 1).sort(([a], [b]) => a - b);
  return el("ul", { class: "groups" }, rows.map(([group, ids]) => el("li", {},
    el("i", { class: `swatch group-${group}`, "aria-hidden": "true" }),
    panel.link(ids[0]), el("span", { class: "quiet", text: say("colour.others", ids.length) }))));
}

function choice(id, label, options, value, act) {
  const select = el("select", { id, on: { change: () => act(select.value) } },
    options.map(([key, text]) => el("option", { value: key, text, selected: key === value })));
  return el("label", { class: "choice", for: id }, el("span", { text: label }), select);
}

function paintFilters() {
  const box = document.getElementById("filters");
  // While a hand or a key is on a slider it must stay the same one.
  if (document.activeElement?.matches("#filters input[type=range]") && box.dataset.of === `${state.view} ${language}`) {
    refreshSliders();
    return;
  }
  box.dataset.of = `${state.view} ${language}`;
  const areas = FACTS.areas.filter((area) => !area.site).sort((a, b) => (a.code ?? "9").localeCompare(b.code ?? "9"));
  const deep = (area) => (area.within ? 1 + deep(THINGS.get(area.within)) : 0);
  const found = pieces().slice(0, 12);
  const piece = state.piece !== null && !found.some(({ head }) => head === state.piece)
    ? [{ head: state.piece, size: null }] : [];
  box.replaceChildren(
    time.bins.length > 1 ? periodFilter() : "",
    state.view === "who" ? leastFilter() : "",
    choice("inside", say("filter.area"), [["", say("filter.any")],
      ...areas.map((area) => [area.id, "　".repeat(Math.min(3, deep(area))) + area.name])], state.inside ?? "",
      (value) => go({ inside: value || null })),
    choice("sure", say("filter.sure"), ["unsure", "likely", "sure"].map((key) => [key, say(`filter.level.${key}`)]),
      state.sure, (value) => go({ sure: value })),
    choice("sources", say("filter.sources"), [1, 2, 3].map((n) => [String(n), say("filter.articles", n)]),
      String(state.sources), (value) => go({ sources: Number(value) })),
    found.length > 1 ? choice("piece", say("filter.piece"),
      [["", say("filter.any")], ...[...piece, ...found].map(({ head, size }) => [head,
      say("filter.pieceOf", cut(nameOf(head), 12), size)])],
      state.piece ?? "", (value) => go({ piece: value || null })) : "",
  );
  refreshSliders();
}

// One step of the history for one move of a slider, however long.
let sliding = false;
function slide(change) {
  if (sliding) { turn(change); return; }
  sliding = true;
  go(change);
}

function slider(id, most, label, change) {
  const input = el("input", { type: "range", min: 0, max: most, step: 1, id, "aria-label": label,
    on: { input: () => slide(change(Number(input.value))), change: () => { sliding = false; } } });
  return input;
}

function leastFilter() {
  const most = TIES.reduce((a, tie) => Math.max(a, tie.number), 1);
  const input = slider("least", Math.min(most, 20), say("filter.events"), (value) => ({ least: value }));
  input.min = 1;
  return el("div", {}, el("div", { class: "slider" }, el("span", { text: say("filter.events") }),
    el("output", { for: "least" })), input);
}

// Which bins of the histogram the period reaches from and to.
function periodBins() {
  const { bins, length } = time;
  const place = (date, rest) => {
    const at = date === null ? rest : bins.findIndex((bin) => bin >= date.slice(0, length));
    return at < 0 ? bins.length - 1 : at;
  };
  return [place(state.since, 0), place(state.until, bins.length - 1)];
}

// Two sliders over the histogram: from the bin of one to that of the other.
function periodFilter() {
  const { bins } = time;
  const period = (from, until) => ({ since: from === 0 ? null : bins[from], until: until === bins.length - 1 ? null
    : bins[until] });
  return el("div", { class: "period" },
    el("div", { class: "slider" }, el("span", { text: say("filter.period") }), el("output", { for: "since until" })),
    histogram(),
    el("div", { class: "range" },
      slider("since", bins.length - 1, say("filter.since"), (value) => period(value, Math.max(value, periodBins()[1]))),
      slider("until", bins.length - 1, say("filter.until"),
        (value) => period(Math.min(value, periodBins()[0]), value))),
    el("p", { class: "quiet" }));
}

function refreshSliders() {
  const put = (id, value, text) => {
    const input = document.getElementById(id);
    if (!input) return;
    if (Number(input.value) !== value) input.value = value;
    input.setAttribute("aria-valuetext", text);
  };
  put("least", state.least, say("filter.times", state.least));
  const least = document.querySelector('output[for="least"]');
  if (least) least.textContent = say("filter.times", state.least);
  const box = document.querySelector("#filters .period");
  if (!box) return;
  const { bins, undated, dated } = time;
  const [from, until] = periodBins();
  put("since", from, bins[from]);
  put("until", until, bins[until]);
  box.querySelector("output").textContent = `${bins[from]} – ${bins[until]}`;
  box.querySelectorAll("rect").forEach((bar, i) => bar.setAttribute("class", i >= from && i <= until ? "in" : "out"));
  box.querySelector("p").textContent = isOn("period")
    ? say("filter.inside", FACTS.events.filter(passing().test.event).length, FACTS.events.length, undated)
      : say("filter.dated", dated, undated);
}
