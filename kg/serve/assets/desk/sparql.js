// SPARQL, as far as colours, completion and brackets need it: a text as a sequence of tokens.

export const KEYWORDS = ["SELECT", "DISTINCT", "REDUCED", "WHERE", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE",
  "OPTIONAL", "FILTER", "UNION", "MINUS", "BIND", "AS", "VALUES", "UNDEF", "EXISTS", "NOT", "IN", "NOT EXISTS",
  "GROUP BY", "ORDER BY", "GROUP", "ORDER", "BY", "HAVING", "LIMIT", "OFFSET", "ASC", "DESC", "COUNT", "SUM", "MIN",
  "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "SEPARATOR", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "IRI", "URI",
  "BNODE", "RAND", "ABS", "CEIL", "FLOOR", "ROUND", "CONCAT", "STRLEN", "UCASE", "LCASE", "ENCODE_FOR_URI", "CONTAINS",
  "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "NOW",
  "COALESCE", "IF", "STRLANG", "STRDT", "SAMETERM", "ISIRI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "REGEX", "SUBSTR",
  "REPLACE", "TRUE", "FALSE", "A"];
const KNOWN = new Set(KEYWORDS);

// The order counts: what is a string or an IRI holds no comment and no keyword.
const TOKEN = new RegExp([
  "(?<comment>#[^\\n]*)",
  "(?<string>\"\"\"(?:[^\"\\\\]|\\\\[^]|\"(?!\"\"))*(?:\"\"\")?|'''(?:[^'\\\\]|\\\\[^]|'(?!''))*(?:''')?"
    + "|\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?)",
  "(?<iri><[^<>\"{}|^`\\\\\\x00-\\x20]*>)",
  "(?<variable>[?$][\\p{L}\\p{N}_]+)",
  "(?<number>(?<![\\p{L}\\p{N}_:])\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\p{L}_]))",
  "(?<name>(?:[\\p{L}][\\p{L}\\p{N}_.-]*)?:(?:[\\p{L}\\p{N}_:%](?:[\\p{L}\\p{N}_:%.-]*[\\p{L}\\p{N}_:%-])?)?)",
  "(?<word>@?[\\p{L}_][\\p{L}\\p{N}_-]*)",
  "(?<bracket>[{}()\\[\\]])",
  "(?<rest>\\s+|[^])",
].join("|"), "gu");

// [{kind, text, at}]: all of the text, in order. A word that SPARQL does not know has the kind "rest".
export function tokens(text) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    const known = kind !== "word" || KNOWN.has(match[0].toUpperCase());
    found.push({ kind: known ? (kind === "word" ? "keyword" : kind) : "rest", text: match[0], at: match.index });
  }
  return found;
}

export function variables(text, exceptAt = -1) {
  const named = tokens(text).filter((token) => token.kind === "variable" && token.at !== exceptAt);
  return [...new Set(named.map((token) => `?${token.text.slice(1)}`))];
}

const PAIRS = { "{": "}", "(": ")", "[": "]" };

// Of the bracket beside the caret and its counterpart, the places; empty where there is none.
export function bracketsAt(found, caret) {
  const brackets = found.filter((token) => token.kind === "bracket");
  const here = brackets.findIndex((token) => token.at === caret - 1);
  const start = here >= 0 ? here : brackets.findIndex((token) => token.at === caret);
  if (start < 0) return [];
  const opens = brackets[start].text in PAIRS;
  let depth = 0;
  for (let i = start; i >= 0 && i < brackets.length; i += opens ? 1 : -1) {
    depth += brackets[i].text in PAIRS ? 1 : -1;
    if (depth !== 0) continue;
    const [open, close] = opens ? [brackets[start], brackets[i]] : [brackets[i], brackets[start]];
    return PAIRS[open.text] === close.text ? [open.at, close.at] : [];
  }
  return [];
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
// A control character would not be seen in the editor: it is written as \uXXXX.
const ESCAPES = { "\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

// A value as RDF: a literal, whatever it holds.
export function literal(kind, value) {
  if (kind === "date") return `"${value}"^^<${XSD}date>`;
  if (kind === "integer") return `"${Number.parseInt(value, 10)}"^^<${XSD}integer>`;
  return `"${value.replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char]).replace(/[\x00-\x1f\x7f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

// A ready question with the values of its parameters in their places; one without a value stays a variable.
export function told(question, values) {
  let query = question.query.replace(/^#.*\n/gm, "").trimEnd();
  const known = question.parameters.filter((one) => (values[one.name] ?? "") !== "" || one.optional);
  if (!known.length) return query;
  const said = new Map(known.map((one) => [one.name, literal(one.kind, values[one.name] || one.value)]));
  query = query.replace(/\?([A-Za-z0-9_]+)/g, (variable, name) => said.get(name) ?? variable);
  return query;
}
