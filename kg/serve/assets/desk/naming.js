// Ready questions answer with names, and beside a name ?x with the thing that is meant, as ?xIri: one cell here.

const SUFFIX = "Iri";

// The answer with each thing under its name, which it keeps as `said`; the columns of IRIs are gone.
export function underNames(answer) {
  if (answer.kind !== "select") return answer;
  const pairs = new Map();
  answer.columns.forEach((name, at) => {
    const ofName = name.endsWith(SUFFIX) ? answer.columns.indexOf(name.slice(0, -SUFFIX.length)) : -1;
    if (ofName >= 0) pairs.set(ofName, at);
  });
  if (!pairs.size) return answer;
  const spent = new Set(pairs.values());
  const kept = (_, at) => !spent.has(at);
  const merged = (term, at, row) => {
    const meant = pairs.has(at) ? row[pairs.get(at)] : null;
    return meant?.type === "uri" && term?.type === "literal" ? { ...meant, said: term.value } : term;
  };
  const rows = answer.rows.map((row) => row.map(merged).filter(kept));
  return { ...answer, columns: answer.columns.filter(kept), rows };
}
