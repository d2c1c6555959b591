// Draws each [data-drawn] from the table that stands in it: picture, reading and file are of the same rows.
(function () {
  "use strict";
  const MOST = 12; // rows that are drawn; the table has all
  const room = Boolean(document.querySelector(".room"));
  const size = room ? 19 : 14;

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // The accent over the sheet, from a quarter of it to all: the text on it stays as dark or light as it is.
  function shade(share) {
    return "rgba(" + colour("--accent-rgb") + "," + (0.2 + 0.8 * share).toFixed(2) + ")";
  }

  function inkOn(share) {
    return share > 0.6 ? colour("--sheet") : colour("--ink");
  }

  function read(section) {
    const cell = (td) => ({
      value: td.dataset.value === undefined ? null : Number(td.dataset.value),
      shown: td.textContent.replace(/\s+/g, " ").trim(),
    });
    return {
      heads: Array.from(section.querySelectorAll("thead th"), (th) => th.textContent.trim()).slice(1),
      series: section.dataset.series.split(" "),
      rows: Array.from(section.querySelectorAll("tbody tr"), (tr) => ({
        label: tr.cells[0].textContent.trim(),
        at: tr.dataset.at ? tr.dataset.at.split(" ").map(Number) : null,
        cells: Array.from(tr.cells).slice(1).map(cell),
      })),
    };
  }

  function base() {
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: size, color: colour("--ink") },
      grid: { left: 4, right: 12, top: 8, bottom: 4, containLabel: true },
    };
  }

  function names(data, box, share) {
    return {
      type: "category", inverse: true, data: data.map((row) => row.label),
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colour("--ink"), fontSize: size, width: box.clientWidth * share, overflow: "truncate" },
    };
  }

  function legend(data) {
    return { show: true, top: 0, left: 0, data: data.heads, textStyle: { color: colour("--ink"), fontSize: size }, selectedMode: false };
  }

  // Agreed pale, received full.
  function pair() {
    return [colour("--accent-tint-strong"), colour("--accent")];
  }

  const DRAWN = {
    funnel(data, box) {
      const rows = data.rows;
      const most = Math.max(1, ...rows.map((row) => row.cells[0].value || 0));
      const bar = { type: "bar", stack: "one", barWidth: "72%" };
      return {
        height: rows.length * (room ? 52 : 40) + 12,
        option: {
          xAxis: { type: "value", show: false, min: 0, max: most * 1.02 },
          yAxis: names(rows, box, 0.3),
          series: [
            { ...bar, silent: true, itemStyle: { color: "transparent" }, data: rows.map((row) => (most - (row.cells[0].value || 0)) / 2) },
            {
              ...bar, itemStyle: { color: colour("--accent-tint-strong") }, data: rows.map((row) => row.cells[0].value || 0),
              label: { show: true, position: "inside", color: colour("--ink"), fontSize: size, formatter: (at) => rows[at.dataIndex].cells[0].shown },
            },
          ],
        },
      };
    },

    bars(data, box) {
      const rows = data.rows.slice(0, MOST);
      return {
        height: rows.length * (room ? 62 : 48) + 44,
        option: {
          legend: legend(data),
          grid: { left: 4, right: room ? 120 : 92, top: 36, bottom: 4, containLabel: true },
          xAxis: { type: "value", show: false, min: 0 },
          yAxis: names(rows, box, 0.36),
          series: data.heads.map((head, place) => ({
            type: "bar", name: head, barGap: "8%", itemStyle: { color: pair()[place % 2] },
            data: rows.map((row) => row.cells[place].value),
            label: { show: true, position: "right", color: colour("--ink"), fontSize: size - 1, formatter: (at) => rows[at.dataIndex].cells[place].shown },
          })),
        },
      };
    },

    columns(data, box) {
      const narrow = box.clientWidth < 520;
      return {
        height: room ? 360 : 280,
        option: {
          legend: legend(data),
          grid: { left: 4, right: 4, top: 60, bottom: 4, containLabel: true },
          xAxis: {
            type: "category", data: data.rows.map((row) => row.label), axisTick: { show: false },
            axisLine: { lineStyle: { color: colour("--line") } }, axisLabel: { color: colour("--ink"), fontSize: narrow ? size - 3 : size - 1 },
          },
          yAxis: { type: "value", show: false, min: 0, max: narrow ? null : (at) => at.max * 1.5 },
          series: data.heads.map((head, place) => ({
            type: "bar", name: head, barGap: "5%", itemStyle: { color: pair()[place % 2] },
            data: data.rows.map((row) => row.cells[place].value),
            label: {
              show: !narrow, position: "top", rotate: 90, align: "left", verticalAlign: "middle", distance: 6, color: colour("--ink"), fontSize: size - 2,
              formatter: (at) => data.rows[at.dataIndex].cells[place].shown,
            },
          })),
        },
      };
    },

    lights(data, box) {
      const rows = data.rows.slice(0, MOST);
      const inks = { red: "--light-red", yellow: "--light-yellow", green: "--light-green", done: "--accent-tint-strong", waiting: "--line" };
      return {
        height: rows.length * (room ? 48 : 36) + 44,
        option: {
          legend: legend(data),
          grid: { left: 4, right: 12, top: 36, bottom: 4, containLabel: true },
          xAxis: { type: "value", show: false, min: 0 },
          yAxis: names(rows, box, 0.4),
          series: data.heads.map((head, place) => ({
            type: "bar", stack: "lights", name: head, barWidth: "60%", itemStyle: { color: colour(inks[data.series[place]]) },
            data: rows.map((row) => row.cells[place].value),
            label: { show: true, color: colour(data.series[place] === "done" || data.series[place] === "waiting" ? "--ink" : "--page"), fontSize: size, formatter: (at) => rows[at.dataIndex].cells[place].shown },
          })),
        },
      };
    },

    heat(data, box) {
      const rows = data.rows.slice(0, MOST);
      const most = Math.max(1, ...rows.flatMap((row) => row.cells.map((one) => one.value || 0)));
      const narrow = box.clientWidth < 520;
      const high = room ? 44 : 34;
      const wide = (box.clientWidth * (narrow ? 0.62 : 0.68)) / data.heads.length;
      const slanted = data.heads.some((head) => head.length > 6);
      const head = slanted ? (room ? 190 : 150) : 34;
      return {
        height: rows.length * high + head + 6,
        option: {
          grid: { left: 4, right: 4, top: head, bottom: 4, containLabel: !slanted, ...(slanted ? { left: box.clientWidth * 0.32 } : {}) },
          xAxis: {
            type: "category", position: "top", data: data.heads, axisLine: { show: false }, axisTick: { show: false },
            axisLabel: { color: colour("--ink"), fontSize: size - 2, interval: 0, ...(slanted ? { rotate: 90 } : { width: wide, overflow: "break" }) },
          },
          yAxis: names(rows, box, narrow ? 0.3 : 0.27),
          series: [{
            type: "scatter", symbol: "rect", symbolSize: [Math.max(16, wide - 3), high - 4],
            data: rows.flatMap((row, y) => row.cells.map((one, x) => ({
              value: [x, y],
              itemStyle: { color: one.value ? shade(one.value / most) : colour("--page") },
              label: { show: Boolean(one.value), color: inkOn(one.value / most), fontSize: size, formatter: () => one.shown },
            }))),
          }],
        },
      };
    },

    map(data, box, section) {
      const tiles = Array.from(section.querySelectorAll(".board-tiles li"), (li) => ({
        name: li.dataset.short, at: li.dataset.at.split(" ").map(Number), here: li.dataset.here !== undefined,
      }));
      const told = data.rows.filter((row) => row.at);
      const of = (tile) => told.find((row) => String(row.at) === String(tile.at));
      const most = Math.max(1, ...told.map((row) => row.cells[0].value || 0));
      const shareOf = (tile) => ((of(tile) && of(tile).cells[0].value) || 0) / most;
      const home = tiles.find((tile) => tile.here);
      const side = Math.min(box.clientWidth / 9.2, room ? 72 : 58);
      const height = side * 8.3;
      const small = Math.max(9, Math.min(size, side * 0.3));
      const middle = (box.clientWidth - side * 9) / 2;
      return {
        height: height,
        option: {
          grid: { left: middle, right: middle, top: 4, bottom: 4, containLabel: false },
          xAxis: { type: "value", show: false, min: -0.5, max: 8.5 },
          yAxis: { type: "value", show: false, min: -0.5, max: 7.5, inverse: true },
          series: [{
            type: "scatter", symbol: "roundRect", symbolSize: side * 0.92,
            data: tiles.map((tile) => ({
              value: tile.at,
              itemStyle: {
                color: shareOf(tile) ? shade(shareOf(tile)) : colour("--page"),
                borderColor: tile.here ? colour("--light-red") : colour("--line"), borderWidth: tile.here ? 3 : 1,
              },
            })),
            markLine: {
              silent: true, symbol: ["none", "arrow"], symbolSize: room ? 12 : 9,
              data: home
                ? told.filter((row) => row.cells[0].value && String(row.at) !== String(home.at)).map((row) => [
                    { coord: row.at, lineStyle: { width: 1 + 4 * (row.cells[0].value / most), color: colour("--light-yellow"), opacity: 0.7, curveness: 0.2, type: "solid" } },
                    { coord: home.at },
                  ])
                : [],
            },
          }, {
            // Names above the flows.
            type: "scatter", z: 9, silent: true, symbol: "roundRect", symbolSize: side * 0.92, itemStyle: { color: "transparent" },
            data: tiles.map((tile) => ({
              value: tile.at,
              label: {
                show: true, fontSize: small, lineHeight: small * 1.25, color: inkOn(shareOf(tile)), width: side * 0.9, overflow: "break",
                formatter: () => (shareOf(tile) ? tile.name + "\n" + of(tile).cells[0].shown : tile.name),
              },
            })),
          }],
        },
      };
    },
  };

  function draw(section) {
    const box = section.querySelector("[data-plot]");
    const made = DRAWN[section.dataset.drawn](read(section), box, section);
    box.style.height = made.height + "px";
    const chart = echarts.getInstanceByDom(box) || echarts.init(box);
    chart.resize();
    chart.setOption({ ...base(), ...made.option }, true);
  }

  const sections = Array.from(document.querySelectorAll("[data-drawn]")).filter((one) => one.querySelector("[data-plot]"));
  sections.forEach(function (section) {
    section.querySelector("[data-plot]").hidden = false;
    section.querySelector("details").open = false;
  });

  function drawAll() {
    sections.forEach(draw);
  }

  drawAll();
  document.addEventListener("theme:change", drawAll);
  let waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(drawAll, 100);
  });
  // On paper nobody opens a table.
  const tables = (open) => sections.forEach((one) => { one.querySelector("details").open = open; });
  window.addEventListener("beforeprint", () => tables(true));
  window.addEventListener("afterprint", () => tables(false));
})();
