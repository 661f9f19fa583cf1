// N-Triples, read into terms like those of SPARQL's JSON results.

const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?/y;
const CHARACTERS = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function unescaped(text) {
  return text.replace(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)/g, (_, four, eight, char) =>
    (char ? CHARACTERS[char] ?? char : String.fromCodePoint(Number.parseInt(four ?? eight, 16))));
}

function termAt(line, at) {
  TERM.lastIndex = at;
  const match = TERM.exec(line);
  if (!match) throw new SyntaxError(`no term at ${at}: ${line}`);
  const [all, iri, blank, literal, language, datatype] = match;
  const end = at + all.length;
  if (iri !== undefined) return [{ type: "uri", value: unescaped(iri) }, end];
  if (blank !== undefined) return [{ type: "bnode", value: blank }, end];
  const term = { type: "literal", value: unescaped(literal) };
  if (language) term["xml:lang"] = language;
  if (datatype) term.datatype = unescaped(datatype);
  return [term, end];
}

function triple(line) {
  const terms = [];
  let at = 0;
  while (terms.length < 3) {
    while (/\s/.test(line[at] ?? "")) at += 1;
    const [term, end] = termAt(line, at);
    terms.push(term);
    at = end;
  }
  return terms;
}

export function parseTriples(text) {
  return text.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#")).map(triple);
}
