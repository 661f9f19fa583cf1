// The answer as a picture: the things of the graph in it, and which stand together.

import { curie, linkOf, nameOf, thing } from "./graph.js";
import { find, make, say } from "./words.js";

const MOST = 300;
const LINES = 3000;
const COLOURS = ["person", "reporter", "body", "area", "event", "article"];

let network = null;

// Things and the lines between them: of triples each between two IRIs, of rows all things that stand in one.
export function networkOf(answer) {
  const lines = new Map();
  const join = (from, to, label) => {
    const key = label ? `${from} ${label} ${to}` : [from, to].sort().join(" ");
    const line = lines.get(key) ?? { from, to, label, times: 0 };
    line.times += 1;
    lines.set(key, line);
  };
  for (const row of answer.rows ?? []) {
    if (answer.kind === "triples") joinTriple(row, join);
    else joinRow(row, join);
  }
  return [...lines.values()];
}

function joinTriple([subject, predicate, object], join) {
  const between = subject.type === "uri" && object.type === "uri" && subject.value !== object.value;
  if (between) join(subject.value, object.value, curie(predicate.value) ?? predicate.value);
}

function joinRow(row, join) {
  const iris = row.filter((term) => term?.type === "uri" && thing(term.value)).map((term) => term.value);
  const things = [...new Set(iris)];
  things.forEach((one, at) => things.slice(at + 1).forEach((other) => join(one, other, "")));
}

// The best connected, where there are too many to see.
function bestOf(lines) {
  const degrees = new Map();
  for (const { from, to } of lines) {
    degrees.set(from, (degrees.get(from) ?? 0) + 1);
    degrees.set(to, (degrees.get(to) ?? 0) + 1);
  }
  const best = [...degrees].sort((a, b) => b[1] - a[1]).slice(0, MOST);
  const kept = new Set(best.map(([iri]) => iri));
  const between = lines.filter((line) => kept.has(line.from) && kept.has(line.to)).slice(0, LINES);
  return { all: degrees.size, degrees: new Map(best), lines: between };
}

let loading = null;

// Only who wants a picture waits for it.
function loadVis() {
  loading ??= new Promise((resolve, reject) => {
    const script = make("script", { src: "/vendor/vis-network.js", onload: resolve });
    script.onerror = () => {
      loading = null;
      reject(new Error("vis"));
    };
    document.head.append(script);
  });
  return loading;
}

const colourOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function nodeOf(iri, degree) {
  const kind = thing(iri)?.kind;
  const colour = colourOf(COLOURS.includes(kind) ? kind : "other");
  const name = nameOf(iri);
  const label = name.length > 18 ? `${name.slice(0, 17)}…` : name;
  const color = { background: colour, border: colour, highlight: colour };
  return { id: iri, label, title: name, value: degree, color };
}

function edgeOf(line, index, directed) {
  return { id: index, from: line.from, to: line.to, label: line.label || undefined, value: line.times,
    arrows: directed ? "to" : "" };
}

function optionsFor(count) {
  const edge = { strokeWidth: 3, strokeColor: colourOf("ground") };
  // The more there is to see, the smaller the whole is drawn.
  const font = { color: colourOf("ink"), face: "sans-serif", size: 14 + Math.min(8, count / 12), ...edge };
  return {
    nodes: { shape: "dot", font, borderWidth: 1, scaling: { min: 8, max: 22, label: false } },
    edges: {
      color: { color: colourOf("line"), highlight: colourOf("focus"), opacity: 0.6 },
      font: { ...font, size: 10, color: colourOf("quiet") }, smooth: false, scaling: { min: 1, max: 5, label: false },
      arrowStrikethrough: false,
    },
    layout: { randomSeed: 7, improvedLayout: count <= 100 },
    physics: { solver: "forceAtlas2Based", stabilization: { iterations: count > 150 ? 120 : 250, fit: true },
      forceAtlas2Based: { springLength: 110, avoidOverlap: 0.4 } },
    interaction: { hover: true, tooltipDelay: 200, keyboard: false, zoomSpeed: 0.6 },
  };
}

export function clearPicture() {
  network?.destroy();
  network = null;
  find("picture").replaceChildren();
}

let drawings = 0;

// Draws, and says in words what is drawn. It settles before it is shown: nothing moves by itself.
export async function showPicture(answer) {
  const mine = (drawings += 1);
  clearPicture();
  const words = make("p", { className: "quiet" }, say("picture.drawing"));
  find("picture").append(words);
  try {
    await loadVis();
  } catch {
    words.textContent = say("picture.failed");
    return;
  }
  if (mine !== drawings) return;
  const { all, degrees, lines } = bestOf(networkOf(answer));
  const said = all > degrees.size ? say("picture.more", degrees.size, all) : say("picture.count", all, lines.length);
  words.textContent = said;
  const canvas = make("div", { className: "canvas" });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", said);
  find("picture").append(canvas);
  draw(canvas, degrees, lines, answer.kind === "triples");
}

function draw(canvas, degrees, lines, directed) {
  const data = {
    nodes: [...degrees].map(([iri, degree]) => nodeOf(iri, degree)),
    edges: lines.map((line, index) => edgeOf(line, index, directed)),
  };
  const mine = new window.vis.Network(canvas, data, optionsFor(degrees.size));
  network = mine;
  const rest = () => {
    mine.setOptions({ physics: false });
    mine.fit({ animation: false });
    canvas.dataset.settled = String(degrees.size);
  };
  mine.once("stabilizationIterationsDone", rest);
  mine.on("hoverNode", () => { canvas.style.cursor = "pointer"; });
  mine.on("blurNode", () => { canvas.style.cursor = ""; });
  mine.on("click", ({ nodes }) => {
    const link = nodes.length ? linkOf(nodes[0]) : null;
    if (link) location.assign(link);
  });
}

// The canvas itself is transparent; taken away it has the page's ground.
export function pngOf() {
  const drawn = find("picture").querySelector("canvas");
  if (!drawn) return Promise.resolve(null);
  const paper = make("canvas", { width: drawn.width, height: drawn.height });
  const pen = paper.getContext("2d");
  pen.fillStyle = colourOf("ground");
  pen.fillRect(0, 0, paper.width, paper.height);
  pen.drawImage(drawn, 0, 0);
  return new Promise((resolve) => { paper.toBlob(resolve, "image/png"); });
}
