// The picture: what of a view is drawn, how it looks, and what lies under the pointer. Lines and labels are drawn here:
// vis-network takes ten times as long for many lines, and lets labels cover each other.

const FONTS = 'system-ui, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
  + '"Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif';
const LABEL_LINE = 15;
const GROUPS = 6; // communities with a colour of their own
const HEAVY = 1500; // lines; more take longer to draw than a frame lasts
const LOT = 64; // lines of one stroke

const picture = {
  holder: document.getElementById("picture"),
  network: null,
  nodes: new vis.DataSet(),
  view: null,
  drawn: [], // ids, the strongest first
  lines: [], // the edges among them
  lit: null, // null: nothing is selected and all is as at rest
  selected: null,
  hovered: null,
  from: new Map(), // the zoom from which each label clears those before it
  moved: new Map(), // where the reader's hand has put nodes: "view id" → {x, y}
  colours: {},
  loose: null, // how far the drawing was moved since it was drawn: {k, x, y}

  start() {
    this.readColours();
    this.network = new vis.Network(this.holder, { nodes: this.nodes, edges: [] }, DATA.options);
    this.network.on("beforeDrawing", (context) => this.drawLines(context));
    this.network.on("afterDrawing", (context) => this.drawLabels(context));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.readColours();
      this.dress();
    });
  },

  readColours() {
    const style = getComputedStyle(document.documentElement);
    const groups = Array.from({ length: GROUPS }, (_, i) => `group-${i}`);
    for (const name of [...KINDS.all, ...groups, "other", "ink", "quiet", "ground", "line"]) {
      this.colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
  },

  // Draw these nodes of a view with the edges among them, in one change.
  draw(view, ids, edges) {
    const wasView = this.view;
    this.settle();
    if (wasView !== view) {
      // Nothing of the one view may be drawn at the places of the other.
      [this.lines, this.drawn] = [[], []];
      this.nodes.clear();
    }
    const seat = (id) => NODES.get(id).views[view];
    this.view = view;
    this.drawn = [...ids].sort((a, b) => seat(b).weight - seat(a).weight || (a < b ? -1 : 1));
    const wanted = new Set(ids);
    this.lines = edges;
    this.nodes.remove(this.nodes.getIds().filter((id) => !wanted.has(id)));
    this.many = edges.length > 300;
    this.heavy = edges.length > HEAVY;
    this.strongest = edges.reduce((most, edge) => Math.max(most, passed.strengthOf(edge)), 1e-9);
    this.measure();
    this.dress();
  },

  colourOf(id) {
    const { kind, views } = NODES.get(id);
    if (state.colour !== "group") return this.colours[kind];
    const { group } = views[this.view];
    return group < GROUPS ? this.colours[`group-${group}`] : this.colours.other;
  },

  // How a node looks: at rest, lit, or standing back.
  looks(id) {
    const { kind, shape, views } = NODES.get(id);
    const colour = this.colourOf(id);
    const hollow = kind === "reporter";
    return {
      shape, ...this.place(id), size: views[this.view].size,
      fill: hollow ? this.colours.ground : colour,
      border: id === this.selected ? this.colours.ink : colour,
      borderWidth: id === this.selected ? 3 : hollow ? 1.5 : 0,
      opacity: this.lit && !this.lit.has(id) ? 0.12 : 1,
    };
  },

  line(edge) {
    const bright = this.lit && this.isLit(edge);
    const tie = edge.kind === "tie";
    return {
      width: edge.id === this.selected ? 5 : 1 + 5 * (tie ? Math.sqrt(passed.strengthOf(edge) / this.strongest) : 0.15),
      dashes: edge.doubtful ? [5, 4] : false,
      color: bright ? (tie ? this.colours.person : this.colours.quiet) : this.colours.line,
      opacity: this.lit ? (bright ? 0.8 : 0.06) : this.many ? 0.25 : 0.4,
    };
  },

  // Give every node its looks; the lines have theirs when they are drawn.
  dress() {
    this.nodes.update(this.drawn.map((id) => {
      const { shape, x, y, size, fill, border, borderWidth, opacity } = this.looks(id);
      return { id, shape, x, y, size, label: undefined, fixed: true, color: { background: fill, border }, borderWidth,
        opacity };
    }));
    this.redraw();
  },

  // Lines of one look together, the lit ones last; in lots, because one path of thousands of crossing lines is slow.
  drawLines(context) {
    const lots = new Map();
    for (const edge of this.lines) {
      const { width, dashes, color, opacity } = this.line(edge);
      const look = `${Math.round(width * 4) / 4} ${dashes ? 1 : 0} ${color} ${opacity}`;
      if (!lots.has(look)) lots.set(look, { width: Math.round(width * 4) / 4, dashes: dashes || [], color, opacity,
        edges: [] });
      lots.get(look).edges.push(edge);
    }
    for (const { width, dashes, color, opacity, edges } of [...lots.values()].sort((a, b) => a.opacity - b.opacity)) {
      context.lineWidth = width;
      context.strokeStyle = color;
      context.globalAlpha = opacity;
      context.setLineDash(dashes);
      edges.forEach((edge, i) => {
        if (i % LOT === 0) context.beginPath();
        const [one, other] = [this.place(edge.from), this.place(edge.to)];
        context.moveTo(one.x, one.y);
        context.lineTo(other.x, other.y);
        if (i % LOT === LOT - 1 || i === edges.length - 1) context.stroke();
      });
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  },

  isLit(edge) {
    if (!this.lit.has(edge.from) || !this.lit.has(edge.to)) return false;
    if (EDGES.has(this.selected)) return edge.id === this.selected;
    const path = pathIds(this.selected);
    if (path) return path.edges.has(edge.id);
    // Around a node its own edges; around what is not drawn (an event among persons) all those between its people.
    return !this.nodes.get(this.selected) || edge.from === this.selected || edge.to === this.selected;
  },

  select(id) {
    this.selected = id;
    this.lit = null;
    if (id) {
      const near = this.near(id);
      near.add(id);
      const lit = new Set(this.drawn.filter((other) => near.has(other)));
      if (lit.size) this.lit = lit;
    }
    this.dress();
    this.bringIntoSight();
    return this.lit ? this.lit.size - (this.lit.has(id) ? 1 : 0) : 0;
  },

  // Around what is drawn those its lines lead to, so that the lists and the picture agree; else whoever belongs to it.
  near(id) {
    const path = pathIds(id);
    if (path) return new Set(path.nodes);
    if (!this.nodes.get(id)) return related(id);
    return new Set(this.lines.filter((edge) => edge.from === id || edge.to === id).flatMap(ends));
  },

  // Move only where what is selected cannot be seen; on a phone there is room for it and its neighbours only.
  bringIntoSight() {
    if (!this.selected || !this.lit) return;
    if (NARROW.matches) { this.fit([...this.lit]); return; }
    const anchors = this.nodes.get(this.selected) ? [this.selected] : [...this.lit];
    const { clientWidth: width, clientHeight: height } = this.holder;
    const outside = anchors.filter((id) => {
      const { x, y } = this.spot(id);
      return x < 40 || y < 50 || x > width - 40 || y > height - 60;
    });
    if (!outside.length) return;
    if (anchors.length > 1) this.fit(anchors);
    else this.network.moveTo({ position: this.place(anchors[0]), scale: Math.max(this.network.getScale(), 0.6) });
  },

  // What is selected in the middle, near enough to read.
  centre() {
    const anchors = this.nodes.get(this.selected) ? [this.selected] : this.lit ? [...this.lit] : [];
    if (anchors.length > 1) this.fit(anchors);
    else if (anchors.length) this.network.moveTo({ position: this.place(anchors[0]),
      scale: Math.max(this.network.getScale(), 0.8) });
  },

  place(id) {
    const { x, y } = this.moved.get(`${this.view} ${id}`) ?? NODES.get(id).views[this.view];
    return { x, y };
  },

  // Put a node elsewhere; nothing else moves.
  put(id, point) {
    this.moved.set(`${this.view} ${id}`, point);
    this.network.moveNode(id, point.x, point.y);
  },

  putBack() {
    this.moved.clear();
    this.measure();
    this.dress();
  },

  spot(id) {
    return this.network.canvasToDOM(this.place(id));
  },

  // All of these in sight, with room for labels and for what lies over the edges of the picture.
  fit(ids = this.drawn) {
    const { clientWidth: width, clientHeight: height } = this.holder;
    if (!ids.length || !width || !height) return;
    const below = height - document.getElementById("shown").offsetTop;
    const room = { left: 44, right: 44, top: 64, bottom: Math.min(height / 3, below + 22) };
    this.settle();
    const { left, right, top, bottom } = this.frame(ids);
    const scale = Math.min(
      (width - room.left - room.right) / Math.max(right - left, 1),
      (height - room.top - room.bottom) / Math.max(bottom - top, 1),
      1.25,
    );
    this.network.moveTo({
      scale,
      position: {
        x: (left + right) / 2 + (room.right - room.left) / 2 / scale,
        y: (top + bottom) / 2 + (room.bottom - room.top) / 2 / scale,
      },
    });
  },

  // The rectangle about nodes, in the picture's own measure.
  frame(ids) {
    const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      const { x, y } = this.place(id);
      const { size } = NODES.get(id).views[this.view];
      frame.left = Math.min(frame.left, x - size);
      frame.right = Math.max(frame.right, x + size);
      frame.top = Math.min(frame.top, y - size);
      frame.bottom = Math.max(frame.bottom, y + size);
    }
    return frame;
  },

  zoom(factor, about) {
    const { clientWidth: width, clientHeight: height } = this.holder;
    const now = this.network.getScale() * (this.loose?.k ?? 1);
    const k = Math.min(6, Math.max(0.02, now * factor)) / now;
    const { x, y } = about ?? { x: width / 2, y: height / 2 };
    this.loosen(k, x - k * x, y - k * y);
  },

  pan(dx, dy) {
    this.loosen(1, -dx, -dy);
  },

  // Each point p of the drawing goes to k·p + (x, y). A drawing of many lines takes longer to draw than a frame lasts:
  // it is moved as it is and drawn again when the hand rests.
  loosen(k, x, y) {
    const was = this.loose ?? { k: 1, x: 0, y: 0 };
    this.loose = { k: k * was.k, x: k * was.x + x, y: k * was.y + y };
    if (!this.heavy) {
      this.settle();
      return;
    }
    this.holder.querySelector("canvas").style.transform = `translate(${this.loose.x}px, ${this.loose.y}px) scale(${this.loose.k})`;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), 160);
  },

  settle() {
    clearTimeout(this.rest);
    if (!this.loose) return;
    const { k, x, y } = this.loose;
    const { clientWidth: width, clientHeight: height } = this.holder;
    this.loose = null;
    this.holder.querySelector("canvas").style.transform = "";
    this.network.moveTo({
      scale: this.network.getScale() * k,
      position: this.network.DOMtoCanvas({ x: (width / 2 - x) / k, y: (height / 2 - y) / k }),
    });
  },

  // The node or edge under a point of the picture; `reach` in pixels makes up for fingers.
  under(point, reach = 4) {
    const scale = this.network.getScale();
    let best = null;
    let nearest = Infinity;
    for (const id of this.drawn) {
      const spot = this.spot(id);
      const gap = Math.hypot(spot.x - point.x, spot.y - point.y) - NODES.get(id).views[this.view].size * scale;
      if (gap < reach && gap < nearest) [best, nearest] = [id, gap];
    }
    if (best) return best;
    for (const box of this.boxes ?? []) {
      if (point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom) return box.id;
    }
    for (const edge of this.lines) {
      if (this.lit && !this.isLit(edge) && edge.id !== this.selected) continue;
      const gap = apart(point, this.spot(edge.from), this.spot(edge.to));
      if (gap < reach + 2 && gap < nearest) [best, nearest] = [edge.id, gap];
    }
    return best;
  },

  // For each label the zoom from which it is clear of all labels before it: labels keep their size while the picture
  // grows. So none flickers: once shown, zooming in keeps it.
  measure() {
    const context = document.createElement("canvas").getContext("2d");
    context.font = `12px ${FONTS}`;
    this.texts = new Map();
    this.from = new Map();
    const before = [];
    for (const id of this.drawn) {
      const { size } = NODES.get(id).views[this.view];
      const { x, y } = this.place(id);
      const text = cut(NODES.get(id).label, SETTINGS.labels[kindOf(id)]);
      const width = context.measureText(text).width + 6;
      this.texts.set(id, text);
      let zoom = 0;
      for (const other of before) {
        const clears = clearsFrom({ x, y, size, width }, other);
        if (other.zoom < clears && clears > zoom) zoom = clears;
        zoom = Math.max(zoom, clearsDotFrom({ x, y, size, width }, other));
      }
      before.push({ x, y, size, width, zoom });
      this.from.set(id, zoom);
    }
  },

  drawLabels(context) {
    const scale = this.network.getScale();
    const ratio = this.holder.querySelector("canvas").width / this.holder.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    this.boxes = [];
    const first = [this.hovered, this.selected].filter((id) => id && this.nodes.get(id));
    const rest = this.lit ? this.drawn.filter((id) => this.lit.has(id)) : this.drawn;
    for (const id of new Set([...first, ...rest])) {
      const loud = first.includes(id);
      // Around a selection the others are silent, so there is more room than the quiet zooms know of.
      if (!loud && !this.lit && scale < this.from.get(id)) continue;
      this.label(context, id, scale, loud);
    }
    context.restore();
  },

  label(context, id, scale, loud) {
    const { x, y } = this.spot(id);
    const { clientWidth: right, clientHeight: bottom } = this.holder;
    if (x < -80 || y < -30 || x > right + 80 || y > bottom + 30) return;
    const text = loud ? cut(NODES.get(id).label, 32) : this.texts.get(id);
    context.font = `${loud ? "600 13px" : "12px"} ${FONTS}`;
    const width = context.measureText(text).width;
    const box = this.room(id, x, y, NODES.get(id).views[this.view].size * scale + 3, width, loud);
    if (!box) return;
    this.boxes.push({ ...box, text, loud });
    context.lineWidth = 3.5;
    context.strokeStyle = this.colours.ground;
    context.strokeText(text, (box.left + box.right) / 2, box.top);
    context.fillStyle = this.colours.ink;
    context.fillText(text, (box.left + box.right) / 2, box.top);
  },

  // Where a label has room: below its node, and around a selection above or beside it too.
  room(id, x, y, reach, width, loud) {
    const at = (middle, top) => ({ id, left: middle - width / 2 - 2, right: middle + width / 2 + 2, top,
      bottom: top + LABEL_LINE });
    const below = at(x, y + reach);
    if (loud) return below;
    const aside = reach + width / 2 + 2;
    const spots = this.lit ? [below, at(x, y - reach - LABEL_LINE), at(x + aside, y - 7), at(x - aside, y - 7)]
      : [below];
    const covered = (box) => this.boxes.some((other) => box.left < other.right && other.left < box.right
      && box.top < other.bottom && other.top < box.bottom);
    return spots.find((box) => !covered(box));
  },

  redraw() {
    this.network.redraw();
  },
};

// The zoom from which two labels, each under its node, no longer meet.
function clearsFrom(one, other) {
  const across = (one.width + other.width) / 2 / Math.max(Math.abs(one.x - other.x), 1e-6);
  const down = LABEL_LINE / Math.max(Math.abs(one.y + one.size - other.y - other.size), 1e-6);
  return Math.min(across, down);
}

// The zoom from which a label does not lie on a heavier node.
function clearsDotFrom(one, other) {
  const below = other.y - other.size - one.y - one.size;
  if (below <= 0 && one.y + one.size >= other.y + other.size) return 0;
  const aside = Math.abs(one.x - other.x) - other.size;
  return Math.min(aside > 0 ? one.width / 2 / aside : Infinity, below > 0 ? (LABEL_LINE + 3) / below : Infinity, 3);
}

// How far a point lies from a line between two others.
function apart(point, one, other) {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const along = ((point.x - one.x) * dx + (point.y - one.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - one.x - t * dx, point.y - one.y - t * dy);
}
