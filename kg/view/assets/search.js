// The search box: names, offices, areas, headlines; by characters, by pinyin in full or by initials.

const plainOf = (text) => text.toLowerCase().replace(/[\s·'’]/g, "");

const search = {
  input: document.getElementById("query"),
  list: document.getElementById("found"),
  results: [],
  active: -1,
  rows: null,
  partner: null, // the person whose path to another is asked for

  // What can be found, made when it is first looked for.
  index() {
    if (this.rows) return;
    const things = [...NODES.values()].map((node) => ({ id: node.id, label: node.label,
      weight: Math.max(0, ...Object.values(node.views).map((seat) => seat.weight)) }));
    const posts = [...THINGS.keys()].filter((id) => id.startsWith("post:")).map((id) => ({ id, label: nameOf(id),
      weight: holdersOf(id).length }));
    this.rows = [...things, ...posts].map(({ id, label, weight }) => {
      const thing = THINGS.get(id);
      const titles = rolesOf(id).flatMap((role) => [role.role, office(role), ...role.titles]);
      return {
        id, weight,
        name: plainOf(label),
        spelled: (thing.find ?? "").split(" ").filter(Boolean),
        others: (thing.other ?? []).map(plainOf),
        titles: titles.map(plainOf),
      };
    });
  },

  // Ask for a second person: the path between the two is what is chosen.
  ask(partner) {
    this.partner = partner;
    this.input.placeholder = say("path.other", nameOf(partner));
    this.input.setAttribute("aria-label", this.input.placeholder);
    this.input.focus();
    this.show();
  },

  start() {
    const { input } = this;
    input.addEventListener("input", (event) => { if (!event.isComposing) this.show(); });
    input.addEventListener("compositionend", () => this.show());
    input.addEventListener("focus", () => { if (input.value) this.show(); });
    input.addEventListener("blur", () => { this.hide(); this.rest(); });
    input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("[role=option]");
      event.preventDefault(); // keeps the box in focus until the choice is made
      if (item) this.choose(Number(item.dataset.index));
    });
  },

  // How well a row answers, 0: not at all.
  score(row, query) {
    if (row.name === query) return row.id.startsWith("post:") ? 3.5 : 9; // who holds it comes before it
    if (row.name.startsWith(query)) return 8;
    if (row.spelled.includes(query)) return 7;
    if (row.name.includes(query)) return 6;
    if (row.others.some((name) => name.includes(query))) return 5;
    if (row.titles.some((title) => title.includes(query))) return 4;
    if (row.spelled.some((word) => word.startsWith(query))) return 3;
    if (query.length > 2 && row.spelled.some((word) => word.includes(query))) return 2;
    return 0;
  },

  find(text) {
    const query = plainOf(text);
    this.index();
    if (!query) return [];
    const order = { person: 0, post: 1, body: 2, area: 3, event: 4, reporter: 5, article: 6 };
    const rank = (id) => order[kindOf(id)];
    return this.rows
      .map((row) => ({ row, score: this.score(row, query) }))
      .filter(({ score, row }) => score > 0 && (!this.partner
        || (kindOf(row.id) === "person" && row.id !== this.partner)))
      .sort((a, b) => b.score - a.score || rank(a.row.id) - rank(b.row.id) || b.row.weight - a.row.weight
        || (a.row.id < b.row.id ? -1 : 1))
      .map(({ row }) => row.id);
  },

  show() {
    this.results = this.find(this.input.value).slice(0, 30);
    this.active = this.results.length ? 0 : -1;
    const empty = this.input.value.trim() === "";
    this.list.replaceChildren(...this.results.map((id, index) => el("li",
      { role: "option", id: `found-${index}`, "data-index": index, "aria-selected": String(index === this.active) },
      icon(kindOf(id)), el("span", { class: "name", lang: "zh-CN", text: cut(nameOf(id), 28) }),
      el("span", { class: "quiet", lang: "zh-CN", text: this.why(id) }))));
    if (!this.results.length && !empty) {
      const near = this.nearest(plainOf(this.input.value));
      this.list.append(el("li", { class: "none", role: "presentation" },
        say("search.none"), near.length ? ` ${say("search.near")}${near.map(nameOf).join("、")}` : ""));
    }
    this.list.hidden = empty;
    this.mark();
    if (!empty) announce(say("search.count", this.results.length));
  },

  // Names that share most characters with what was typed: a slip of the pen or of the scanner.
  nearest(query) {
    const letters = [...query];
    const alike = (row) => letters.filter((letter) => row.name.includes(letter)).length;
    return this.rows.filter((row) => kindOf(row.id) === "person" && alike(row) >= Math.max(1, letters.length - 1))
      .sort((a, b) => alike(b) - alike(a) || b.weight - a.weight).slice(0, 3).map((row) => row.id);
  },

  // Beside a name: the office that was looked for, else the main one.
  why(id) {
    const query = plainOf(this.input.value);
    const role = rolesOf(id).find((held) => [office(held),
      ...held.titles].some((title) => plainOf(title).includes(query)));
    return role ? (role.former ? `${say("former")} ` : "") + office(role) : besides(id);
  },

  mark() {
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === this.active)));
    const item = this.list.children[this.active];
    if (item && !this.list.hidden) {
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  },

  key(event) {
    if (event.isComposing) return;
    const last = this.results.length - 1;
    if (event.key === "ArrowDown") this.active = this.active >= last ? 0 : this.active + 1;
    else if (event.key === "ArrowUp") this.active = this.active <= 0 ? last : this.active - 1;
    else if (event.key === "Enter") { if (!this.list.hidden) this.choose(this.active); return; }
    else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.list.hidden || !this.input.value) this.input.blur();
      else { this.input.value = ""; this.hide(); }
      return;
    } else return;
    event.preventDefault();
    this.mark();
  },

  choose(index) {
    const id = this.results[index];
    if (!id) return;
    const { partner } = this;
    this.input.value = "";
    this.hide();
    this.rest();
    this.input.blur();
    visit(to(partner ? `path:${partner}|${id}` : id));
    picture.centre();
    document.getElementById("right").focus({ preventScroll: true });
  },

  // The box as it is when nobody uses it.
  rest() {
    this.partner = null;
    this.input.placeholder = say("search");
    this.input.setAttribute("aria-label", say("search.label"));
  },

  hide() {
    this.list.hidden = true;
    this.mark();
  },
};
