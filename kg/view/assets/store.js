// The facts, and the ways through them. Everything is found by id; ids say what they are of ("person:…").

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const SETTINGS = read("data-settings");
const NODES = new Map(read("data-nodes").map((node) => [node.id, node]));
const EDGES = new Map(read("data-edges").map((edge) => [edge.id, edge]));
const FACTS = read("data-facts");
const AT_ONCE = 25; // rows of a list, neighbours brought in, before "more"

const THINGS = new Map();
for (const kind of ["persons", "bodies", "areas", "events", "ties", "articles"]) {
  for (const thing of FACTS[kind]) THINGS.set(thing.id, thing);
}

function listed(rows, key) {
  const lists = new Map();
  for (const row of rows) {
    for (const id of [key(row)].flat()) {
      if (id === null || id === undefined) continue;
      if (!lists.has(id)) lists.set(id, []);
      lists.get(id).push(row);
    }
  }
  return (id) => lists.get(id) ?? [];
}

const rolesOf = listed(FACTS.roles, (role) => role.person);
const rolesAt = listed(FACTS.roles, (role) => role.body);
const rolesIn = listed(FACTS.roles, (role) => role.area);
const tiesOf = listed(FACTS.ties, (tie) => tie.persons);
const partsOf = listed(FACTS.participations, (taken) => taken.person);
const partsAt = listed(FACTS.participations, (taken) => taken.event);
const eventsAt = listed(FACTS.events, (event) => event.place);
const eventsReportedIn = listed(FACTS.events, (event) => event.articles.map((number) => FACTS.articles[number].id));
const bodiesIn = listed(FACTS.bodies, (body) => body.area);
const bodiesUnder = listed(FACTS.bodies, (body) => body.parent);
const areasIn = listed(FACTS.areas, (area) => area.within);
const articlesBy = listed(FACTS.articles, (article) => article.authors);
const articlesNaming = listed(FACTS.articles, (article) => [...article.persons, ...article.bodies, ...article.areas]);
const namesakes = listed(FACTS.persons.filter((person) => !person.byline), (person) => person.name);
const edgesOf = listed([...EDGES.values()], (edge) => [edge.from, edge.to]);
const quotesIn = listed(FACTS.evidence, (quote) => (quote.article < 0 ? null : quote.article));
const ROLES = new Map(FACTS.roles.map((role) => [role.id, role]));

const rankIn = (view) => (a, b) => NODES.get(a).views[view].rank - NODES.get(b).views[view].rank;
const kindOf = (id) => NODES.get(id)?.kind ?? id.slice(0, id.indexOf(":"));
const nameOf = (id) => NODES.get(id)?.label ?? id.slice(id.indexOf(":") + 1);

// Offsets of the graph count code points, JavaScript's strings count halves of them: 𠮷 is one and two.
const pointsOf = new Map();
function points(article) {
  if (!pointsOf.has(article)) pointsOf.set(article, Array.from(FACTS.articles[article].text));
  return pointsOf.get(article);
}

function cut(text, length) {
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
  const seat = role.body ?? role.area;
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
    default: return "";
  }
}

const DOCUMENTS = new Map(FACTS.documents.map((document) => [document.name, document]));

function paper(article) {
  return DOCUMENTS.get(article.document)?.source ?? article.document;
}

const byDate = (a, b) => (a ?? "9999").localeCompare(b ?? "9999");

// All that belongs to a thing, for lighting it up in whichever picture is shown.
function related(id) {
  const thing = THINGS.get(id);
  const near = new Set();
  const add = (ids) => ids.forEach((other) => other && other !== id && near.add(other));
  switch (kindOf(id)) {
    case "tie": add([...thing.persons, ...thing.events]); break;
    case "event": add(partsAt(id).map((taken) => taken.person)); break;
    case "body": add(rolesAt(id).map((role) => role.person)); break;
    case "area":
      add(rolesIn(id).map((role) => role.person));
      add(eventsAt(id).flatMap((event) => partsAt(event.id).map((taken) => taken.person)));
      break;
    case "article":
      add(thing.persons);
      break;
    case "office": case "took": { const edge = EDGES.get(id); add([edge.from, edge.to]); break; }
    default:
  }
  for (const edge of edgesOf(id)) add([edge.from, edge.to]);
  return near;
}
