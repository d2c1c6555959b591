// Lines and dots in memory. A canvas without a graphics card takes a tenth of a second and more for twenty thousand
// lines; written as pixels they take a few thousandths.

export class Pixels {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.at = new Uint32Array(this.image.data.buffer);
    this.discs = new Map();
  }

  clear(colour) {
    this.at.fill(colour);
  }

  // A plain line, as fast as can be: for pictures that move. Returns how many pixels long it is.
  line(x0, y0, x1, y1, colour) {
    const cut = this.cut(x0, y0, x1, y1);
    if (!cut) return 0;
    const { at, width } = this;
    const steps = Math.max(Math.abs(ends[2] - ends[0]), Math.abs(ends[3] - ends[1])) | 0;
    let x = (ends[0] * 65536) | 0, y = (ends[1] * 65536) | 0;
    if (!steps) {
      at[(y >> 16) * width + (x >> 16)] = colour;
      return 1;
    }
    const byX = (((ends[2] - ends[0]) * 65536) / steps) | 0, byY = (((ends[3] - ends[1]) * 65536) / steps) | 0;
    for (let step = 0; step <= steps; step += 1) {
      at[(y >> 16) * width + (x >> 16)] = colour;
      x += byX;
      y += byY;
    }
    return steps;
  }

  // A smooth line: the two pixels at each step share it. `strength`, 0 to 256, is how much it covers what lies below.
  smooth(x0, y0, x1, y1, colour, strength) {
    if (!this.cut(x0, y0, x1, y1)) return 0;
    const { at, width } = this;
    const long = ends[2] - ends[0], high = ends[3] - ends[1];
    const flat = Math.abs(long) >= Math.abs(high);
    const steps = Math.max(Math.abs(long), Math.abs(high)) | 0;
    if (!steps) return 1;
    let x = (ends[0] * 65536) | 0, y = (ends[1] * 65536) | 0;
    const byX = ((long * 65536) / steps) | 0, byY = ((high * 65536) / steps) | 0;
    const beside = flat ? width : 1;
    const last = at.length - 1;
    for (let step = 0; step <= steps; step += 1) {
      const place = (y >> 16) * width + (x >> 16);
      const share = ((flat ? y : x) >> 8) & 255;
      at[place] = mixed(at[place], colour, (strength * (256 - share)) >> 8);
      if (place + beside <= last) at[place + beside] = mixed(at[place + beside], colour, (strength * share) >> 8);
      x += byX;
      y += byY;
    }
    return steps;
  }

  // A round dot with a soft edge, kept as one stamp for each radius in half pixels.
  disc(x, y, radius, colour) {
    const size = Math.max(1, Math.round(radius * 2));
    let stamp = this.discs.get(size);
    if (!stamp) this.discs.set(size, (stamp = stamped(size / 2)));
    const { at, width, height } = this;
    const midX = Math.round(x), midY = Math.round(y), { reach } = stamp;
    if (midX + reach < 0 || midY + reach < 0 || midX - reach >= width || midY - reach >= height) return;
    const inside = midX >= reach && midY >= reach && midX + reach < width && midY + reach < height;
    for (let spot = 0; spot < stamp.x.length; spot += 1) {
      const along = midX + stamp.x[spot], down = midY + stamp.y[spot];
      if (!inside && (along < 0 || down < 0 || along >= width || down >= height)) continue;
      const place = down * width + along, cover = stamp.cover[spot];
      at[place] = cover === 256 ? colour : mixed(at[place], colour, cover);
    }
  }

  // Leaves in `ends` the part of a line that lies inside (Liang and Barsky); false where none does.
  cut(x0, y0, x1, y1) {
    const right = this.width - 1.01, bottom = this.height - 1.01;
    if (x0 >= 0 && x1 >= 0 && y0 >= 0 && y1 >= 0 && x0 <= right && x1 <= right && y0 <= bottom && y1 <= bottom) {
      ends[0] = x0;
      ends[1] = y0;
      ends[2] = x1;
      ends[3] = y1;
      return true;
    }
    if (Math.max(x0, x1) < 0 || Math.max(y0, y1) < 0 || Math.min(x0, x1) > right || Math.min(y0, y1) > bottom) return false;
    const dx = x1 - x0, dy = y1 - y0;
    let from = 0, to = 1;
    for (let side = 0; side < 4; side += 1) {
      const by = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy;
      const room = side === 0 ? x0 : side === 1 ? right - x0 : side === 2 ? y0 : bottom - y0;
      if (by === 0) {
        if (room < 0) return false;
      } else if (by < 0) {
        from = Math.max(from, room / by);
      } else {
        to = Math.min(to, room / by);
      }
    }
    if (from > to) return false;
    ends[0] = Math.min(Math.max(x0 + from * dx, 0), right);
    ends[1] = Math.min(Math.max(y0 + from * dy, 0), bottom);
    ends[2] = Math.min(Math.max(x0 + to * dx, 0), right);
    ends[3] = Math.min(Math.max(y0 + to * dy, 0), bottom);
    return true;
  }
}

const ends = new Float64Array(4);

// Two colours as pixels hold them, `share` of 256 of the second.
export function mixed(below, above, share) {
  const rest = 256 - share;
  const ends = (((below & 0xff00ff) * rest + (above & 0xff00ff) * share) >>> 8) & 0xff00ff;
  const middle = (((below & 0xff00) * rest + (above & 0xff00) * share) >>> 8) & 0xff00;
  return (0xff000000 | ends | middle) >>> 0;
}

// The pixels that a dot covers, from its middle, each with how much of it.
function stamped(radius) {
  const reach = Math.ceil(radius), x = [], y = [], cover = [];
  for (let down = -reach; down <= reach; down += 1) {
    for (let along = -reach; along <= reach; along += 1) {
      const share = Math.round(256 * Math.min(Math.max(radius + 0.5 - Math.hypot(along, down), 0), 1));
      if (!share) continue;
      x.push(along);
      y.push(down);
      cover.push(share);
    }
  }
  return { reach, x: Int16Array.from(x), y: Int16Array.from(y), cover: Int16Array.from(cover) };
}
