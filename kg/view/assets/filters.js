// What passes the filters. The same for the picture, the lists and what is taken away, so that all agree in count.

const KINDS = { who: ["person"], office: ["person", "body", "area"],
  all: ["person", "reporter", "body", "area", "event", "article"] };

// Tests of single facts, made anew for each state of the filters.
function tests() {
  const { since, until, sources, sure } = state;
  const level = CONFIDENCE[sure];
  const period = since !== null || until !== null;
  const end = until === null ? "9999" : `${until}\uffff`;
  const within = (from, to) => !period || (Boolean(from ?? to) && (to ?? from) >= (since ?? "") && (from ?? to) <= end);
  const event = (one) => within(one.date, one.date);
  const told = (one) => event(one) && one.articles.length >= sources;
  const taken = (one) => CONFIDENCE[one.confidence] <= level;
  const role = (one) => CONFIDENCE[one.confidence] <= level && within(one.first, one.last) && one.articles.length >= sources;
  const article = (one) => within(one.from, one.to);
  const everyEvent = !period;
  const both = (edge, number) => {
    if (level === 2) return true;
    const there = partsAt(FACTS.events[number].id).filter((one) => (one.person === edge.from || one.person === edge.to)
      && taken(one));
    return there.length >= 2;
  };
  // The shared events of a tie that pass; all of them where nothing is filtered, which is quick.
  const shared = (edge) => {
    let events = edge.events;
    if (!everyEvent || level < 2) events = events.filter((number) => event(FACTS.events[number]) && both(edge, number));
    if (sources > 1 && new Set(events.flatMap((number) => FACTS.events[number].articles)).size < sources) return [];
    return events;
  };
  return { event, told, taken, role, article, shared, plain: everyEvent && level === 2 && sources === 1 };
}

const headcount = new Map();
function counted(number) {
  if (!headcount.has(number)) {
    const id = FACTS.events[number].id;
    headcount.set(number,
      new Set(partsAt(id).filter((taken) => taken.confidence !== "unsure").map((taken) => taken.person)).size);
  }
  return headcount.get(number);
}

// An area with all that lies within it.
function areaWithin(id) {
  const all = new Set([id]);
  for (const area of all) for (const part of areasIn(area)) all.add(part.id);
  return all;
}

// What of the graph belongs to an area: who holds office there or was there, what happened there.
function belonging(test) {
  const areas = areaWithin(state.inside);
  const seated = (role) => areas.has(role.area) || areas.has(THINGS.get(role.body)?.area);
  const ids = new Set(areas);
  for (const body of FACTS.bodies) if (areas.has(body.area)) ids.add(body.id);
  for (const role of FACTS.roles) if (seated(role) && test.role(role)) ids.add(role.person);
  const here = (event) => areas.has(event.place) || partsAt(event.id).some((taken) => test.taken(taken)
    && ids.has(taken.person));
  const events = FACTS.events.filter((event) => test.event(event) && here(event));
  for (const event of events) {
    ids.add(event.id);
    if (areas.has(event.place)) for (const taken of partsAt(event.id)) if (test.taken(taken)) ids.add(taken.person);
  }
  for (const article of FACTS.articles) {
    if (!article.areas.some((area) => areas.has(area))) continue;
    for (const id of [article.id, ...article.authors]) ids.add(id);
  }
  return ids;
}

let passed = null;
let passedKey = null;

// What of the view passes: {nodes: ids, the strongest first; edges; test; strengthOf, weightOf: of ties}.
function passing() {
  const key = JSON.stringify([state.view, ...FILTERS.flatMap(fieldsOf).map((field) => state[field])]);
  if (key === passedKey) return passed;
  passedKey = key;
  passed = sift();
  return passed;
}

function sift() {
  const { view } = state;
  const test = tests();
  const ids = state.inside === null ? null : belonging(test);
  const hidden = new Set(state.hidden.split(",").filter(Boolean));
  const stands = (id) => {
    const node = NODES.get(id);
    return Boolean(node.views[view]) && !hidden.has(node.kind) && (!ids || ids.has(id));
  };
  const ties = new Map(); // id → the events of a tie that pass
  const factual = [];
  const structure = [];
  for (const edge of EDGES.values()) {
    if (!edge.views.includes(view) || !stands(edge.from) || !stands(edge.to)) continue;
    if (STRUCTURE.has(edge.kind)) structure.push(edge);
    else if (edgePasses(edge, test, ties)) factual.push(edge);
  }
  const narrowed = FILTERS.some((filter) => filter !== "hidden" && filter !== "piece" && filter !== "least"
    && isOn(filter));
  const linked = new Set(factual.flatMap(ends));
  const edges = [...factual];
  for (const edge of structure) {
    if (narrowed && !linked.has(edge.from)) continue;
    edges.push(edge);
    linked.add(edge.to);
  }
  const alone = view === "who" ? state.least === 0 : view === "all";
  let nodes = [...NODES.keys()].filter((id) => stands(id)
    && (linked.has(id) || (!narrowed && (alone || view === "office"))));
  if (state.piece !== null) {
    const left = new Set(nodes);
    const next = listed(edges.filter((edge) => left.has(edge.from) && left.has(edge.to)), ends);
    const piece = left.has(state.piece) ? pieceOf(state.piece, next) : new Set();
    nodes = nodes.filter((id) => piece.has(id));
  }
  nodes.sort(rankIn(view));
  const there = new Set(nodes);
  return {
    nodes, edges: edges.filter((edge) => there.has(edge.from) && there.has(edge.to)), test, there,
    eventsOf: (tie) => eventsOf(tie, test, ties),
    weightOf: (tie) => eventsOf(tie, test, ties).length,
    strengthOf: (tie) => {
      if (tie.kind !== "tie") return tie.value;
      const events = eventsOf(tie, test, ties);
      return events.length === tie.events.length ? tie.value
        : events.reduce((sum, number) => sum + 1 / Math.max(1, counted(number) - 1), 0);
    },
  };
}

// The events of a tie that pass, also of one that is not drawn.
function eventsOf(tie, test, ties) {
  if (test.plain) return tie.events;
  if (!ties.has(tie.id)) ties.set(tie.id, test.shared(tie));
  return ties.get(tie.id);
}

function edgePasses(edge, test, ties) {
  switch (edge.kind) {
    case "tie": return eventsOf(edge, test, ties).length >= Math.max(1, state.least);
    case "office": return test.plain || rolesOf(edge.from).some((role) => seatOf(role) === edge.to && test.role(role));
    case "took":
      return test.plain || (test.told(THINGS.get(edge.to))
        && partsAt(edge.to).some((taken) => taken.person === edge.from && test.taken(taken)));
    case "at": case "reported": return test.told(THINGS.get(edge.from));
    default: return state.sources === 1 && test.article(THINGS.get(edge.to)); // byline, named: told by one article
  }
}

// All that hangs together with a node by these edges.
function pieceOf(id, next) {
  const piece = new Set([id]);
  for (const one of piece) for (const edge of next(one)) piece.add(edge.from === one ? edge.to : edge.from);
  return piece;
}

// The pieces of a view, the largest first: [{head: its strongest node, size}].
let piecesFor = null;
let piecesFound = [];
function pieces() {
  if (piecesFor === state.view) return piecesFound;
  const nodes = [...NODES.keys()].filter((id) => NODES.get(id).views[state.view]).sort(rankIn(state.view));
  const next = listed([...EDGES.values()].filter((edge) => edge.views.includes(state.view)), ends);
  const seen = new Set();
  const found = [];
  for (const id of nodes) {
    if (seen.has(id)) continue;
    const piece = pieceOf(id, next);
    for (const one of piece) seen.add(one);
    if (piece.size > 1) found.push({ head: id, size: piece.size });
  }
  piecesFor = state.view;
  piecesFound = found.sort((a, b) => b.size - a.size);
  return piecesFound;
}

// How many nodes there are in a view, whatever is filtered.
const totals = {};
function total(view) {
  totals[view] ??= {
    nodes: [...NODES.values()].filter((node) => node.views[view]).length,
    edges: [...EDGES.values()].filter((edge) => edge.views.includes(view)).length,
  };
  return totals[view];
}

// Which filters keep the picture empty: those that show something if lifted alone, with how much.
function culprits() {
  const before = { ...state };
  const found = [];
  for (const filter of FILTERS.filter(isOn)) {
    for (const field of fieldsOf(filter)) state[field] = START[field];
    const { nodes } = sift();
    if (nodes.length) found.push({ filter, nodes: nodes.length });
    Object.assign(state, before);
  }
  return found;
}
