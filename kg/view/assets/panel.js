// The right side: all that is known of what is selected, each fact with its words.

const SHAPE_PATHS = {
  person: "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6z",
  reporter: "M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10z",
  body: "M3 3h10v10H3z",
  area: "M4.6 2.2h6.8L14.8 8l-3.4 5.8H4.6L1.2 8z",
  event: "M8 1.2L14.8 8L8 14.8L1.2 8z",
  article: "M1.8 3.4h12.4L8 13.6z",
};

function icon(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon ${kind}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPE_PATHS[kind] ?? "M1 8h14");
  svg.append(path);
  return svg;
}

const panel = {
  open: null, // the evidence whose article is open
  unfolded: new Set(), // lists that show all their rows

  render(selected, open) {
    this.open = open;
    const right = document.getElementById("right");
    const body = selected ? this.of(selected) : this.start();
    const held = right.contains(document.activeElement);
    right.replaceChildren(...body.flat(2).filter(Boolean));
    if (held) right.focus({ preventScroll: true }); // what was in focus is gone
    this.jumps(right);
  },

  // Where there are several sections, a line below the title leads to each.
  jumps(right) {
    const head = right.querySelector(".head");
    const sections = [...right.querySelectorAll("section[data-title]")];
    if (!head || sections.length < 2) return;
    head.append(el("p", { class: "jumps" }, sections.map((section) => el("button", { type: "button", class: "plain",
      on: { click: () => {
        section.scrollIntoView({ block: "start" });
        section.tabIndex = -1;
        section.focus({ preventScroll: true });
      } } },
    section.dataset.title, el("span", { class: "count", text: section.querySelector(".count").textContent })))));
  },

  of(id) {
    const render = { person: this.person, reporter: this.person, body: this.body, area: this.area, event: this.event,
      article: this.article, post: this.post, path: this.path, tie: this.tie }[kindOf(id)] ?? (EDGES.has(id)
        ? this.pair : null);
    return render ? render.call(this, id, THINGS.get(id)) : this.start();
  },

  // --- parts of all of them

  head(id, title, ...below) {
    const kind = kindOf(id);
    return el("header", { class: "head" },
      el("a", { class: "close", href: to(null), "aria-label": say("close"), text: "×" }),
      el("p", { class: "kind" }, NODES.has(id) ? icon(kind) : null, say(`kind.${kind}`)),
      el("h2", { lang: "zh-CN" }, ...title), ...below,
      this.outside(id) ? el("p", { class: "quiet", text: say("outside") }) : null);
  },

  // Of the view, but not among what passes the filters.
  outside(id) {
    return Boolean(NODES.get(id)?.views[state.view]) && FILTERS.some(isOn) && !passing().there.has(id);
  },

  link(id) {
    return el("a", { class: `thing ${kindOf(id)}`, href: to(id), lang: "zh-CN" }, icon(kindOf(id)), nameOf(id));
  },

  // A part of a sentence: what is an id becomes a link, the others stay words.
  mention(part) {
    if (EDGES.has(part)) return el("a", { class: "times", href: to(part), text: say("times", EDGES.get(part).number) });
    return THINGS.has(part) ? this.link(part) : part;
  },

  names(ids) {
    return el("p", { class: "names" }, ids.map((id) => this.link(id)));
  },

  section(title, rows, ...above) {
    if (!rows.length) return null;
    return el("section", { "data-title": title }, el("h3", {}, title,
      el("span", { class: "count", text: rows.length })), above, this.list(title, rows));
  },

  // The first rows, and the others on demand.
  list(key, rows) {
    const all = this.unfolded.has(key);
    const shown = all ? rows : rows.slice(0, AT_ONCE);
    const list = el("ul", { class: "facts" }, shown.map((row) => el("li", {}, row())));
    if (shown.length === rows.length) return list;
    const more = el("button", { type: "button", class: "plain more", text: say("others", rows.length - shown.length) });
    more.addEventListener("click", () => {
      this.unfolded.add(key);
      more.remove();
      list.append(...rows.slice(AT_ONCE).map((row) => el("li", {}, row())));
    });
    return [list, more];
  },

  // Of rows that the filters leave out nothing is said but how many they are, and how to see them.
  left(all, rows) {
    if (all === rows) return null;
    return el("p", { class: "quiet pad" }, say("filtered", all - rows), " ",
      el("a", { class: "plain", href: address(LIFTED), text: say("shown.lift") }));
  },

  doubt(confidence) {
    return confidence === "sure" ? null : el("span", { class: `badge ${confidence}`, text: say(confidence) });
  },

  proof(numbers, names, all) {
    return evidence(numbers, this.open, names, all);
  },

  dates(event) {
    if (event.date) return el("time", { datetime: event.date, text: event.date });
    const papers = event.articles.map((number) => FACTS.articles[number]);
    const printed = papers.length ? span(papers[0].from, papers[0].to) : "";
    return el("span", { class: "quiet", text: say("date.none") + (printed ? ` · ${say("date.published")} ${printed}`
      : "") });
  },

  other(names) {
    return names.length
      ? el("p", { class: "quiet" }, `${say("also.written")} `, el("span", { lang: "zh-CN", text: names.join("、") }))
        : null;
  },

  // --- nothing selected: what there is to see

  start() {
    const rows = picture.drawn.map((id) => () => [this.link(id),
      el("span", { class: "quiet besides", lang: "zh-CN", text: besides(id) })]);
    return [
      el("h2", { class: "start", text: say("start.title") }),
      el("ul", { class: "findings" }, findings().map((parts) => el("li", {}, parts.map((part) => this.mention(part))))),
      el("div", { class: "dense" }, this.section(say("start.list"), rows)),
    ];
  },
};

// Five things worth a first look, in words; ids among the parts become links.
function findings() {
  const found = [];
  const most = (rows, count) => rows.reduce((best, row) => (count(row) > (best ? count(best) : 0) ? row : best), null);
  const people = FACTS.persons.filter((person) => !person.byline);
  const tie = most(TIES, (row) => row.number + row.value / 1000);
  if (tie && tie.number > 1) found.push(say("find.tie", ...ends(tie), tie.number, tie.id));
  else if (tie) found.push(say("find.tieOnce", ...ends(most(TIES, (row) => row.value))));
  const busiest = most(people, (person) => partsOf(person.id).length);
  const met = most(people, (person) => tiesOf(person.id).length);
  if (busiest && busiest === met) found.push(say("find.both", met.id, partsOf(met.id).length, tiesOf(met.id).length));
  else {
    if (busiest) found.push(say("find.busiest", busiest.id, partsOf(busiest.id).length));
    if (met) found.push(say("find.met", met.id, tiesOf(met.id).length));
  }
  const largest = most(FACTS.events, (event) => partsAt(event.id).length);
  if (largest) found.push(say("find.largest", largest.id, partsAt(largest.id).length));
  const holders = (body) => new Set(rolesAt(body.id).map((role) => role.person)).size;
  const body = most(FACTS.bodies, holders);
  if (body) found.push(say("find.body", body.id, holders(body)));
  const shared = people.find((person) => namesakes(person.name).length > 1);
  if (shared) found.push(say("find.namesakes", shared.id, namesakes(shared.name).length));
  return found;
}
