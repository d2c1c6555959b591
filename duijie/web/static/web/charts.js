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

  function drawAll() {
    document.querySelectorAll("[data-chart]").forEach(function (box) {
      if (!box.hidden) draw(box);
    });
  }

  document.querySelectorAll("[data-chart]").forEach(function (box) {
    const table = document.getElementById(box.dataset.chart);
    const button = document.querySelector('[aria-controls="' + table.id + '"]');
    box.hidden = false;
    table.hidden = true;
    button.hidden = false;
    button.addEventListener("click", function () {
      const asTable = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(asTable));
      table.hidden = !asTable;
      box.hidden = asTable;
      if (!asTable) draw(box);
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
