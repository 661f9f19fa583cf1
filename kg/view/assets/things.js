// What the right side says of each kind of thing.

Object.assign(panel, {
  person(id, person) {
    const { test, there, edges } = passing();
    const whole = state.view === "who" && there.has(id);
    const roles = rolesOf(id).filter(test.role).sort(byWeight);
    const parts = partsOf(id).filter((taken) => test.taken(taken) && test.told(THINGS.get(taken.event)))
      .sort((a, b) => byDate(THINGS.get(a.event)?.date, THINGS.get(b.event)?.date));
    // Where the picture shows ties, the list has those it shows.
    const ties = (whole ? edges.filter((edge) => edge.from === id || edge.to === id)
      : tiesOf(id).filter((tie) => edgePasses(tie, test, new Map())))
      .sort(byStrength);
    const bylines = articlesBy(id);
    const told = new Set(parts.flatMap((taken) => THINGS.get(taken.event)?.articles ?? []).map((n) => FACTS.articles[n].id));
    const named = articlesNaming(id).filter((article) => !told.has(article.id));
    const same = namesakes(person.name).filter((other) => other.id !== id).map((other) => other.id);
    const alike = [["perhaps", same.filter((other) => person.perhaps.includes(other))],
      ["namesake", same.filter((other) => !person.perhaps.includes(other))]];
    return [
      this.head(id, [person.name, same.length ? el("span",
        { class: "badge", lang: document.documentElement.lang, text: say("same") }) : null], this.other(person.other),
        tiesOf(id).length ? el("p", { class: "acts" }, el("button",
          { type: "button", class: "plain", "data-act": "path", text: say("path.ask") })) : null),
      ...alike.map(([word, others]) => (others.length ? el("section", { class: "notice" },
        el("p", {}, `${say(word)}：`), others.map((other) => el("p", {}, this.link(other), " ",
          el("span", { class: "quiet", lang: "zh-CN", text: mainOffice(other) })))) : null)),
      person.byline ? null : this.section(say("offices"), roles.map((role) => () => this.role(role, false))),
      this.left(rolesOf(id).length, roles.length),
      !person.byline && !rolesOf(id).length ? el("p", { class: "quiet pad", text: say("offices.none") }) : null,
      this.section(say("events"), parts.map((taken) => () => this.attended(taken)), eventLine(parts)),
      this.left(partsOf(id).length, parts.length),
      this.company(id, ties),
      this.left(tiesOf(id).length, ties.length),
      this.section(say("bylines"), bylines.map((article) => () => this.articleRow(article))),
      this.section(say("named"), named.map((article) => () => this.articleRow(article))),
      this.section(say("reasons"), person.reasons.map((reason) => () => el("span",
        { class: "quiet", lang: "zh-CN", text: reason }))),
    ];
  },

  // As many rows as the picture brings in; more of both by one button.
  company(id, ties) {
    if (!ties.length) return null;
    const rows = ties.slice(0, state.near);
    return el("section", { "data-title": say("company") },
      el("h3", {}, say("company"), el("span", { class: "count", text: ties.length })),
      el("ol", { class: "facts" }, rows.map((tie) => el("li", {},
        this.companion(tie, id, passing().strengthOf(ties[0]))))),
      rows.length < ties.length ? el("a", { class: "plain more", href: address({ near: state.near + AT_ONCE }),
        text: say("others.people", ties.length - rows.length) }) : null);
  },

  // An office as one line: at a body it is who holds it, at a person what and where.
  role(role, byHolder) {
    const where = seatOf(role);
    const seats = [role.body, role.area].filter((seat, i, all) => seat !== null && all.indexOf(seat) === i);
    const when = span(role.first, role.last);
    const name = el("strong", { lang: "zh-CN", text: role.role });
    return [
      el("div", { class: "line" },
        byHolder ? this.link(role.person) : null,
        where === null ? name : el("a", { class: "post", href: to(postOf(role)), title: say("post.open") }, name),
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
      el("div", { class: "under" }, el("span", { class: "part", text: this.parts(taken) }),
        this.doubt(taken.confidence),
        event ? this.dates(event) : null,
        role ? el("span", { class: "quiet", lang: "zh-CN", text: role.titles[0] ?? role.role }) : null),
      this.proof(taken.evidence),
    ];
  },

  companion(tie, id, strongest) {
    const other = tie.from === id ? tie.to : tie.from;
    const { weightOf, strengthOf } = passing();
    const bar = el("span", { class: "bar", "aria-hidden": "true" }, el("i"));
    bar.firstChild.style.width = `${Math.max(4, 100 * Math.sqrt(strengthOf(tie) / strongest))}%`;
    return [
      el("div", { class: "line" }, this.link(other),
        el("a", { class: "times", href: to(tie.id), text: `${say("times", weightOf(tie))} ›`,
          "aria-label": `${nameOf(other)}：${say("together")} ${weightOf(tie)}` })),
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
    const [one, other] = ends(tie);
    const numbers = passing().eventsOf(tie);
    return [
      this.head(id, [this.link(one), this.link(other)],
        el("p", { class: "quiet" }, [mainOffice(one), mainOffice(other)].filter(Boolean).join(" — "))),
      this.section(say("together"), this.shared([one, other], numbers)),
      this.left(tie.events.length, numbers.length),
    ];
  },

  // Rows: the events two persons shared, each with the parts of both and the words that say so.
  shared(both, numbers) {
    const names = both.map((person) => THINGS.get(person).name);
    const events = numbers.map((number) => FACTS.events[number]).sort((a, b) => byDate(a.date, b.date));
    const side = (event, person) => {
      const taken = partsAt(event.id).find((one) => one.person === person);
      return taken ? el("div", { class: "side" },
        el("p", {}, el("span", { lang: "zh-CN", text: nameOf(person) }), " ",
          el("span", { class: "part", text: this.parts(taken) }), " ",
          this.doubt(taken.confidence)),
        this.proof(taken.evidence, names, taken.evidence.length <= 6)) : null;
    };
    return events.map((event) => () => [
      el("div", { class: "line" }, this.link(event.id)),
      el("div", { class: "under" }, this.dates(event), el("span",
        { class: "quiet", text: say("attended", partsAt(event.id).length) })),
      both.map((person) => side(event, person)),
    ]);
  },

  path(id) {
    const both = pathEnds(id);
    const way = shortestPath(id);
    const seats = sharedSeats(both);
    const limit = el("p", { class: "quiet pad", text: say("path.limit", pathAmong) });
    const steps = (way ?? []).flatMap((step) => [
      el("section", { "data-title": `${nameOf(step.from)} — ${nameOf(step.to)}` },
        el("h3", {}, this.link(step.from), " — ", this.link(step.to),
          el("span", { class: "count", text: passing().weightOf(step.tie) })),
        this.list(step.tie.id, this.shared([step.from, step.to], passing().eventsOf(step.tie)))),
    ]);
    return [
      this.head(id, both.map((one) => this.link(one)), el("p",
        { class: "quiet", text: way ? say("path.steps", way.length) : "" })),
      way ? null : el("section", { class: "notice" }, el("p", { text: say("path.none") }),
        FILTERS.some(isOn) ? el("a", { class: "plain", href: address(LIFTED), text: say("shown.lift") }) : null),
      ...steps,
      seats.length ? el("section", {}, el("h3", { text: say("path.seats") }), this.names(seats)) : null,
      limit,
    ];
  },

  post(id, post) {
    const { test } = passing();
    const roles = holdersOf(id).filter(test.role).sort((a, b) => byDate(a.first, b.first) || byDate(a.last, b.last)
      || (a.person < b.person ? -1 : 1));
    const seats = [post.body, post.area].filter((seat, i, all) => seat !== null && all.indexOf(seat) === i);
    return [
      this.head(id, [office(post)], el("p", { class: "under" }, seats.map((seat) => this.link(seat)))),
      this.section(say("holders"), roles.map((role) => () => this.role(role, true)), holderLines(roles),
        el("p", { class: "quiet", text: say("post.gaps") })),
      this.left(holdersOf(id).length, roles.length),
    ];
  },

  event(id, event) {
    const order = ["chair", "lead", "speaker", "attendee", "observer", "companion"];
    const rank = (taken) => Math.min(...taken.parts.map((part) => order.indexOf(part)), order.length);
    const parts = [...partsAt(id)].sort((a, b) => rank(a) - rank(b));
    const row = (taken) => () => [
      el("div", { class: "line" }, this.link(taken.person), el("span", { class: "part", text: this.parts(taken) }),
        this.doubt(taken.confidence)),
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
    const roles = [...rolesAt(id)].sort((a, b) => many(a) - many(b) || a.role.localeCompare(b.role, "zh")
      || byDate(a.first, b.first));
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
        el("span", { class: "quiet besides", lang: "zh-CN",
          text: rolesAt(body.id).map((role) => nameOf(role.person)).filter((n, i,
          all) => all.indexOf(n) === i).slice(0, 4).join("、") })])),
      this.section(say("held"), eventsAt(id).map((event) => () => [this.link(event.id),
        el("span", { class: "quiet besides", text: event.date ?? "" })])),
      this.section(say("places"), areasIn(id).map((part) => () => this.link(part.id))),
      this.section(say("named"), articlesNaming(id).map((article) => () => this.articleRow(article))),
    ];
  },

  article(id, article) {
    const events = eventsReportedIn(id);
    return [
      this.head(id, [article.headline ?? say("noHeadline")],
        article.subheads.length ? el("p", { class: "quiet", lang: "zh-CN", text: article.subheads.join(" ") }) : null,
        el("p", { class: "under quiet", text: [paper(article) || say("paper.none"), article.document,
          span(article.from, article.to) || say("about.undated"),
          say(`article.${article.kind}`)].join(" · ") })),
      el("p", { class: "pad" }, this.opener(id)),
      article.authors.length ? el("section", {}, el("h3", { text: say("authors") }), this.names(article.authors))
        : null,
      article.credits.length ? el("section", {}, el("h3", { text: say("credits") }),
        el("p", { class: "pad", lang: "zh-CN", text: article.credits.join("、") })) : null,
      this.section(say("events"), events.map((event) => () => [this.link(event.id),
        el("span",
          { class: "quiet besides", text: `${event.date ?? ""} ${say("people", partsAt(event.id).length)}` })])),
      this.section(say("persons"), article.persons.map((person) => () => [this.link(person),
        el("span", { class: "quiet besides", lang: "zh-CN", text: mainOffice(person) })])),
      article.bodies.length ? el("section", {}, el("h3", {}, say("bodies"),
        el("span", { class: "count", text: article.bodies.length })), this.names(article.bodies)) : null,
      article.areas.length ? el("section", {}, el("h3", {}, say("areas"),
        el("span", { class: "count", text: article.areas.length })), this.names(article.areas)) : null,
    ];
  },

  // A line of the picture that is no tie: what it says, and the words that say so.
  pair(id) {
    const edge = EDGES.get(id);
    const rows = { office: () => rolesOf(edge.from).filter((role) => seatOf(role) === edge.to).map((role) => () => this.role(role, false)),
      took: () => partsOf(edge.from).filter((taken) => taken.event === edge.to).map((taken) => () => this.attended(taken)) }[edge.kind];
    const words = wordsOf(edge);
    const article = [edge.from, edge.to].find((end) => kindOf(end) === "article");
    return [
      this.head(id, [this.link(edge.from), this.link(edge.to)]),
      rows ? this.section(say(`kind.${edge.kind}`), rows()) : null,
      !rows && words.length ? el("section", {}, el("p", { class: "quiet", text: say(`why.${edge.kind}`) }),
        this.proof(words, [], true)) : null,
      !rows && !words.length ? el("section", {}, el("p",
        { class: "quiet", text: say(edge.kind === "within" ? "why.within" : "why.none") }),
        article ? el("p", { class: "pad" }, this.opener(article)) : null) : null,
    ];
  },

  opener(id) {
    return el("button", { type: "button", class: "solid", "data-article": FACTS.articles.indexOf(THINGS.get(id)),
      text: say("quote") });
  },
});

const byStrength = (a, b) => passing().strengthOf(b) - passing().strengthOf(a)
  || passing().weightOf(b) - passing().weightOf(a) || (a.id < b.id ? -1 : 1);
