// Lays a network out beside the page, in a thread of its own: ties pull, everybody pushes everybody away (Barnes and
// Hut's tree: those far off count as one), the middle stays where it is. Sends the places thirty times a second.
"use strict";

const LENGTH = 30; // of a tie at rest
const PUSH = 40;
const FAR = 0.9; // a square of the tree counts as one where its side is less than this share of its distance
const COOLING = 0.97;
const COLD = 0.02;
const SLOWING = 0.6;
const SHOWN = 28; // ms between places sent: the picture is drawn thirty times a second, and has time to be drawn
const HOME = 0.03; // pull to the middle, so that what nothing ties to it stays near; stronger from above and below where the box is wide

let net = null;
let heat = 0;
let waiting = 0;

self.onmessage = function (event) {
  const said = event.data;
  if (said.one) {
    net = made(said);
    heat = said.heat;
  } else if (net && said.node !== undefined) {
    // Somebody dragged stays at the pointer until let go.
    net.held = said.held ? said.node : -1;
    net.x[said.node] = said.x;
    net.y[said.node] = said.y;
    heat = Math.max(heat, said.held ? 0.15 : heat);
  }
  if (!waiting && net && heat > COLD) waiting = self.setTimeout(round, 0);
};

function made(said) {
  const count = said.x.length;
  const degree = new Float64Array(count);
  for (let at = 0; at < said.one.length; at += 1) {
    degree[said.one[at]] += 1;
    degree[said.other[at]] += 1;
  }
  const size = 4 * count + 64;
  return {
    count, degree, one: said.one, other: said.other, x: said.x, y: said.y, center: said.center, held: -1, flat: said.flat,
    dx: new Float64Array(count), dy: new Float64Array(count),
    child: new Int32Array(4 * size), weight: new Float64Array(size), cx: new Float64Array(size), cy: new Float64Array(size),
    side: new Float64Array(size), stack: new Int32Array(size), used: 0, generation: said.generation,
  };
}

function round() {
  waiting = 0;
  const begun = performance.now();
  do step();
  while (heat > COLD && performance.now() - begun < SHOWN);
  const over = heat <= COLD;
  self.postMessage({ x: Float32Array.from(net.x), y: Float32Array.from(net.y), over, generation: net.generation });
  if (!over) waiting = self.setTimeout(round, 4);
}

function step() {
  const { count, x, y, dx, dy, center, held, flat } = net;
  heat *= COOLING;
  pull();
  grow();
  for (let node = 0; node < count; node += 1) push(node);
  for (let node = 0; node < count; node += 1) {
    if (node === center || node === held) {
      dx[node] = dy[node] = 0;
      continue;
    }
    dx[node] = (dx[node] - ((x[node] - x[center]) * HOME * heat) / flat) * SLOWING;
    dy[node] = (dy[node] - (y[node] - y[center]) * HOME * heat * flat) * SLOWING;
    x[node] += dx[node];
    y[node] += dy[node];
  }
}

// The fewer ties one has, the more it gives way: hubs stand, leaves come.
function pull() {
  const { one, other, degree, x, y, dx, dy } = net;
  for (let at = 0; at < one.length; at += 1) {
    const a = one[at], b = other[at];
    const ax = x[b] + dx[b] - x[a] - dx[a] || 1e-3, ay = y[b] + dy[b] - y[a] - dy[a] || 1e-3;
    const apart = Math.sqrt(ax * ax + ay * ay);
    const by = ((apart - LENGTH) / apart) * (heat / Math.min(degree[a], degree[b]));
    const share = degree[a] / (degree[a] + degree[b]);
    dx[b] -= ax * by * share;
    dy[b] -= ay * by * share;
    dx[a] += ax * by * (1 - share);
    dy[a] += ay * by * (1 - share);
  }
}

// A tree of squares over all places. A child is 0 for none, -1 - node for one that stands alone, else a square.
function grow() {
  const { count, x, y, child, weight, cx, cy, side } = net;
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (let node = 0; node < count; node += 1) {
    left = Math.min(left, x[node]);
    right = Math.max(right, x[node]);
    top = Math.min(top, y[node]);
    bottom = Math.max(bottom, y[node]);
  }
  const whole = Math.max(right - left, bottom - top, 1) * 1.001;
  const most = weight.length - 2;
  fresh(1, whole);
  net.used = 2;
  for (let node = 0; node < count; node += 1) {
    let square = 1, half = whole / 2, atX = left + half, atY = top + half;
    for (;;) {
      weight[square] += 1;
      cx[square] += x[node];
      cy[square] += y[node];
      const right = x[node] > atX, below = y[node] > atY;
      const slot = 4 * square + (right ? 1 : 0) + (below ? 2 : 0);
      const there = child[slot];
      half /= 2;
      atX += right ? half : -half;
      atY += below ? half : -half;
      if (there > 0) {
        square = there;
      } else if (there === 0) {
        child[slot] = -1 - node;
        break;
      } else {
        // Two at one place, or so many squares: they stay together in the square above.
        if (half < 1e-3 || net.used >= most) break;
        const inner = net.used;
        net.used += 1;
        fresh(inner, half * 2);
        child[slot] = inner;
        const other = -1 - there;
        weight[inner] = 1;
        cx[inner] = x[other];
        cy[inner] = y[other];
        child[4 * inner + (x[other] > atX ? 1 : 0) + (y[other] > atY ? 2 : 0)] = there;
        square = inner;
      }
    }
  }
  for (let square = 1; square < net.used; square += 1) {
    cx[square] /= weight[square];
    cy[square] /= weight[square];
  }

  function fresh(square, wide) {
    child.fill(0, 4 * square, 4 * square + 4);
    weight[square] = cx[square] = cy[square] = 0;
    side[square] = wide;
  }
}

function push(node) {
  const { x, y, dx, dy, child, weight, cx, cy, side, stack } = net;
  const hereX = x[node], hereY = y[node];
  let moveX = 0, moveY = 0, top = 1;
  stack[0] = 1;
  while (top) {
    top -= 1;
    const square = stack[top];
    let ax = hereX - cx[square], ay = hereY - cy[square], far = ax * ax + ay * ay;
    if (side[square] * side[square] < FAR * FAR * far) {
      const by = (PUSH * heat * weight[square]) / far;
      moveX += ax * by;
      moveY += ay * by;
      continue;
    }
    for (let slot = 4 * square; slot < 4 * square + 4; slot += 1) {
      const there = child[slot];
      if (there > 0) {
        stack[top] = there;
        top += 1;
      } else if (there < 0 && -1 - there !== node) {
        ax = hereX - x[-1 - there];
        ay = hereY - y[-1 - there];
        far = Math.max(ax * ax + ay * ay, 1);
        const by = (PUSH * heat) / far;
        moveX += (ax || (node % 7) - 3) * by;
        moveY += (ay || (node % 5) - 2) * by;
      }
    }
  }
  dx[node] += moveX;
  dy[node] += moveY;
}
