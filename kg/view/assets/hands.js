// The reader's hand on the picture: point, click, drag a node, move the whole, turn the wheel, pinch.

const hands = {
  down: new Map(), // pointers on the picture: id → {x, y}
  press: null, // the one that may become a click: {x, y, node, dragged}

  start() {
    const { holder } = picture;
    const on = (name, act) => holder.addEventListener(name, act.bind(this), { capture: true, passive: false });
    on("pointerdown", this.pressed);
    on("pointermove", this.moved);
    on("pointerup", this.released);
    on("pointercancel", this.cancelled);
    on("pointerleave", this.left);
    on("wheel", this.wheel);
  },

  spot(event) {
    const box = picture.holder.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  },

  pressed(event) {
    if (event.button > 0) return;
    const at = this.spot(event);
    picture.settle();
    this.down.set(event.pointerId, at);
    const id = picture.under(at, event.pointerType === "touch" ? 16 : 4);
    this.press = this.down.size > 1 ? null : { ...at, id, node: NODES.has(id) ? id : null, dragged: false };
    if (event.isTrusted) picture.holder.setPointerCapture(event.pointerId);
  },

  moved(event) {
    const at = this.spot(event);
    const before = this.down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch" && !event.buttons) this.hover(at);
      return;
    }
    if (this.down.size === 2) {
      this.pinch(event.pointerId, before, at);
    } else if (this.press) {
      this.press.dragged ||= Math.hypot(at.x - this.press.x, at.y - this.press.y) > 6;
      if (this.press.dragged && this.press.node) picture.put(this.press.node, picture.network.DOMtoCanvas(at));
      else if (this.press.dragged) picture.pan(before.x - at.x, before.y - at.y);
      else return; // not yet anything but a click
      showTip(null);
    }
    this.down.set(event.pointerId, at);
  },

  pinch(moving, before, at) {
    const other = [...this.down].find(([id]) => id !== moving)[1];
    const apart_ = (point) => Math.max(10, Math.hypot(point.x - other.x, point.y - other.y));
    picture.zoom(apart_(at) / apart_(before), { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
    picture.pan((before.x - at.x) / 2, (before.y - at.y) / 2);
  },

  released(event) {
    const { press } = this;
    this.down.delete(event.pointerId);
    this.press = null;
    picture.settle();
    if (!press) return;
    if (!press.dragged) choose(press.id);
    else if (press.node) {
      picture.measure();
      picture.redraw();
      paintZoom();
    }
  },

  cancelled(event) {
    this.down.delete(event.pointerId);
    this.press = null;
  },

  left() {
    picture.hovered = null;
    showTip(null);
    if (!picture.heavy) picture.redraw();
  },

  hover(at) {
    const id = picture.under(at);
    picture.holder.classList.toggle("over", id !== null);
    showTip(id, at.x, at.y);
    if (id === picture.hovered) return;
    picture.hovered = id;
    if (!picture.heavy) picture.redraw();
  },

  // vis-network's own takes a slow turn of a touch pad for a fast one of a wheel.
  wheel(event) {
    event.preventDefault();
    event.stopPropagation();
    const turn_ = Math.max(-120, Math.min(120, event.deltaY * (event.deltaMode === 1 ? 16 : 1)));
    picture.zoom(Math.exp(-turn_ * (event.ctrlKey ? 0.01 : 0.0022)), this.spot(event));
  },
};

function choose(id) {
  visit(to(id));
}

function showTip(id, x, y) {
  const tip = document.getElementById("tip");
  tip.hidden = id === null;
  if (id === null) return;
  const edge = EDGES.get(id);
  const roles = edge?.kind === "office"
    ? rolesOf(edge.from).filter((role) => seatOf(role) === edge.to).map((role) => role.role) : [];
  tip.textContent = edge
    ? nameOf(id) + (edge.kind === "tie" ? ` ${say("times", passing().weightOf(edge))}` : roles.length
      ? ` ${roles.join("、")}` : "")
    : besides(id) || say(`kind.${kindOf(id)}`);
  const left = Math.min(x + 14, picture.holder.clientWidth - tip.offsetWidth - 8);
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(y - 30)}px)`;
}
