// The picture as a table: the same nodes and lines, for screen readers and for whoever would rather read than look.

const table = {
  holder: document.getElementById("table"),
  rows: { nodes: 100, edges: 100 },
  sorted: { nodes: null, edges: null }, // {column, down}

  render() {
    this.holder.hidden = !state.table;
    if (!state.table) { this.holder.replaceChildren(); return; }
    const { view } = state;
    const linesAt = listed(picture.lines, ends);
    const nodes = picture.drawn.map((id) => this.node(id, view, linesAt(id).length));
    const edges = picture.lines.map((edge) => this.edge(edge)).sort((a, b) => compare(b.sort[2], a.sort[2]));
    const columns = view === "who" ? ["kind.person", "table.office", "table.met", "table.events"]
      : ["table.name", "table.kind", "table.besides", "table.lines"];
    this.holder.replaceChildren(
      el("a", { class: "close", href: address({ table: false }), "aria-label": say("close"), text: "×" }),
      el("h2", { text: say(`view.${view}`) }),
      this.table("nodes", columns, nodes, say("table.nodes", nodes.length)),
      this.table("edges", ["table.from", "table.to", view === "who" ? "table.times" : "table.kind", "table.when"],
        edges, say("table.edges", edges.length)),
    );
  },

  node(id, view, lines) {
    const name = () => panel.link(id);
    if (view === "who") {
      const events = partsOf(id).length;
      return { cells: [name, mainOffice(id), lines, events], sort: [nameOf(id), mainOffice(id), lines, events] };
    }
    const kind = say(`kind.${kindOf(id)}`);
    return { cells: [name, kind, besides(id), lines], sort: [nameOf(id), kind, besides(id), lines] };
  },

  edge(edge) {
    const [one, other] = ends(edge);
    const weight = edge.kind === "tie" ? passing().weightOf(edge) : say(`kind.${edge.kind}`);
    const when = whenOf(edge);
    const open = () => el("a", { href: to(edge.id), text: weight, "aria-label": `${nameOf(edge.id)} ${weight}` });
    return { cells: [() => panel.link(one), () => panel.link(other), open, when],
      sort: [nameOf(one), nameOf(other), weight, when] };
  },

  table(key, columns, rows, caption) {
    const order = this.sorted[key];
    const sorted = order ? [...rows].sort((a, b) => (order.down ? -1 : 1) * compare(a.sort[order.column],
      b.sort[order.column])) : rows;
    const head = columns.map((word, i) => el("th", { scope: "col", "aria-sort": order?.column === i
      ? (order.down ? "descending" : "ascending") : null },
      el("button", { type: "button", class: "plain", text: say(word), on: { click: () => {
        this.sorted[key] = { column: i, down: order?.column === i ? !order.down
          : typeof rows[0]?.sort[i] === "number" };
        this.render();
      } } })));
    const more = sorted.length > this.rows[key]
      ? el("button", { type: "button", class: "plain more", text: say("others", sorted.length - this.rows[key]),
        on: { click: () => { this.rows[key] += 500; this.render(); } } }) : null;
    return el("div", {}, el("table", {}, el("caption", { text: caption }), el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sorted.slice(0, this.rows[key]).map((row) => el("tr", {},
        row.cells.map((cell) => el("td", { lang: "zh-CN" }, typeof cell === "function" ? cell() : String(cell))))))),
        more);
  },
};

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh");
}

// The days a line speaks of, as words.
function whenOf(edge) {
  if (edge.kind === "tie") {
    const dates = passing().eventsOf(edge).map((number) => FACTS.events[number].date).filter(Boolean).sort();
    return span(dates[0], dates.at(-1));
  }
  if (edge.kind === "office") {
    const roles = rolesOf(edge.from).filter((role) => seatOf(role) === edge.to);
    return span(roles.map((role) => role.first).filter(Boolean).sort()[0],
      roles.map((role) => role.last).filter(Boolean).sort().at(-1));
  }
  const event = [edge.from, edge.to].map((id) => THINGS.get(id)).find((thing) => thing.date);
  const article = [edge.from, edge.to].find((id) => kindOf(id) === "article");
  return event?.date ?? (article ? span(THINGS.get(article).from, THINGS.get(article).to) : "");
}
