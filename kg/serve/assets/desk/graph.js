// What the server says of the graph: prefixes, terms, questions; and where the graph's things are to be seen.

import { language } from "./words.js";

export const desk = { base: "", prefixes: {}, questions: [], terms: [], byCurie: new Map() };

export async function loadDesk() {
  const response = await fetch("/desk.json");
  if (!response.ok) throw new Error(`${response.status}`);
  Object.assign(desk, await response.json());
  desk.byCurie = new Map(desk.terms.map((term) => [term.curie, term]));
}

export function curie(iri) {
  for (const [name, space] of Object.entries(desk.prefixes)) {
    const local = iri.startsWith(space) ? iri.slice(space.length) : "";
    if (local && /^[\p{L}\p{N}_.-]+$/u.test(local)) return `${name}:${local}`;
  }
  return null;
}

// A term's label in the language that is spoken.
export function labelOf(term) {
  return term ? term[language] || term.zh || term.en : "";
}

export function commentOf(term) {
  return term ? (language === "zh" ? term.commentZh : term.commentEn) : "";
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Kind and name of a thing of this graph (<base>id/person/…); null of any other IRI.
export function thing(iri) {
  if (!desk.base || !iri.startsWith(`${desk.base}id/`)) return null;
  const rest = iri.slice(desk.base.length + 3);
  const cutAt = rest.indexOf("/");
  if (cutAt < 1) return null;
  return { kind: rest.slice(0, cutAt), rest, name: rest.slice(cutAt + 1).split("/").map(decoded).join(" ") };
}

const SEEN = ["person", "body", "area", "event"];

// Where a thing of this graph is to be seen; null of any other IRI, which leads out of the graph.
export function linkOf(iri) {
  const known = thing(iri);
  if (!known) return null;
  const { kind, name, rest } = known;
  const spoken = language === "en" ? "&lang=en" : "";
  if (SEEN.includes(kind)) return `/#${kind}=${encodeURIComponent(name)}${spoken}`;
  if (kind === "reporter") return `/#person=${encodeURIComponent(`记者-${name}`)}${spoken}`;
  // An article has a page of its own; evidence is shown in its article, where the server knows the place.
  if (kind === "article" || kind === "evidence") return `/id/${rest}`;
  return `/query#query=${encodeURIComponent(`DESCRIBE <${iri}>`)}${spoken}`;
}

// How an IRI is shown: a thing by its name, a term by its short form.
export function nameOf(iri) {
  return thing(iri)?.name ?? curie(iri) ?? iri;
}
