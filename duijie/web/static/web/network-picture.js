// The picture of the network: whom it shows where, how it is looked at, what pointer and keys do. Each frame of a
// movement is drawn plainly and within a few milliseconds; once nothing moves, it is drawn anew in full, bit by bit.
import { Pixels, mixed } from "./network-pixels.js";
import { beside, neighbours, rings } from "./network-places.js";

const REST = 140; // ms without movement until the picture is drawn in full
const SLICE = 6; // ms of a frame that drawing in full may take
const LINES = 8; // ms of a moving frame that lines may take; what does not fit is left out until it rests
const LABELS_MOVING = 18;
const LABELS_SLICE = 10; // each further frame
const LABELS = 120;
const GROUND = 36000; // square pixels of the box for a name: more hide whom they name
const APART = 10; // pixels between two names
const WIDEST = 150; // of a label, in pixels
const CLICK = 5; // pixels that a pointer may stray and still click
const NEAR = 9; // pixels around a node in which it is hit

export class Picture {
  constructor(box, pick) {
    this.box = box;
    this.pick = pick;
    this.canvas = box.querySelector("canvas");
    this.said = box.querySelector(".network-hint");
    this.context = this.canvas.getContext("2d");
    this.view = { scale: 1, x: 0, y: 0, own: false };
    this.hidden = new Set();
    this.picked = this.hovered = this.dragged = -1;
    this.lines = 1e6;
    this.generation = 0;
    this.pointers = new Map();
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.worker = new Worker(box.dataset.layout);
    this.worker.onmessage = (event) => this.moved(event.data);
    this.recolour();
    this.measure();
    this.listen();
  }

  // Takes columns as the server sends them. Who was there stays where they stand; who is new begins beside whom they know.
  show(data) {
    const before = this.data;
    const count = data.key.length;
    this.data = data;
    data.place = new Map(data.key.map((key, at) => [key, at]));
    data.one = Int32Array.from(data.one);
    data.other = Int32Array.from(data.other);
    this.near = neighbours(data);
    const x = new Float64Array(count), y = new Float64Array(count);
    const known = new Uint8Array(count);
    if (before) {
      data.key.forEach((key, at) => {
        const old = before.place.get(key);
        if (old === undefined) return;
        x[at] = this.x[old];
        y[at] = this.y[old];
        known[at] = 1;
      });
      beside(this.near, known, x, y);
      this.picked = before.key[this.picked] === undefined ? -1 : data.place.get(before.key[this.picked]) ?? -1;
    } else {
      rings(this.near, data.center, x, y);
    }
    this.x = x;
    this.y = y;
    this.hint(-1);
    this.dragged = -1;
    this.screenX = new Float64Array(count);
    this.screenY = new Float64Array(count);
    this.widths = new Float32Array(count);
    this.onWay = new Set();
    for (let at = 0; at < data.way; at += 1) this.onWay.add(data.one[at]).add(data.other[at]);
    this.mask();
    this.generation += 1;
    this.box.dataset.settled = "";
    this.worker.postMessage({
      one: data.one, other: data.other, x, y, center: data.center, heat: before ? 0.25 : 1, generation: this.generation,
      flat: Math.min(Math.max(this.width / this.height, 1), 2.5),
    });
    if (!this.still) this.change();
  }

  hide(families) {
    this.hidden = families;
    this.mask();
    this.change();
  }

  // Which ties are to be seen, how many each node has of them, and whom to name first.
  mask() {
    const { one, other, look, families, key } = this.data;
    const shown = families.map((code) => !this.hidden.has(code));
    this.ties = Int32Array.from(one.keys()).filter((at) => shown[look[at]]);
    this.degree = new Int32Array(key.length);
    this.ties.forEach((at) => {
      this.degree[one[at]] += 1;
      this.degree[other[at]] += 1;
    });
    const worth = Float64Array.from(this.degree);
    this.onWay.forEach((at) => (worth[at] += 1e8));
    worth[this.data.center] += 1e9;
    this.order = Int32Array.from(key.keys()).filter((at) => worth[at] > 0).sort((a, b) => worth[b] - worth[a] || a - b);
    this.box.dataset.nodes = this.order.length;
    this.box.dataset.ties = this.ties.length;
    this.box.dataset.way = this.data.way;
  }

  moved(said) {
    if (said.generation !== this.generation) return;
    if (this.dragged >= 0) {
      said.x[this.dragged] = this.x[this.dragged];
      said.y[this.dragged] = this.y[this.dragged];
    }
    this.x.set(said.x);
    this.y.set(said.y);
    if (said.over) this.box.dataset.settled = "yes";
    if (said.over || !this.still) this.change();
  }

  // All of it, the middle in the middle.
  whole() {
    const { x, y, view } = this;
    let wide = 1, high = 1;
    this.order.forEach((at) => {
      wide = Math.max(wide, Math.abs(x[at]));
      high = Math.max(high, Math.abs(y[at]));
    });
    view.scale = Math.min((this.width / 2 - 48) / wide, (this.height / 2 - 28) / high, 5);
    view.x = this.width / 2;
    view.y = this.height / 2;
  }

  zoom(by, x = this.width / 2, y = this.height / 2) {
    const view = this.view;
    const to = Math.min(Math.max(view.scale * by, 0.02), 40);
    view.x = x - ((x - view.x) * to) / view.scale;
    view.y = y - ((y - view.y) * to) / view.scale;
    view.scale = to;
    view.own = true;
    this.change();
  }

  pan(x, y) {
    this.view.x += x;
    this.view.y += y;
    this.view.own = true;
    this.change();
  }

  measure() {
    this.ratio = Math.min(window.devicePixelRatio || 1, 2);
    this.width = this.box.clientWidth;
    this.height = this.box.clientHeight;
    this.canvas.width = Math.max(1, Math.round(this.width * this.ratio));
    this.canvas.height = Math.max(1, Math.round(this.height * this.ratio));
    this.pixels = new Pixels(this.canvas.width, this.canvas.height);
    this.full = new Pixels(this.canvas.width, this.canvas.height);
  }

  recolour() {
    const style = getComputedStyle(document.documentElement);
    const named = (name) => {
      this.context.fillStyle = style.getPropertyValue(name).trim();
      const hex = Number.parseInt(this.context.fillStyle.slice(1), 16);
      return { css: this.context.fillStyle, bits: (0xff000000 | ((hex & 255) << 16) | (hex & 0xff00) | (hex >> 16)) >>> 0 };
    };
    this.colours = { sheet: named("--sheet"), ink: named("--ink"), soft: named("--ink-soft"), accent: named("--accent"), way: named("--light-red") };
    this.named = named;
    this.font = "13px " + getComputedStyle(document.body).fontFamily;
  }

  // Something moved: the next frame shows it, and what rests after that is drawn in full.
  change() {
    this.hint(-1);
    this.dirty = true;
    this.drawing = this.naming = null;
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => {
      this.drawing = this.inFull();
      this.ask();
    }, REST);
    this.ask();
  }

  // Only who is picked changed, the lines stand.
  mark() {
    this.marked = true;
    this.ask();
  }

  ask() {
    if (!this.frame) this.frame = window.requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = 0;
    if (!this.data || !this.width) return;
    if (this.dirty) {
      this.dirty = this.marked = false;
      this.plainly();
      this.put(this.pixels, LABELS_MOVING);
    } else if (this.marked) {
      this.marked = false;
      this.naming = this.put(this.last, LABELS_MOVING);
    }
    // What is left of drawing in full: first its lines, then the names for which there was no time.
    if (this.drawing) {
      if (this.drawing.next().done) {
        this.drawing = null;
        this.naming = this.put(this.full, LABELS_MOVING);
      }
    } else if (this.naming && this.naming.next().done) {
      this.naming = null;
    }
    if (this.drawing || this.naming) this.ask();
  }

  project() {
    if (!this.view.own) this.whole();
    const { x, y, screenX, screenY, ratio } = this;
    const scale = this.view.scale * ratio, left = this.view.x * ratio, top = this.view.y * ratio;
    for (let at = 0; at < x.length; at += 1) {
      screenX[at] = x[at] * scale + left;
      screenY[at] = y[at] * scale + top;
    }
  }

  // The warmest ties first, as many as there is time for: how many that are is learnt from the frames before.
  plainly() {
    this.project();
    const { pixels, ties, data: { one, other, look }, screenX, screenY } = this;
    const tints = this.tints();
    pixels.clear(this.colours.sheet.bits);
    const begun = performance.now();
    let long = 0;
    for (let place = 0; place < ties.length && long < this.lines; place += 1) {
      const at = ties[place], a = one[at], b = other[at];
      long += 2 + pixels.line(screenX[a], screenY[a], screenX[b], screenY[b], tints[look[at]]);
    }
    const took = performance.now() - begun;
    if (long > 2e4) this.lines = Math.min(Math.max(this.lines * Math.min(Math.max(LINES / took, 0.7), 1.2), 1e5), 2e7);
    this.dots(pixels);
  }

  *inFull() {
    this.project();
    const { full, ties, data: { one, other, look }, screenX, screenY } = this;
    const strength = ties.length < 400 ? 200 : 110;
    const colours = this.data.families.map((code) => this.named("--tie-" + code).bits);
    full.clear(this.colours.sheet.bits);
    let begun = performance.now();
    // The warmest last, on top.
    for (let place = ties.length - 1; place >= 0; place -= 1) {
      const at = ties[place], a = one[at], b = other[at];
      full.smooth(screenX[a], screenY[a], screenX[b], screenY[b], colours[look[at]], strength);
      if (place % 64 === 0 && performance.now() - begun > SLICE) {
        yield;
        begun = performance.now();
      }
    }
    this.dots(full);
  }

  tints() {
    const share = this.ties.length < 400 ? 200 : 110;
    return this.data.families.map((code) => mixed(this.colours.sheet.bits, this.named("--tie-" + code).bits, share));
  }

  radius(at) {
    const room = Math.sqrt((this.width * this.height) / (this.order.length + 1)) / 12;
    const size = Math.min(Math.max(room, 1), 2.4) * Math.min(Math.max(Math.sqrt(this.view.scale), 0.8), 2);
    return size * (at === this.data.center ? 4 : Math.min(1.6 + Math.sqrt(this.degree[at]) * 0.4, 3.6));
  }

  dots(pixels) {
    const { order, screenX, screenY, colours, ratio } = this;
    for (let place = order.length - 1; place >= 0; place -= 1) {
      const at = order[place];
      const colour = at === this.data.center ? colours.accent : this.onWay.has(at) ? colours.way : colours.soft;
      pixels.disc(screenX[at], screenY[at], this.radius(at) * ratio, colour.bits);
    }
  }

  // The pixels with what is drawn over them: ways, the ties of whom was picked, so many names. The further names come
  // from what it returns.
  put(pixels, most) {
    const { context: to, data, colours, ratio, screenX, screenY } = this;
    this.last = pixels;
    to.putImageData(pixels.image, 0, 0);
    to.lineCap = "round";
    if (data.way) this.stroke(data.one.keys(), data.way, colours.way.css, 3.5);
    if (this.picked >= 0) {
      const its = this.ties.filter((at) => data.one[at] === this.picked || data.other[at] === this.picked);
      this.stroke(its.slice(0, LABELS).keys(), its.length, colours.accent.css, 1.5, its);
      to.lineWidth = 2 * ratio;
      to.beginPath();
      to.arc(screenX[this.picked], screenY[this.picked], (this.radius(this.picked) + 3) * ratio, 0, 7);
      to.stroke();
    }
    const naming = this.names(most);
    naming.next();
    return naming;
  }

  stroke(places, count, style, wide, ties) {
    const { context: to, data: { one, other }, screenX, screenY } = this;
    to.strokeStyle = style;
    to.lineWidth = wide * this.ratio;
    to.beginPath();
    for (const place of places) {
      if (place >= count) break;
      const at = ties ? ties[place] : place;
      to.moveTo(screenX[one[at]], screenY[one[at]]);
      to.lineTo(screenX[other[at]], screenY[other[at]]);
    }
    to.stroke();
  }

  // Names that do not lie over each other, those with most ties first; the nearer one looks, the more have room. Stops
  // after so many, then after a few each frame.
  *names(most) {
    const { context: to, data, ratio, screenX, screenY, order, widths } = this;
    const taken = [];
    const begin = () => {
      to.font = this.font;
      to.setTransform(ratio, 0, 0, ratio, 0, 0);
      to.textAlign = "center";
      to.textBaseline = "top";
    };
    const name = (at, always) => {
      const x = screenX[at] / ratio, y = screenY[at] / ratio;
      if (x < 0 || y < 0 || x > this.width || y > this.height) return;
      widths[at] = widths[at] || Math.min(to.measureText(data.name[at]).width, WIDEST) / 2 + 3;
      const half = widths[at], down = y + this.radius(at) + 2;
      for (const one of taken) {
        if (!always && Math.abs(one.x - x) < one.half + half + APART && Math.abs(one.down - down) < 16 + APART) return;
      }
      taken.push({ x, down, half });
      // A ground for the name: an outline of its letters takes the canvas twenty times as long.
      to.fillStyle = this.colours.sheet.css + "cc";
      to.fillRect(x - half + 2, down - 1, 2 * half - 4, 15);
      to.fillStyle = this.colours.ink.css;
      to.fillText(data.name[at], x, down, WIDEST);
    };
    begin();
    name(data.center, true);
    if (this.picked >= 0) name(this.picked, true);
    const enough = Math.min(LABELS, 8 + (this.width * this.height) / GROUND);
    let stop = 12 * most, full = most;
    for (let place = 0; place < order.length && taken.length < enough; place += 1) {
      if (place >= stop || taken.length >= full) {
        to.setTransform(1, 0, 0, 1, 0, 0);
        yield;
        begin();
        stop = place + 1000;
        full = taken.length + LABELS_SLICE;
      }
      if (order[place] !== this.picked && order[place] !== data.center) name(order[place], false);
    }
    to.setTransform(1, 0, 0, 1, 0, 0);
  }

  // Whoever is nearest to a point of the box; five thousand distances take some hundredths of a millisecond.
  at(x, y) {
    let found = -1, least = Infinity;
    for (const at of this.order) {
      const away = Math.hypot(this.screenX[at] / this.ratio - x, this.screenY[at] / this.ratio - y) - this.radius(at);
      if (away < Math.min(least, NEAR)) {
        least = away;
        found = at;
      }
    }
    return found;
  }

  listen() {
    const { canvas, pointers } = this;
    const spot = (event) => ({ x: event.offsetX, y: event.offsetY });
    let pressed = null;
    canvas.addEventListener("pointerdown", (event) => {
      if (!this.data || event.button) return;
      canvas.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, spot(event));
      pressed = pointers.size === 1 ? { ...spot(event), node: this.at(event.offsetX, event.offsetY), strayed: false } : null;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!this.data) return;
      const now = spot(event), before = pointers.get(event.pointerId);
      if (!before) {
        const over = this.at(now.x, now.y);
        canvas.style.cursor = over >= 0 ? "pointer" : "grab";
        this.hint(over);
        return;
      }
      if (pointers.size === 2) {
        const [other] = Array.from(pointers).filter(([id]) => id !== event.pointerId).map(([, where]) => where);
        const apart = (one) => Math.max(Math.hypot(one.x - other.x, one.y - other.y), 1);
        this.zoom(apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
      } else if (pressed) {
        pressed.strayed = pressed.strayed || Math.hypot(now.x - pressed.x, now.y - pressed.y) > CLICK;
        if (pressed.strayed && pressed.node >= 0) this.drag(pressed.node, now);
        else if (pressed.strayed) this.pan(now.x - before.x, now.y - before.y);
      }
      // Until it is known to be no click, what it moved is kept for later.
      if (!pressed || pressed.strayed) pointers.set(event.pointerId, now);
    });
    const up = (event) => {
      pointers.delete(event.pointerId);
      if (pressed && event.type === "pointerup") {
        if (pressed.strayed && pressed.node >= 0) this.drop();
        else if (!pressed.strayed && pressed.node >= 0) this.choose(pressed.node);
      }
      pressed = null;
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("pointerleave", () => this.hint(-1));
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.04 : 0.0015)), event.offsetX, event.offsetY);
    }, { passive: false });
    canvas.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
      if (moves[event.key]) this.pan(...moves[event.key]);
      else if (event.key === "+" || event.key === "=") this.zoom(1.25);
      else if (event.key === "-") this.zoom(0.8);
      else return;
      event.preventDefault();
    });
  }

  // Who is under the pointer, said beside it; the canvas stays as it is.
  hint(node) {
    if (node === this.hovered) return;
    this.hovered = node;
    this.said.hidden = node < 0;
    if (node < 0) return;
    const where = this.data.where[node];
    this.said.textContent = this.data.name[node] + (where ? "（" + where + "）" : "");
    this.said.style.left = this.screenX[node] / this.ratio + "px";
    this.said.style.top = this.screenY[node] / this.ratio + this.radius(node) + 4 + "px";
  }

  drag(node, to) {
    this.dragged = node;
    this.x[node] = (to.x - this.view.x) / this.view.scale;
    this.y[node] = (to.y - this.view.y) / this.view.scale;
    this.view.own = true;
    this.worker.postMessage({ node, x: this.x[node], y: this.y[node], held: true });
    this.change();
  }

  drop() {
    this.worker.postMessage({ node: this.dragged, x: this.x[this.dragged], y: this.y[this.dragged], held: false });
    this.dragged = -1;
  }

  choose(node) {
    this.picked = node;
    this.mark();
    this.pick(this.data.key[node], this.data.name[node]);
  }
}
