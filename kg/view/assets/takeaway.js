// Taking it away: pictures, the shown part as tables and as GEXF, a link, a reference.

function save(name, type, content) {
  const link = el("a", { href: URL.createObjectURL(new Blob([content], { type })), download: `${name}-${PRINT}` });
  link.download += { "image/png": ".png", "image/svg+xml": ".svg", "text/csv": ".csv",
    "application/xml": ".gexf" }[type];
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // a browser that gives pages from the disk no clipboard
    const area = el("textarea", { class: "unseen", readonly: true, "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(say(done));
}

function toast(text) {
  const note = document.getElementById("toast");
  note.textContent = text;
  note.hidden = false;
  clearTimeout(note.timer);
  note.timer = setTimeout(() => { note.hidden = true; }, 2600);
}

// --- pictures: what is in sight, drawn anew as shapes

// What XML cannot hold: control characters and halves of characters.
const UNFIT = new RegExp("[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]"
  + "|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "g");
const clean = (text) => text.replace(UNFIT, "\ufffd");
const escaped = (text) => clean(String(text)).replace(/[&<>"'\r\n\t]/g, (char) => `&#${char.charCodeAt(0)};`);

// An element as text; `inner` is elements or escaped text, attributes without a value are left out.
function xml(name, attributes, ...inner) {
  const said = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined);
  const head = name + said.map(([key, value]) => ` ${key}="${escaped(value)}"`).join("");
  return inner.length ? `<${head}>${inner.join("")}</${name}>` : `<${head}/>`;
}

const CORNERS = { square: 4, diamond: 4, hexagon: 6, triangleDown: 3 };
const TURN = { square: Math.PI / 4, diamond: 0, hexagon: 0, triangleDown: Math.PI / 2 };
const REACH = { square: Math.SQRT2, diamond: 1, hexagon: 1, triangleDown: 1.15 };

function corners(shape, x, y, size) {
  return Array.from({ length: CORNERS[shape] }, (_, i) => {
    const angle = TURN[shape] + (2 * Math.PI * i) / CORNERS[shape];
    return [x + size * REACH[shape] * Math.cos(angle), y + size * REACH[shape] * Math.sin(angle)];
  });
}

const round = (number) => Math.round(number * 100) / 100;

// The picture as SVG, in the colours and at the zoom of the screen, with a line that says what it is.
function svgText() {
  picture.settle();
  const { clientWidth: width, clientHeight: height } = picture.holder;
  const words = { "font-family": FONTS, "font-size": 11, fill: picture.colours.quiet };
  return xml("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    xml("rect", { width: "100%", height: "100%", fill: picture.colours.ground }),
    ...picture.lines.map(svgLine), ...picture.drawn.map(svgNode), ...(picture.boxes ?? []).map(svgLabel),
    xml("text", { x: 10, y: height - 10, ...words }, escaped(captionOf())));
}

function svgLine(edge) {
  const scale = picture.network.getScale();
  const [one, other] = [picture.spot(edge.from), picture.spot(edge.to)];
  const { width, dashes, color, opacity } = picture.line(edge);
  return xml("line", { x1: round(one.x), y1: round(one.y), x2: round(other.x), y2: round(other.y), stroke: color,
    "stroke-opacity": opacity, "stroke-width": round(width * scale),
    "stroke-dasharray": dashes ? dashes.map((length) => round(length * scale)).join(" ") : null });
}

function svgNode(id) {
  const scale = picture.network.getScale();
  const { x, y } = picture.spot(id);
  const { shape, size, fill, border, borderWidth, opacity } = picture.looks(id);
  const paint = { fill, stroke: border, "stroke-width": round(borderWidth * scale), opacity };
  const name = xml("title", {}, escaped(nameOf(id)));
  if (shape === "dot") return xml("circle", { cx: round(x), cy: round(y), r: round(size * scale), ...paint }, name);
  const points_ = corners(shape, x, y, size * scale).map((point) => point.map(round).join(",")).join(" ");
  return xml("polygon", { points: points_, ...paint }, name);
}

function svgLabel({ left, right, top, text, loud }) {
  return xml("text", { x: round((left + right) / 2), y: round(top + 11), "text-anchor": "middle", "font-family": FONTS,
    "font-size": loud ? 13 : 12, "font-weight": loud ? 600 : 400, fill: picture.colours.ink,
    stroke: picture.colours.ground, "stroke-width": 3, "paint-order": "stroke" }, escaped(text));
}

function captionOf() {
  const chips = FILTERS.filter(isOn).map((filter) => chipText(filter));
  return [say("title"), say(`view.${state.view}`), document.getElementById("count")?.textContent, ...chips,
    PRINT].filter(Boolean).join(" · ");
}

// Twice as fine as the screen. An SVG image may not be loaded under this page's policy, so the shapes are painted.
async function savePng() {
  picture.settle();
  const { clientWidth: width, clientHeight: height } = picture.holder;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  const context = canvas.getContext("2d");
  const shapes = new DOMParser().parseFromString(svgText(), "image/svg+xml").documentElement;
  context.scale(2, 2);
  for (const shape of shapes.children) paint(context, shape, width, height);
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  save("kg", "image/png", blob);
}

function paint(context, shape, width, height) {
  const value = (name) => Number(shape.getAttribute(name) ?? 0);
  const colour = (name) => shape.getAttribute(name) ?? "transparent";
  context.globalAlpha = Number(shape.getAttribute("opacity") ?? shape.getAttribute("stroke-opacity") ?? 1);
  context.fillStyle = colour("fill");
  context.strokeStyle = colour("stroke");
  context.lineWidth = value("stroke-width");
  context.setLineDash((shape.getAttribute("stroke-dasharray") ?? "").split(" ").filter(Boolean).map(Number));
  context.beginPath();
  if (shape.localName === "rect") context.fillRect(0, 0, width, height);
  else if (shape.localName === "line") {
    context.moveTo(value("x1"), value("y1"));
    context.lineTo(value("x2"), value("y2"));
    context.stroke();
  } else if (shape.localName === "text") {
    context.font = `${colour("font-weight") === "600" ? 600 : 400} ${colour("font-size")}px ${FONTS}`;
    context.textAlign = shape.hasAttribute("text-anchor") ? "center" : "left";
    context.lineJoin = "round";
    if (shape.hasAttribute("stroke")) context.strokeText(shape.textContent, value("x"), value("y"));
    context.fillText(shape.textContent, value("x"), value("y"));
  } else {
    if (shape.localName === "circle") context.arc(value("cx"), value("cy"), value("r"), 0, 2 * Math.PI);
    else for (const point of shape.getAttribute("points").split(" ")) context.lineTo(...point.split(",").map(Number));
    context.closePath();
    context.fill();
    if (value("stroke-width") > 0) context.stroke(); // a canvas takes no width of 0
  }
}

// --- tables: every shown line with the words behind it

// A spreadsheet takes a cell that begins so for a formula.
const cellOf = (value) => {
  const text = clean(String(value ?? "")).replace(/\r\n?|\n/g, " ");
  const safe = /^[\s]*[=+\-@\t]/.test(text) && typeof value !== "number" ? `'${text}` : text;
  return /[",;'\s]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const COLUMNS = ["kind", "from", "to", "office_from", "office_to", "weight", "strength", "when", "confidence", "event",
  "quote", "headline", "newspaper", "published",
  "document", "start", "end"];

function csvText() {
  const rows = [COLUMNS];
  for (const edge of picture.lines) {
    const [one, other] = ends(edge);
    const tie = edge.kind === "tie";
    const before = [edge.kind, nameOf(one), nameOf(other), mainOffice(one), mainOffice(other), tie
      ? passing().weightOf(edge) : edge.number,
      tie ? round(passing().strengthOf(edge)) : "", whenOf(edge), edge.doubtful ? "doubtful" : "sure"];
    const words = tie ? tieWords(edge) : [...new Set(wordsOf(edge))].map((number) => ["", number]);
    for (const [event, number] of words.length ? words : [["", null]]) rows.push([...before, event,
      ...quoteCells(number)]);
  }
  return `\ufeff${rows.map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}

function tieWords(tie) {
  return passing().eventsOf(tie).flatMap((number) => {
    const event = FACTS.events[number];
    return partsAt(event.id).filter((taken) => taken.person === tie.from || taken.person === tie.to)
      .flatMap((taken) => taken.evidence.slice(0, 1).map((quote) => [event.name, quote]));
  });
}

function quoteCells(number) {
  if (number === null) return ["", "", "", "", "", "", ""];
  const quote = FACTS.evidence[number];
  const article = FACTS.articles[quote.article];
  const document_ = FACTS.documents[quote.document]?.name ?? "";
  return [quote.exact, article?.headline ?? "", article ? paper(article) : "", article ? span(article.from, article.to)
    : "", document_, quote.start, quote.end];
}

// --- GEXF 1.3 of what is shown, for Gephi

function gexfText() {
  const column = (id, type) => xml("attribute", { id, title: id, type });
  const nodes = picture.drawn.map(gexfNode);
  const edges = picture.lines.map(gexfEdge);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml("gexf", { xmlns: "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", version: "1.3" },
    xml("meta", {}, xml("creator", {}, "kg"), xml("description", {}, escaped(captionOf()))),
    xml("graph", { defaultedgetype: "undirected", mode: "static" },
      xml("attributes", { class: "node" }, column("kind", "string"), column("office", "string")),
      xml("attributes", { class: "edge" }, column("strength", "double"), column("when", "string")),
      xml("nodes", { count: nodes.length }, "\n", ...nodes),
      xml("edges", { count: edges.length }, "\n", ...edges)))}`;
}

const attvalues = (values) => xml("attvalues", {}, ...Object.entries(values).map(([key, value]) => xml("attvalue",
  { for: key, value })));

function gexfNode(id) {
  const { x, y } = picture.place(id);
  const [, r, g, b] = /^#(..)(..)(..)$/.exec(picture.colourOf(id)) ?? ["", "80", "80", "80"];
  return `${xml("node", { id, label: nameOf(id) }, attvalues({ kind: kindOf(id), office: besides(id) }),
    xml("viz:color", { r: parseInt(r, 16), g: parseInt(g, 16), b: parseInt(b, 16) }),
    xml("viz:position", { x: round(x), y: round(-y), z: 0 }),
    xml("viz:size", { value: NODES.get(id).views[state.view].size }))}\n`;
}

function gexfEdge(edge, number) {
  const { weightOf, strengthOf } = passing();
  const tie = edge.kind === "tie";
  return `${xml("edge", { id: number, source: edge.from, target: edge.to, kind: edge.kind, weight: tie ? weightOf(edge) : edge.number },
    attvalues({ strength: tie ? round(strengthOf(edge)) : 0, when: whenOf(edge) }))}\n`;
}

const TAKE = {
  png: savePng,
  svg: () => save("kg", "image/svg+xml", svgText()),
  csv: () => save("kg", "text/csv", csvText()),
  gexf: () => save("kg", "application/xml", gexfText()),
  link: () => copy(location.href.split("#")[0] + address(), "copied.link"),
};
