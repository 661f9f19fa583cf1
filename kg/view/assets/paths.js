// How two persons are linked: over the fewest others, and among those ways over the strongest ties.

// What the selection "path:A|B" asks for.
function pathEnds(id) {
  if (!id?.startsWith("path:")) return null;
  const both = id.slice(5).split("|");
  return both.length === 2 && both.every((one) => NODES.has(one)) ? both : null;
}

let pathFor = null;
let pathFound = null;
let pathAmong = 0; // ties that were looked at

// The ties of the way among those that pass the filters, or null where there is none.
function shortestPath(id) {
  const { edges } = passing();
  const key = `${passedKey} ${id}`;
  if (pathFor === key) return pathFound;
  const [from, until] = pathEnds(id);
  const test = tests();
  const ties = state.view === "who" ? edges : TIES.filter((tie) => edgePasses(tie, test, new Map()));
  pathAmong = ties.length;
  const next = listed(ties, ends);
  const best = new Map([[from, { strength: Infinity, by: null }]]);
  let front = [from];
  while (front.length && !best.has(until)) {
    const ahead = new Map();
    for (const one of front) {
      for (const tie of next(one)) {
        const other = tie.from === one ? tie.to : tie.from;
        if (best.has(other)) continue;
        // The weakest tie of a way says how strong it is.
        const strength = Math.min(best.get(one).strength, tie.value);
        if (!ahead.has(other) || ahead.get(other).strength < strength) ahead.set(other,
          { strength, by: tie, before: one });
      }
    }
    for (const [other, step] of ahead) best.set(other, step);
    front = [...ahead.keys()];
  }
  const way = [];
  for (let at = until; best.get(at)?.by; at = best.get(at).before) way.unshift({ tie: best.get(at).by,
    from: best.get(at).before, to: at });
  pathFor = key;
  pathFound = best.has(until) ? way : null;
  return pathFound;
}

// Nodes and edges of the selected path; null where no path is selected.
function pathIds(id) {
  const both = pathEnds(id);
  if (!both) return null;
  const way = shortestPath(id) ?? [];
  return { nodes: [...new Set([...both, ...way.map((step) => step.to)])],
    edges: new Set(way.map((step) => step.tie.id)) };
}

// What else the two have in common: bodies in which both hold or held office.
function sharedSeats([one, other]) {
  const seats = new Set(rolesOf(one).map(seatOf).filter(Boolean));
  return [...new Set(rolesOf(other).map(seatOf).filter((seat) => seats.has(seat)))];
}
