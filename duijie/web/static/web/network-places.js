// Where those of a picture begin, before the layout moves them: round the middle, and who is new beside whom they know.

// Whom each is tied to, as one list after another.
export function neighbours({ key, one, other }) {
  const start = new Int32Array(key.length + 1);
  for (let at = 0; at < one.length; at += 1) {
    start[one[at] + 1] += 1;
    start[other[at] + 1] += 1;
  }
  for (let at = 0; at < key.length; at += 1) start[at + 1] += start[at];
  const next = start.slice(), to = new Int32Array(2 * one.length);
  for (let at = 0; at < one.length; at += 1) {
    to[next[one[at]]++] = other[at];
    to[next[other[at]]++] = one[at];
  }
  return { start, to };
}

// Round the middle in the order of steps from it, all equally far apart: those reached through one stand on its arc,
// which is as wide as it has leaves.
export function rings({ start, to }, center, x, y) {
  const count = x.length;
  const parent = new Int32Array(count).fill(-1);
  const order = [center];
  parent[center] = center;
  for (let place = 0; place < order.length; place += 1) {
    for (let at = start[order[place]]; at < start[order[place] + 1]; at += 1) {
      if (parent[to[at]] >= 0) continue;
      parent[to[at]] = order[place];
      order.push(to[at]);
    }
  }
  for (let at = 0; at < count; at += 1) if (parent[at] < 0) order.push(at);
  const leaves = new Float64Array(count), from = new Float64Array(count);
  for (let place = count - 1; place > 0; place -= 1) {
    const at = order[place];
    leaves[at] = leaves[at] || 1;
    leaves[parent[at] < 0 ? center : parent[at]] += leaves[at];
  }
  const wide = (at) => (2 * Math.PI * leaves[at]) / leaves[center];
  order.slice(1).forEach((at, place) => {
    const above = parent[at] < 0 ? center : parent[at];
    const angle = from[above] + wide(at) / 2;
    from[at] = from[above];
    from[above] += wide(at);
    const out = 24 + 12 * Math.sqrt(place + 1);
    x[at] = out * Math.cos(angle);
    y[at] = out * Math.sin(angle);
  });
}

// Those who are new begin beside somebody who is known, each at an angle of its own.
export function beside({ start, to }, known, x, y) {
  for (let at = 0; at < known.length; at += 1) {
    if (known[at]) continue;
    let by = -1;
    for (let place = start[at]; place < start[at + 1] && by < 0; place += 1) if (known[to[place]] === 1) by = to[place];
    const angle = at * 2.399963;
    x[at] = (by < 0 ? 0 : x[by]) + 20 * Math.cos(angle);
    y[at] = (by < 0 ? 0 : y[by]) + 20 * Math.sin(angle);
  }
}
