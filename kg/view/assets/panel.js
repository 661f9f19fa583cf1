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
    right.replaceChildren(...body.flat(2).filter(Boolean));
    this.jumps(right);
  },

  // Where there are several sections, a line below the title leads to each.
  jumps(right) {
    const head = right.querySelector(".head");
    const sections = [...right.querySelectorAll("section[data-title]")];
    if (!head || sections.length < 2) return;
    head.append(el("p", { class: "jumps" }, sections.map((section) => el("button", { type: "button", class: "plain",
      on: { click: () => section.scrollIntoView({ block: "start" }) } },
    section.dataset.title, el("span", { class: "count", text: section.querySelector(".count").textContent })))));
  },

  of(id) {
    const render = { person: this.person, reporter: this.person, tie: this.tie, event: this.event, body: this.body, area: this.area,
      article: this.article, office: this.pair, took: this.pair }[kindOf(id)];
    return render ? render.call(this, id, THINGS.get(id)) : this.start();
  },

  // --- parts of all of them

  head(id, title, ...below) {
    const kind = kindOf(id);
    return el("header", { class: "head" },
      el("a", { class: "close", href: address({ selected: null, quote: null }), "aria-label": say("close"), text: "×" }),
      el("p", { class: "kind" }, NODES.has(id) ? icon(kind) : null, say(`kind.${kind}`)),
      el("h2", { lang: "zh-CN" }, ...title), ...below);
  },

  link(id) {
    return el("a", { class: `thing ${kindOf(id)}`, href: address({ selected: id, quote: null }), lang: "zh-CN" },
      icon(kindOf(id)), nameOf(id));
  },

  names(ids) {
    return el("p", { class: "names" }, ids.map((id) => this.link(id)));
  },

  section(title, rows, count = rows.length) {
    if (!rows.length) return null;
    return el("section", { "data-title": title }, el("h3", {}, title, el("span", { class: "count", text: count })), this.list(title, rows));
  },

  // The first rows, and the others on demand.
  list(key, rows, tag = "ul") {
    const all = this.unfolded.has(key);
    const shown = all ? rows : rows.slice(0, AT_ONCE);
    const list = el(tag, { class: "facts" }, shown.map((row) => el("li", {}, row())));
    if (shown.length === rows.length) return list;
    const more = el("button", { type: "button", class: "plain more", text: say("others", rows.length - shown.length) });
    more.addEventListener("click", () => {
      this.unfolded.add(key);
      more.remove();
      list.append(...rows.slice(AT_ONCE).map((row) => el("li", {}, row())));
    });
    return [list, more];
  },

  doubt(confidence) {
    return confidence === "sure" ? null : el("span", { class: `badge ${confidence}`, text: say(confidence) });
  },

  proof(numbers) {
    return evidence(numbers, this.open);
  },

  dates(event) {
    if (event.date) return el("time", { datetime: event.date, text: event.date });
    const papers = event.articles.map((number) => FACTS.articles[number]);
    const printed = papers.length ? span(papers[0].from, papers[0].to) : "";
    return el("span", { class: "quiet", text: say("date.none") + (printed ? ` · ${say("date.published")} ${printed}` : "") });
  },

  other(names) {
    return names.length
      ? el("p", { class: "quiet" }, `${say("also.written")} `, el("span", { lang: "zh-CN", text: names.join("、") })) : null;
  },

  // --- nothing selected: what there is to see

  start() {
    const rows = picture.drawn.map((id) => () => [this.link(id), el("span", { class: "quiet besides", lang: "zh-CN", text: besides(id) })]);
    return [
      el("h2", { class: "start", text: say("start.title") }),
      el("ul", { class: "findings" }, findings().map((parts) => el("li", {}, parts.map((part) => (NODES.has(part) ? this.link(part)
        : part.startsWith?.("tie:") ? null : part))))),
      el("div", { class: "dense" }, this.section(say("start.list"), rows)),
    ];
  },

  // --- one of each kind

  person(id, person) {
    const roles = [...rolesOf(id)].sort(byWeight);
    const parts = [...partsOf(id)].sort((a, b) => byDate(THINGS.get(a.event)?.date, THINGS.get(b.event)?.date));
    const ties = [...tiesOf(id)].sort((a, b) => b.strength - a.strength || b.weight - a.weight || (a.id < b.id ? -1 : 1));
    const bylines = articlesBy(id);
    const told = new Set(parts.flatMap((taken) => THINGS.get(taken.event)?.articles ?? []).map((n) => FACTS.articles[n].id));
    const named = articlesNaming(id).filter((article) => !told.has(article.id));
    const same = namesakes(person.name).filter((other) => other.id !== id).map((other) => other.id);
    const alike = [["perhaps", same.filter((other) => person.perhaps.includes(other))],
      ["namesake", same.filter((other) => !person.perhaps.includes(other))]];
    return [
      this.head(id, [person.name, same.length ? el("span", { class: "badge", text: say("same") }) : null], this.other(person.other)),
      ...alike.map(([word, others]) => (others.length ? el("section", { class: "notice" },
        el("p", {}, `${say(word)}：`), others.map((other) => el("p", {}, this.link(other), " ",
          el("span", { class: "quiet", lang: "zh-CN", text: mainOffice(other) })))) : null)),
      person.byline ? null : this.section(say("offices"), roles.map((role) => () => this.role(role, false))),
      !person.byline && !roles.length ? el("p", { class: "quiet pad", text: say("offices.none") }) : null,
      this.section(say("events"), parts.map((taken) => () => this.attended(taken))),
      this.section(say("company"), ties.map((tie) => () => this.companion(tie, id, ties[0].strength))),
      this.section(say("bylines"), bylines.map((article) => () => this.articleRow(article))),
      this.section(say("named"), named.map((article) => () => this.articleRow(article))),
      this.section(say("reasons"), person.reasons.map((reason) => () => el("span", { class: "quiet", lang: "zh-CN", text: reason }))),
    ];
  },

  // An office as one line: at a body it is who holds it, at a person what and where.
  role(role, byHolder) {
    const where = role.body ?? role.area;
    const seats = [role.body, role.area].filter((seat, i, all) => seat !== null && all.indexOf(seat) === i);
    const when = span(role.first, role.last);
    return [
      el("div", { class: "line" },
        byHolder ? this.link(role.person) : null,
        el("strong", { lang: "zh-CN", text: role.role }),
        role.former ? el("span", { class: "badge former", text: say("former") }) : null,
        this.doubt(role.confidence)),
      el("div", { class: "under" },
        byHolder ? null : seats.map((seat) => this.link(seat)),
        byHolder && where !== role.body ? this.link(where) : null,
        el("span", { class: "quiet", text: when ? `${say("seen")} ${when}` : say("seen.none") })),
      this.proof(role.evidence),
    ];
  },

  parts(taken) {
    return taken.parts.map((part) => say(`part.${part}`)).join(language === "zh" ? "、" : ", ");
  },

  attended(taken) {
    const event = THINGS.get(taken.event);
    const role = ROLES.get(taken.role);
    return [
      el("div", { class: "line" }, this.link(taken.event)),
      el("div", { class: "under" }, el("span", { class: "part", text: this.parts(taken) }), this.doubt(taken.confidence),
        event ? this.dates(event) : null,
        role ? el("span", { class: "quiet", lang: "zh-CN", text: role.titles[0] ?? role.role }) : null),
      this.proof(taken.evidence),
    ];
  },

  companion(tie, id, strongest) {
    const other = tie.persons.find((person) => person !== id);
    const bar = el("span", { class: "bar", "aria-hidden": "true" }, el("i"));
    bar.firstChild.style.width = `${Math.max(4, 100 * Math.sqrt(tie.strength / strongest))}%`;
    return [
      el("div", { class: "line" }, this.link(other),
        el("a", { class: "times", href: address({ selected: tie.id, quote: null }), text: `${say("times", tie.weight)} ›`,
          "aria-label": `${nameOf(other)}：${say("together")} ${tie.weight}` })),
      el("div", { class: "under" }, bar, el("span", { class: "quiet", lang: "zh-CN", text: mainOffice(other) })),
    ];
  },

  articleRow(article) {
    return [
      el("div", { class: "line" }, this.link(article.id)),
      el("div", { class: "under" }, el("span", { class: "quiet", text: besides(article.id) })),
    ];
  },

  tie(id, tie) {
    const [one, other] = tie.persons;
    const events = tie.events.map((event) => THINGS.get(event)).filter(Boolean).sort((a, b) => byDate(a.date, b.date));
    const part = (event, person) => partsAt(event.id).find((taken) => taken.person === person);
    const row = (event) => () => [
      el("div", { class: "line" }, this.link(event.id)),
      el("div", { class: "under" }, this.dates(event), el("span", { class: "quiet", text: say("attended", partsAt(event.id).length) })),
      [one, other].map((person) => {
        const taken = part(event, person);
        return taken ? el("div", { class: "side" },
          el("p", {}, el("span", { lang: "zh-CN", text: nameOf(person) }), " ", el("span", { class: "part", text: this.parts(taken) }), " ",
            this.doubt(taken.confidence)),
          this.proof(taken.evidence)) : null;
      }),
    ];
    return [
      this.head(id, [this.link(one), this.link(other)],
        el("p", { class: "quiet" }, [mainOffice(one), mainOffice(other)].filter(Boolean).join(" — "))),
      this.section(say("together"), events.map(row)),
    ];
  },

  event(id, event) {
    const order = ["chair", "lead", "speaker", "attendee", "observer", "companion"];
    const rank = (taken) => Math.min(...taken.parts.map((part) => order.indexOf(part)), order.length);
    const parts = [...partsAt(id)].sort((a, b) => rank(a) - rank(b));
    const row = (taken) => () => [
      el("div", { class: "line" }, this.link(taken.person), el("span", { class: "part", text: this.parts(taken) }), this.doubt(taken.confidence)),
      el("div", { class: "under" }, el("span", { class: "quiet", lang: "zh-CN",
        text: ROLES.has(taken.role) ? office(ROLES.get(taken.role)) : mainOffice(taken.person) })),
      this.proof(taken.evidence),
    ];
    return [
      this.head(id, [event.name], el("p", { class: "under" }, say(`type.${event.type}`), " · ", this.dates(event),
        event.place ? [" · ", this.link(event.place)] : null)),
      el("section", {}, this.proof(event.evidence)),
      this.section(say("participants"), parts.map(row)),
      this.section(say("reports"), event.articles.map((number) => () => this.articleRow(FACTS.articles[number]))),
    ];
  },

  body(id, body) {
    // Offices that few hold come first: they are the heads.
    const many = (role) => rolesAt(id).filter((other) => other.role === role.role).length;
    const roles = [...rolesAt(id)].sort((a, b) => many(a) - many(b) || a.role.localeCompare(b.role, "zh") || byDate(a.first, b.first));
    return [
      this.head(id, [body.name], this.other(body.other), el("p", { class: "under" },
        body.area ? this.link(body.area) : null,
        body.parent ? el("span", {}, `${say("partOf")} `, this.link(body.parent)) : null)),
      this.section(say("holders"), roles.map((role) => () => this.role(role, true))),
      this.section(say("partsOf"), bodiesUnder(id).map((part) => () => this.link(part.id))),
      this.section(say("named"), articlesNaming(id).map((article) => () => this.articleRow(article))),
    ];
  },

  area(id, area) {
    const roles = rolesIn(id).filter((role) => role.body === null);
    return [
      this.head(id, [area.name], this.other(area.other), el("p", { class: "under" },
        area.within ? el("span", {}, `${say("within")} `, this.link(area.within)) : null,
        area.code ? el("span", { class: "quiet", text: `${say("code")} ${area.code}` }) : null)),
      this.section(say("offices"), roles.map((role) => () => this.role(role, true))),
      this.section(say("bodies"), bodiesIn(id).map((body) => () => [this.link(body.id),
        el("span", { class: "quiet besides", lang: "zh-CN", text: rolesAt(body.id).map((role) => nameOf(role.person)).filter((n, i, all) => all.indexOf(n) === i).slice(0, 4).join("、") })])),
      this.section(say("held"), eventsAt(id).map((event) => () => [this.link(event.id), el("span", { class: "quiet besides", text: event.date ?? "" })])),
      this.section(say("places"), areasIn(id).map((part) => () => this.link(part.id))),
      this.section(say("named"), articlesNaming(id).map((article) => () => this.articleRow(article))),
    ];
  },

  article(id, article) {
    const number = FACTS.articles.indexOf(article);
    const events = eventsReportedIn(id);
    return [
      this.head(id, [article.headline ?? say("noHeadline")],
        article.subheads.length ? el("p", { class: "quiet", lang: "zh-CN", text: article.subheads.join(" ") }) : null,
        el("p", { class: "under quiet", text: [paper(article), span(article.from, article.to) || say("about.undated"),
          say(`article.${article.kind}`)].join(" · ") })),
      el("p", { class: "pad" }, el("button", { type: "button", class: "solid", "data-article": number, text: say("quote") })),
      article.authors.length ? el("section", {}, el("h3", { text: say("authors") }), this.names(article.authors)) : null,
      article.credits.length ? el("section", {}, el("h3", { text: say("credits") }), el("p", { class: "pad", lang: "zh-CN", text: article.credits.join("、") })) : null,
      this.section(say("events"), events.map((event) => () => [this.link(event.id),
        el("span", { class: "quiet besides", text: `${event.date ?? ""} ${say("people", partsAt(event.id).length)}` })])),
      this.section(say("persons"), article.persons.map((person) => () => [this.link(person),
        el("span", { class: "quiet besides", lang: "zh-CN", text: mainOffice(person) })])),
      article.bodies.length ? el("section", {}, el("h3", {}, say("bodies"), el("span", { class: "count", text: article.bodies.length })), this.names(article.bodies)) : null,
      article.areas.length ? el("section", {}, el("h3", {}, say("areas"), el("span", { class: "count", text: article.areas.length })), this.names(article.areas)) : null,
    ];
  },

  // An edge between a person and an office's seat or an event.
  pair(id) {
    const edge = EDGES.get(id);
    const rows = edge.kind === "office"
      ? rolesOf(edge.from).filter((role) => (role.body ?? role.area) === edge.to).map((role) => () => this.role(role, false))
      : partsOf(edge.from).filter((taken) => taken.event === edge.to).map((taken) => () => this.attended(taken));
    return [
      this.head(id, [this.link(edge.from), this.link(edge.to)]),
      this.section(say(`kind.${edge.kind}`), rows),
    ];
  },
};

// Five things worth a first look, in words; ids among the parts become links.
function findings() {
  const found = [];
  const most = (rows, count) => rows.reduce((best, row) => (count(row) > (best ? count(best) : 0) ? row : best), null);
  const people = FACTS.persons.filter((person) => !person.byline);
  const tie = most(FACTS.ties, (row) => row.weight + row.strength / 1000);
  if (tie && tie.weight > 1) found.push(say("find.tie", ...tie.persons, tie.weight));
  else if (tie) found.push(say("find.tieOnce", ...most(FACTS.ties, (row) => row.strength).persons));
  const busiest = most(people, (person) => partsOf(person.id).length);
  if (busiest) found.push(say("find.busiest", busiest.id, partsOf(busiest.id).length));
  const met = most(people, (person) => tiesOf(person.id).length);
  if (met) found.push(say("find.met", met.id, tiesOf(met.id).length));
  const largest = most(FACTS.events, (event) => partsAt(event.id).length);
  if (largest) found.push(say("find.largest", largest.id, partsAt(largest.id).length));
  const holders = (body) => new Set(rolesAt(body.id).map((role) => role.person)).size;
  const body = most(FACTS.bodies, holders);
  if (body) found.push(say("find.body", body.id, holders(body)));
  const shared = people.find((person) => namesakes(person.name).length > 1);
  if (shared) found.push(say("find.namesakes", shared.id, namesakes(shared.name).length));
  return found;
}
