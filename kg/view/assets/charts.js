// Small pictures of time: histogram, a person's events, the holders of an office. Drawn as SVG, read as links.

const SVG = "http://www.w3.org/2000/svg";

function draw_(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "text") node.textContent = value;
    else node.setAttribute(key, value);
  }
  for (const child of children.flat(Infinity)) if (child) node.append(child);
  return node;
}

const DAY = 86400000;
const dayOf = (date) => Date.parse(`${date}T00:00:00Z`) / DAY;
const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// --- the bins of the histogram: days, months or years, so that there are enough and not too many

const time = (() => {
  const dates = FACTS.events.map((event) => event.date).filter((date) => /^\d{4}-\d\d-\d\d$/.test(date ?? "")).sort();
  if (!dates.length) return { bins: [], undated: FACTS.events.length };
  const [first, last] = [dates[0], dates.at(-1)];
  const days = dayOf(last) - dayOf(first);
  const length = days <= 62 ? 10 : days <= 366 * 6 ? 7 : 4;
  const bins = [];
  for (let day = dayOf(first); day <= dayOf(last); day += 1) {
    const bin = dateOf(day).slice(0, length);
    if (bins.at(-1) !== bin) bins.push(bin);
  }
  const counts = new Map(bins.map((bin) => [bin, 0]));
  for (const date of dates) counts.set(date.slice(0, length), counts.get(date.slice(0, length)) + 1);
  return { bins, length, counts, first, last, undated: FACTS.events.length - dates.length, dated: dates.length };
})();

function histogram() {
  const { bins, counts } = time;
  const most = Math.max(...counts.values());
  const width = 100 / bins.length;
  return draw_("svg", { class: "histogram", viewBox: "0 0 100 36", preserveAspectRatio: "none", "aria-hidden": "true" },
    bins.map((bin, i) => {
      const height = counts.get(bin) ? 3 + 33 * Math.sqrt(counts.get(bin) / most) : 0;
      return draw_("rect", { x: i * width + width * 0.08, width: width * 0.84, y: 36 - height, height });
    }));
}

// --- lines of time: each row its name, dots for what is attested, a pale line between the first and the last

function timeline(rows) {
  const all = rows.flatMap((row) => row.dots.map((dot) => dot.date));
  const days = [all.reduce((a, b) => (a < b ? a : b)), all.reduce((a, b) => (a > b ? a : b))].map(dayOf);
  const [left, width, tall] = [6, 318, 20];
  const spread = Math.max(1, days[1] - days[0]);
  const x = (date) => (days[0] === days[1] ? left + width / 2 : left + (width * (dayOf(date) - days[0])) / spread);
  const height = rows.length * tall + 16;
  const chart = draw_("svg", { class: "timeline", viewBox: `0 0 ${width + 2 * left} ${height}`, role: "group" });
  rows.forEach((row, i) => {
    const y = i * tall + (row.label ? 14 : 9);
    const xs = row.dots.map((dot) => x(dot.date)).sort((a, b) => a - b);
    if (row.span && xs.length) {
      // Ends are open: before the first sight and after the last nothing is known.
      chart.append(draw_("line", { x1: xs[0], x2: xs.at(-1), y1: y, y2: y, class: "span" }),
        draw_("line", { x1: Math.max(0, xs[0] - 12), x2: xs[0], y1: y, y2: y, class: "open" }),
        draw_("line", { x1: xs.at(-1), x2: Math.min(width + 2 * left, xs.at(-1) + 12), y1: y, y2: y, class: "open" }));
    }
    if (row.label) chart.append(draw_("text", { x: Math.min(Math.max(0, xs[0] - 4), width - 60), y: y - 7,
      class: "name", lang: "zh-CN", text: row.label }));
    for (const dot of row.dots) {
      const mark = draw_("circle", { cx: x(dot.date), cy: y, r: 4.2, class: dot.kind });
      const label = [dot.date, dot.label].filter(Boolean).join(" ");
      mark.append(draw_("title", { text: label }));
      chart.append(dot.to ? draw_("a", { href: dot.to, "aria-label": label }, mark) : mark);
    }
  });
  const axis = rows.length * tall + 11;
  const ends_ = days[0] === days[1] ? [["middle", left + width / 2, days[0]]]
    : [["start", 0, days[0]], ["end", width + 2 * left, days[1]]];
  chart.append(...ends_.map(([anchor, at, day]) => draw_("text",
    { x: at, y: axis, "text-anchor": anchor, class: "axis", text: dateOf(day) })));
  return el("figure", { class: "chart" }, chart);
}

// A person's events, above each other where days coincide only in the list below.
function eventLine(parts) {
  const dots = parts.map((taken) => THINGS.get(taken.event)).filter((event) => event?.date)
    .map((event) => ({ date: event.date, label: event.name, to: to(event.id), kind: "event" }));
  return dots.length > 1 ? timeline([{ dots }]) : null;
}

// The days on which somebody is said to hold an office, each with an article that says so.
function attested(role) {
  const dots = new Map();
  for (const article of role.articles.map((number) => FACTS.articles[number])) {
    for (const date of toldOf(article)) {
      if (date) dots.set(date, { date, label: article.headline ?? "", to: to(article.id), kind: role.former ? "former"
        : "office" });
    }
  }
  return [...dots.values()];
}

function holderLines(roles) {
  const rows = roles.map((role) => ({ label: nameOf(role.person) + (role.former ? `（${say("former")}）` : ""),
    span: !role.former, dots: attested(role) }))
    .filter((row) => row.dots.length);
  return rows.length ? timeline(rows) : null;
}
