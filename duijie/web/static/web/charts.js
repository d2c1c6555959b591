// Draws each [data-chart] from the table that stands below it: one source for the picture and the reading.
(function () {
  "use strict";
  const ROW_HEIGHT = 34;

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function rows(table) {
    return Array.from(table.querySelectorAll("tbody tr[data-value]"), function (row) {
      return {
        label: row.cells[0].textContent.trim(),
        value: Number(row.dataset.value),
        shown: row.cells[1].textContent.replace(/\s+/g, " ").trim(),
      };
    });
  }

  function draw(box) {
    const data = rows(document.getElementById(box.dataset.chart));
    box.style.height = data.length * ROW_HEIGHT + 8 + "px";
    const chart = echarts.getInstanceByDom(box) || echarts.init(box);
    const font = getComputedStyle(document.body).fontFamily;
    chart.setOption({
      animation: false,
      aria: { enabled: true },
      textStyle: { fontFamily: font, fontSize: 15 },
      grid: { left: 0, right: 88, top: 0, bottom: 0, containLabel: true },
      xAxis: { type: "value", show: false, min: 0 },
      yAxis: {
        type: "category",
        inverse: true,
        data: data.map((row) => row.label),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: colour("--ink"), fontSize: 15, width: box.clientWidth * 0.42, overflow: "truncate" },
      },
      series: [
        {
          type: "bar",
          barWidth: 16,
          data: data.map((row) => row.value),
          itemStyle: { color: colour("--accent"), borderRadius: [0, 3, 3, 0] },
          label: {
            show: true,
            position: "right",
            color: colour("--ink"),
            fontSize: 15,
            formatter: (bar) => data[bar.dataIndex].shown,
          },
        },
      ],
    });
    chart.resize();
  }

  // A fan: bands between quantiles, the middle as a line, the quota as another.
  function drawFan(box) {
    const years = Array.from(document.querySelectorAll("#" + box.dataset.fan + " tbody tr"), (row) => ({
      label: row.cells[0].textContent.trim(),
      shown: Array.from(row.cells).slice(1, 6).map((cell) => cell.textContent.trim()),
      values: row.dataset.values.split(" ").map(Number),
    }));
    box.style.height = "320px";
    const chart = echarts.getInstanceByDom(box) || echarts.init(box);
    const band = (from, to, opacity) => ({
      type: "line", stack: "fan" + from + to, symbol: "none", lineStyle: { opacity: 0 }, silent: true,
      areaStyle: { color: colour("--accent"), opacity: opacity },
      data: years.map((one) => one.values[to] - one.values[from]),
    });
    const floor = (from, to) => ({
      type: "line", stack: "fan" + from + to, symbol: "none", lineStyle: { opacity: 0 }, silent: true,
      data: years.map((one) => one.values[from]),
    });
    const quota = Number(box.dataset.quota);
    const top = Math.max(quota || 0, ...years.map((one) => one.values[4])) * 1.1 || 1;
    const line = { type: "line", symbol: "circle", symbolSize: 7, lineStyle: { width: 2 } };
    const series = [
      floor(0, 4), band(0, 4, 0.18), floor(1, 3), band(1, 3, 0.3),
      {
        ...line, color: colour("--accent"), data: years.map((one) => one.values[2]),
        label: { show: true, position: "top", color: colour("--ink"), formatter: (at) => years[at.dataIndex].shown[2] },
      },
    ];
    if (quota) {
      series.push({
        ...line, symbolSize: 1, color: colour("--light-red"), lineStyle: { type: "dashed", width: 2 },
        data: years.map((one, at) => ({
          value: quota,
          label: { show: at === 0, position: "top", color: colour("--light-red"), formatter: box.dataset.quotaLabel },
        })),
      });
    }
    chart.setOption({
      animation: false,
      aria: { enabled: true },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14 },
      grid: { left: 12, right: 28, top: 36, bottom: 8, containLabel: true },
      xAxis: { type: "category", boundaryGap: true, data: years.map((one) => one.label), axisLabel: { color: colour("--ink"), fontSize: 14 } },
      yAxis: { type: "value", min: 0, max: top, show: false },
      series: series,
    }, true);
    chart.resize();
  }

  function drawAll() {
    document.querySelectorAll("[data-chart], [data-fan]").forEach(function (box) {
      if (!box.hidden) drawOne(box);
    });
  }

  function drawOne(box) {
    return box.dataset.fan ? drawFan(box) : draw(box);
  }

  document.querySelectorAll("[data-chart], [data-fan]").forEach(function (box) {
    const table = document.getElementById(box.dataset.chart || box.dataset.fan);
    const button = document.querySelector('[aria-controls="' + table.id + '"]');
    box.hidden = false;
    table.hidden = true;
    button.hidden = false;
    button.addEventListener("click", function () {
      const asTable = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(asTable));
      table.hidden = !asTable;
      box.hidden = asTable;
      if (!asTable) drawOne(box);
    });
  });
  drawAll();
  document.addEventListener("theme:change", drawAll);
  let waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(drawAll, 100);
  });
})();
