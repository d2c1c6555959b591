// The explorer. Its state is its address: around whom, who is opened, which kinds are hidden, the way to whom, which
// page of the table. The picture's columns and the rows of the table are both fetched for it; without scripts the table,
// its links and its filters do the same.
import { Picture } from "./network-picture.js";

const box = document.querySelector("[data-network]");
if (box) explore(box);

function explore(box) {
  const pane = box.closest(".network-pane");
  const table = document.getElementById(box.dataset.network);
  const picked = pane.querySelector(".network-picked");
  const boxes = Array.from(pane.querySelectorAll(".network-legend input"));
  const trouble = document.getElementById("trouble");
  let address = new URL(box.dataset.here, window.location.href);
  let asked = 0;
  let shown = "";
  pane.hidden = false;
  const picture = new Picture(box, open);

  function failed() {
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
  }

  function part(name) {
    const wanted = new URL(address);
    wanted.searchParams.set("part", name);
    return fetch(wanted).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return name === "picture" ? answer.json() : answer.text();
    });
  }

  // Fetches what has changed. An answer that comes after the next question is dropped.
  function go(change) {
    change(address.searchParams);
    window.history.replaceState(null, "", address);
    asked += 1;
    const mine = asked;
    part("rows").then((rows) => mine === asked && (table.innerHTML = rows)).catch(failed);
    const wanted = new URL(address);
    ["hide", "page"].forEach((name) => wanted.searchParams.delete(name));
    if (wanted.href === shown) return Promise.resolve(null);
    return part("picture").then(function (data) {
      if (mine !== asked) return null;
      if (data.problem) throw new Error(data.problem);
      shown = wanted.href;
      picture.show(data);
      return data;
    }).catch(failed);
  }

  function open(key, name) {
    const middle = new URL(address);
    ["also", "to", "page", "hide"].forEach((word) => middle.searchParams.delete(word));
    middle.searchParams.set("of", key);
    picked.querySelector("[data-idle]").hidden = true;
    picked.querySelector("[data-name]").textContent = name;
    const around = picked.querySelector("[data-around]");
    const way = picked.querySelector("[data-way]");
    const page = picked.querySelector("[data-open]");
    around.href = middle.href;
    around.hidden = false;
    page.hidden = true;
    const to = new URL(address);
    to.searchParams.set("to", key);
    way.href = to.href;
    way.dataset.key = key;
    way.hidden = key === picture.data.key[picture.data.center];
    go(function (said) {
      const before = said.getAll("also").filter((one) => one !== key);
      said.delete("also");
      said.delete("page");
      [...before, key].forEach((one) => said.append("also", one));
    }).then(function (data) {
      if (!data) return;
      page.hidden = !data.open;
      if (data.open) page.href = data.open;
    });
  }

  picked.querySelector("[data-way]").addEventListener("click", function (event) {
    event.preventDefault();
    go((said) => said.set("to", event.currentTarget.dataset.key));
  });
  table.addEventListener("click", function (event) {
    const link = event.target.closest("a[rel=prev], a[rel=next]");
    if (!link) return;
    event.preventDefault();
    const page = new URL(link.href).searchParams.get("page");
    go((said) => (page ? said.set("page", page) : said.delete("page"))).then(() => table.scrollIntoView({ block: "nearest" }));
  });
  boxes.forEach((one) => one.addEventListener("change", function () {
    const hidden = boxes.filter((other) => !other.checked).map((other) => other.value);
    picture.hide(new Set(hidden));
    go(function (said) {
      said.delete("hide");
      said.delete("page");
      hidden.forEach((code) => said.append("hide", code));
    });
  }));
  pane.querySelector("[data-zoom=in]").addEventListener("click", () => picture.zoom(1.4));
  pane.querySelector("[data-zoom=out]").addEventListener("click", () => picture.zoom(1 / 1.4));
  pane.querySelector("[data-zoom=whole]").addEventListener("click", function () {
    picture.view.own = false;
    picture.change();
  });
  document.addEventListener("theme:change", function () {
    picture.recolour();
    picture.change();
  });
  let waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      picture.measure();
      picture.change();
    }, 100);
  });

  const hidden = new Set(address.searchParams.getAll("hide"));
  boxes.forEach((one) => (one.checked = !hidden.has(one.value)));
  picture.hidden = hidden;
  part("picture").then(function (data) {
    const wanted = new URL(address);
    ["hide", "page"].forEach((name) => wanted.searchParams.delete(name));
    shown = wanted.href;
    picture.show(data);
  }).catch(failed);
}
