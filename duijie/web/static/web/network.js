// Draws the network from the table below it: one source for the picture and the reading. Clicking somebody fetches
// the rows of their ties, which join the table and the picture.
(function () {
  "use strict";
  const box = document.querySelector("[data-network]");
  if (!box) return;
  const body = document.querySelector("#" + box.dataset.network + " tbody");
  const pane = box.closest(".network-pane");
  const picked = pane.querySelector(".network-picked");
  const boxes = Array.from(pane.querySelectorAll(".network-legend input"));
  // Of more than this only those with most ties bear their names; the others tell them under the pointer.
  const MANY_NAMES = 60;
  const NAMED = 14;
  let chart = null;

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function read() {
    const shown = new Set(boxes.filter((one) => one.checked).map((one) => one.value));
    const nodes = new Map();
    const ties = [];
    function node(key, name, url) {
      if (!nodes.has(key)) nodes.set(key, { key, name, url, near: [], x: 0, y: 0 });
      return nodes.get(key);
    }
    node(box.dataset.center, box.dataset.centerName, "");
    body.querySelectorAll("tr[data-tie]").forEach(function (row) {
      const visible = shown.has(row.dataset.look);
      row.hidden = !visible;
      if (!visible) return;
      const one = node(row.dataset.first, row.dataset.firstName, row.dataset.firstUrl);
      const other = node(row.dataset.second, row.dataset.secondName, row.dataset.secondUrl);
      one.near.push(other);
      other.near.push(one);
      ties.push({ one, other, look: row.dataset.look, way: "way" in row.dataset });
    });
    return { nodes, ties };
  }

  // Rings round the middle: each tree of those who are reached through one gets an arc as wide as it has leaves.
  function place(nodes) {
    const middle = nodes.get(box.dataset.center);
    const rings = [[middle]];
    const seen = new Set([middle]);
    nodes.forEach((one) => (one.children = []));
    while (rings[rings.length - 1].length) {
      const next = [];
      rings[rings.length - 1].forEach(function (one) {
        one.near.forEach(function (other) {
          if (seen.has(other)) return;
          seen.add(other);
          one.children.push(other);
          next.push(other);
        });
      });
      rings.push(next);
    }
    // What nothing drawn leads to from the middle stands on a ring of its own.
    const apart = Array.from(nodes.values()).filter((one) => !seen.has(one));
    const order = rings.flat();
    for (let at = order.length - 1; at >= 0; at -= 1) {
      order[at].leaves = order[at].children.reduce((sum, one) => sum + one.leaves, 0) || 1;
    }
    middle.from = 0;
    middle.wide = 2 * Math.PI;
    rings.forEach(function (ring, depth) {
      ring.forEach(function (one) {
        const angle = one.from + one.wide / 2;
        // Two rows a ring keep names of neighbours apart.
        const out = depth && depth + (one.stagger ? 0.28 : 0);
        one.x = out * Math.cos(angle);
        one.y = out * Math.sin(angle);
        let from = one.from;
        one.children.forEach(function (child, place) {
          child.from = from;
          child.wide = (one.wide * child.leaves) / one.leaves;
          child.stagger = place % 2 === 1;
          from += child.wide;
        });
      });
    });
    apart.forEach(function (one, at) {
      const angle = (2 * Math.PI * at) / apart.length;
      one.x = rings.length * Math.cos(angle);
      one.y = rings.length * Math.sin(angle);
    });
  }

  function lines(ties) {
    return ties.flatMap((tie) => [[tie.one.x, tie.one.y], [tie.other.x, tie.other.y], [NaN, NaN]]);
  }

  function draw() {
    const { nodes, ties } = read();
    place(nodes);
    const every = Array.from(nodes.values());
    const reach = Math.max(1, ...every.map((one) => Math.max(Math.abs(one.x), Math.abs(one.y)))) * 1.12;
    const few = every.length <= MANY_NAMES;
    const ways = ties.filter((tie) => tie.way);
    const named = new Set(every.slice().sort((a, b) => b.near.length - a.near.length).slice(0, NAMED));
    const onWay = new Set(ways.flatMap((tie) => [tie.one, tie.other]));
    const line = { type: "line", symbol: "none", silent: true, connectNulls: false, z: 1, animation: false };
    const series = boxes.map((one) => ({
      ...line, name: one.value, data: lines(ties.filter((tie) => tie.look === one.value)),
      lineStyle: { color: colour("--tie-" + one.value), width: 1.2, opacity: few ? 0.8 : 0.45 },
    }));
    series.push({ ...line, data: lines(ways), z: 2, lineStyle: { color: colour("--light-red"), width: 4, opacity: 0.9 } });
    series.push({
      type: "scatter", z: 3, animation: false, cursor: "pointer",
      data: every.map((one) => ({
        value: [one.x, one.y], key: one.key, name: one.name,
        symbolSize: one.key === box.dataset.center ? 20 : Math.min(16, 6 + Math.sqrt(one.near.length) * 2),
        itemStyle: { color: colour(onWay.has(one) ? "--light-red" : one.key === box.dataset.center ? "--accent" : "--ink-soft") },
        label: { show: few || onWay.has(one) || one.key === box.dataset.center || named.has(one) },
      })),
      label: {
        position: "bottom", color: colour("--ink"), fontSize: 13, formatter: (at) => at.data.name,
        textBorderColor: colour("--sheet"), textBorderWidth: 3, width: 150, overflow: "truncate",
      },
      emphasis: { label: { show: true } },
    });
    if (!chart) {
      chart = echarts.init(box);
      chart.on("click", (at) => at.data && at.data.key && pick(at.data.key, at.data.name));
    }
    const axis = { type: "value", show: false, min: -reach, max: reach };
    chart.setOption({
      animation: false, aria: { enabled: false },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: 8, top: 8, bottom: 8 },
      xAxis: axis, yAxis: axis,
      dataZoom: [
        { type: "inside", xAxisIndex: 0, filterMode: "none" }, { type: "inside", yAxisIndex: 0, filterMode: "none" },
      ],
      tooltip: { trigger: "item", formatter: (at) => echarts.format.encodeHTML(at.data.name || "") },
      series: series,
    }, { replaceMerge: ["series"] });
    box.dataset.nodes = every.length;
    chart.resize();
  }

  function pick(key, name) {
    const address = new URL(box.dataset.expand, window.location.href);
    address.searchParams.set("of", key);
    picked.querySelector("[data-idle]").hidden = true;
    picked.querySelector("[data-name]").textContent = name;
    const around = picked.querySelector("[data-around]");
    around.href = address.href;
    around.hidden = false;
    const open = picked.querySelector("[data-open]");
    const one = read().nodes.get(key);
    open.hidden = !(one && one.url);
    if (one && one.url) open.href = one.url;
    address.searchParams.set("part", "rows");
    fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (rows) {
      const seen = new Set(Array.from(body.rows, (row) => row.dataset.tie));
      const part = document.createElement("tbody");
      part.innerHTML = rows;
      Array.from(part.rows).filter((row) => !seen.has(row.dataset.tie)).forEach((row) => body.append(row));
      draw();
    }).catch(() => window.location.assign(around.href));
  }

  pane.hidden = false;
  boxes.forEach((one) => one.addEventListener("change", draw));
  draw();
  document.addEventListener("theme:change", draw);
  let waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(draw, 100);
  });
})();
