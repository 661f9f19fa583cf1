// The facts, and the ways through them. Everything is found by id; ids say what they are of ("person:…").

// The page's data: JSON, compressed, in Base64 characters.
async function unpack(node) {
  const text = atob(node.textContent);
  node.textContent = ""; // the characters are of no more use
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

if (typeof DecompressionStream === "undefined") {
  document.getElementById("shown").textContent = `${WORDS.zh.old} ${WORDS.en.old}`;
  return;
}
const PRINT = document.getElementById("data").dataset.print;
const DATA = await unpack(document.getElementById("data"));
const SETTINGS = DATA.settings;
const FACTS = DATA.facts;
const NODES = new Map(DATA.nodes.map((node) => [node.id, node]));
const EDGES = new Map();
const TIES = [];
const AT_ONCE = 25; // rows of a list, neighbours brought in, before "more"
const VIEWS = ["who", "office", "all"];
// How things are called and where they lie, told by no event and no article of its own.
const STRUCTURE = new Set(["serves", "part", "within"]);

const THINGS = new Map();
for (const kind of ["persons", "bodies", "areas", "events", "articles"]) {
  for (const thing of FACTS[kind]) THINGS.set(thing.id, thing);
}

for (const edge of DATA.edges) {
  edge.from = DATA.nodes[edge.from].id;
  edge.to = DATA.nodes[edge.to].id;
  edge.id = `${edge.kind}:${edge.from}|${edge.to}`;
  edge.views = SETTINGS.views[edge.kind];
  EDGES.set(edge.id, edge);
  if (edge.kind === "tie") {
    TIES.push(edge);
    THINGS.set(edge.id, edge);
  }
}

function listed(rows, keys) {
  const lists = new Map();
  for (const row of rows) {
    for (const id of keys(row)) {
      if (id === null || id === undefined) continue;
      const list = lists.get(id);
      if (list) list.push(row);
      else lists.set(id, [row]);
    }
  }
  return (id) => lists.get(id) ?? [];
}

const ends = (edge) => [edge.from, edge.to];
const seatOf = (role) => role.body ?? role.area;
// An office as such, whoever holds it: 书记 of 解放区委.
const postOf = (role) => (seatOf(role) === null ? null : `post:${role.role}@${seatOf(role)}`);

const rolesOf = listed(FACTS.roles, (role) => [role.person]);
const rolesAt = listed(FACTS.roles, (role) => [role.body]);
const rolesIn = listed(FACTS.roles, (role) => [role.area]);
const holdersOf = listed(FACTS.roles, (role) => [postOf(role)]);
const tiesOf = listed(TIES, ends);
const partsOf = listed(FACTS.participations, (taken) => [taken.person]);
const partsAt = listed(FACTS.participations, (taken) => [taken.event]);
const eventsAt = listed(FACTS.events, (event) => [event.place]);
const eventsReportedIn = listed(FACTS.events, (event) => event.articles.map((number) => FACTS.articles[number].id));
const bodiesIn = listed(FACTS.bodies, (body) => [body.area]);
const bodiesUnder = listed(FACTS.bodies, (body) => [body.parent]);
const areasIn = listed(FACTS.areas, (area) => [area.within]);
const articlesBy = listed(FACTS.articles, (article) => article.authors);
const articlesNaming = listed(FACTS.articles, (article) => [...article.persons, ...article.bodies, ...article.areas]);
const namesakes = listed(FACTS.persons.filter((person) => !person.byline), (person) => [person.name]);
const edgesOf = listed(EDGES.values(), ends);
const quotesIn = listed(FACTS.evidence, (quote) => (quote.article < 0 ? [] : [quote.article]));
const ROLES = new Map(FACTS.roles.map((role) => [role.id, role]));
const DOCUMENTS = new Map(FACTS.documents.map((document) => [document.name, document]));

for (const role of FACTS.roles) {
  const id = postOf(role);
  if (id && !THINGS.has(id)) THINGS.set(id, { id, role: role.role, body: role.body, area: role.area });
}

// --- how things are called

const rankIn = (view) => (a, b) => NODES.get(a).views[view].rank - NODES.get(b).views[view].rank;
const kindOf = (id) => NODES.get(id)?.kind ?? id.slice(0, id.indexOf(":"));

function nameOf(id) {
  if (NODES.has(id)) return NODES.get(id).label;
  const thing = THINGS.get(id);
  if (id.startsWith("post:") && thing) return office(thing);
  const edge = EDGES.get(id);
  return edge ? `${nameOf(edge.from)} — ${nameOf(edge.to)}` : id.slice(id.indexOf(":") + 1);
}

// Offsets of the graph count code points, JavaScript's strings count halves of them: 𠮷 is one and two.
const pointsOf = new Map();
function points(article) {
  if (!pointsOf.has(article)) pointsOf.set(article, Array.from(FACTS.articles[article].text));
  return pointsOf.get(article);
}

function cut(text, length) {
  if (text.length <= length) return text;
  const chars = Array.from(text);
  return chars.length > length ? chars.slice(0, length).join("") + "…" : text;
}

const CONFIDENCE = { sure: 0, likely: 1, unsure: 2 };

// Present offices before former ones, then the best attested, then the latest.
function byWeight(a, b) {
  return a.former - b.former || b.articles.length - a.articles.length
    || (b.last ?? "").localeCompare(a.last ?? "") || CONFIDENCE[a.confidence] - CONFIDENCE[b.confidence];
}

function office(role) {
  const seat = seatOf(role);
  const where = seat === null ? "" : nameOf(seat);
  // 区领导 of 解放区 is 解放区领导.
  const shared = role.body === null && where.at(-1) === role.role[0];
  return where + (shared ? role.role.slice(1) : role.role);
}

// What tells a person from a namesake: the best attested office.
function mainOffice(person) {
  const role = [...rolesOf(person)].sort(byWeight)[0];
  if (!role) return "";
  return (role.former ? `${say("former")} ` : "") + office(role);
}

function besides(id) {
  const thing = THINGS.get(id);
  switch (kindOf(id)) {
    case "person": return mainOffice(id);
    case "reporter": return say("kind.reporter");
    case "body": return thing.area ? nameOf(thing.area) : "";
    case "area": return thing.within ? nameOf(thing.within) : "";
    case "event": return [thing.date, say(`type.${thing.type}`)].filter(Boolean).join(" ");
    case "article": return [paper(thing), span(thing.from, thing.to)].filter(Boolean).join(" ");
    case "post": return say("post.holders", new Set(holdersOf(id).map((role) => role.person)).size);
    default: return "";
  }
}

// The paper's name, where it is known.
function paper(article) {
  return DOCUMENTS.get(article.document)?.source ?? "";
}

// The first and the last day an article tells of: those of its dated events, else when it was printed.
function toldOf(article) {
  const days = eventsReportedIn(article.id).map((event) => event.date).filter(Boolean).sort();
  return days.length ? [days[0], days.at(-1)] : [article.from ?? article.to, article.to ?? article.from];
}

const byDate = (a, b) => (a ?? "9999").localeCompare(b ?? "9999");

// --- what belongs together

// The printed words behind a line of the picture that is no tie, as numbers of evidence.
function wordsOf(edge) {
  const words = (facts) => facts.flatMap((fact) => fact.evidence);
  if (edge.kind === "office") return words(rolesOf(edge.from).filter((role) => seatOf(role) === edge.to));
  if (edge.kind === "took") return words(partsOf(edge.from).filter((taken) => taken.event === edge.to));
  return edge.words ?? [];
}

// All that belongs to a thing, for lighting it up in whichever picture is shown.
function related(id) {
  const thing = THINGS.get(id);
  const near = new Set();
  const add = (ids) => ids.forEach((other) => other && other !== id && near.add(other));
  switch (kindOf(id)) {
    case "event": add(partsAt(id).map((taken) => taken.person)); break;
    case "body": add(rolesAt(id).map((role) => role.person)); break;
    case "area":
      add(rolesIn(id).map((role) => role.person));
      add(eventsAt(id).flatMap((event) => partsAt(event.id).map((taken) => taken.person)));
      break;
    case "post": add([thing.body, thing.area, ...holdersOf(id).map((role) => role.person)]); break;
    case "article": add(thing.persons); break;
    default:
  }
  if (EDGES.has(id)) add(ends(EDGES.get(id)));
  for (const edge of edgesOf(id)) add(ends(edge));
  return near;
}
