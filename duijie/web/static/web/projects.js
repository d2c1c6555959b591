// Lists, the board and forms opened in place, from the keyboard. Everything here presses links and buttons that
// work without it.
(function () {
  "use strict";
  const help = document.getElementById("keys");
  const listing = document.querySelector("[data-listing]");
  const board = document.querySelector("[data-board]");

  // A form opened in its place: one at a time, its first field ready to type into, Escape leaves it.
  const first = (form) =>
    form.querySelector("[aria-invalid]") || form.querySelector(":is(input:not([type=hidden]), textarea, select)");
  function show(form) {
    document.querySelectorAll(".act-form").forEach((other) => other !== form && other.remove());
    form.scrollIntoView({ block: "nearest" });
    const field = first(form);
    if (field) field.focus({ preventScroll: false });
  }
  document.addEventListener("htmx:after:swap", function () {
    const opened = document.querySelectorAll(".act-form");
    if (opened.length) show(Array.from(opened).find((form) => !form.dataset.seen) || opened[0]);
    document.querySelectorAll(".act-form").forEach((form) => (form.dataset.seen = "yes"));
  });
  document.querySelectorAll(".act-form").forEach(function (form) {
    form.dataset.seen = "yes";
    show(form);
  });
  document.addEventListener("click", function (event) {
    const cancel = event.target.closest('.act-form [data-act="cancel"]');
    if (!cancel) return;
    event.preventDefault();
    cancel.closest(".act-form").remove();
  });

  document.querySelectorAll("[data-open-keys]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  });

  const keys = { "?": () => help && help.showModal() };

  if (listing) {
    const rows = () => Array.from(listing.querySelectorAll("[data-row]"));
    const ticks = () => Array.from(listing.querySelectorAll('[name="project"]'));
    let at = -1;
    const mark = function (to) {
      const list = rows();
      if (!list.length) return;
      at = Math.min(Math.max(to, 0), list.length - 1);
      list.forEach((row, place) => row.classList.toggle("is-selected", place === at));
      list[at].scrollIntoView({ block: "nearest" });
    };
    const count = function () {
      const chosen = ticks().filter((tick) => tick.checked).length;
      const bar = listing.querySelector("[data-bulk]");
      if (!bar) return;
      bar.classList.toggle("is-active", chosen > 0);
      bar.querySelector("[data-chosen]").hidden = chosen === 0;
      bar.querySelector("[data-count]").textContent = String(chosen);
    };
    const press = (row, what) => row && row.querySelector(what) && row.querySelector(what).click();
    keys.j = () => mark(at + 1);
    keys.ArrowDown = keys.j;
    keys.k = () => mark(at - 1);
    keys.ArrowUp = keys.k;
    keys.x = () => press(rows()[at], '[name="project"]');
    keys.a = function () {
      const all = ticks();
      const to = all.some((tick) => !tick.checked);
      all.forEach((tick) => (tick.checked = to));
      count();
    };
    keys.Enter = () => press(rows()[at], "[data-open]");
    keys["/"] = () => document.getElementById("search").focus();
    listing.addEventListener("change", count);
    count();
  }

  if (board) {
    const columns = () => Array.from(board.querySelectorAll("[data-stage]"));
    const cards = (column) => Array.from(column.querySelectorAll("[data-card]"));
    const form = document.querySelector("[data-move-form]");
    let held = null;
    const select = function (card) {
      if (!card) return;
      board.querySelectorAll(".is-selected").forEach((other) => other.classList.remove("is-selected"));
      card.classList.add("is-selected");
      held = card;
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
    const along = function (by) {
      if (!held) return select(board.querySelector("[data-card]"));
      const list = cards(held.closest("[data-stage]"));
      select(list[Math.min(Math.max(list.indexOf(held) + by, 0), list.length - 1)]);
    };
    const across = function (by) {
      if (!held) return select(board.querySelector("[data-card]"));
      const list = columns().filter((column) => cards(column).length);
      const here = list.indexOf(held.closest("[data-stage]"));
      const place = cards(list[here]).indexOf(held);
      const next = cards(list[Math.min(Math.max(here + by, 0), list.length - 1)]);
      select(next[Math.min(place, next.length - 1)]);
    };
    keys.j = () => along(1);
    keys.ArrowDown = keys.j;
    keys.k = () => along(-1);
    keys.ArrowUp = keys.k;
    keys.l = () => across(1);
    keys.ArrowRight = keys.l;
    keys.h = () => across(-1);
    keys.ArrowLeft = keys.h;
    keys.Enter = () => held && held.querySelector("[data-open]").click();
    keys.m = function () {
      const menu = held && held.querySelector("details");
      if (!menu) return;
      menu.open = true;
      menu.querySelector("button").focus();
    };
    board.addEventListener("focusin", function (event) {
      const card = event.target.closest("[data-card]");
      if (card && card !== held) {
        board.querySelectorAll(".is-selected").forEach((other) => other.classList.remove("is-selected"));
        card.classList.add("is-selected");
        held = card;
      }
    });

    // Dropping a card asks the same as its menu. A step back needs a reason, so it opens the project's own form.
    let dragged = null;
    board.addEventListener("dragstart", function (event) {
      dragged = event.target.closest("[data-card]");
      if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.card);
    });
    columns().forEach(function (column) {
      column.addEventListener("dragover", function (event) {
        if (!dragged || column.contains(dragged)) return;
        event.preventDefault();
        column.classList.add("is-over");
      });
      column.addEventListener("dragleave", () => column.classList.remove("is-over"));
      column.addEventListener("drop", function (event) {
        event.preventDefault();
        column.classList.remove("is-over");
        if (!dragged) return;
        const list = columns();
        if (list.indexOf(column) < list.indexOf(dragged.closest("[data-stage]"))) {
          window.location = dragged.dataset.back + "?stage=" + encodeURIComponent(column.dataset.stage);
          return;
        }
        form.querySelector("input[name=move]").value = dragged.dataset.card + ":" + column.dataset.stage;
        form.requestSubmit();
      });
    });

    // On a phone one column at a time: the tabs show it without asking the server again.
    document.querySelectorAll("[data-tab]").forEach(function (tab) {
      tab.addEventListener("click", function (event) {
        event.preventDefault();
        columns().forEach((column) => column.classList.toggle("is-current", column.dataset.stage === tab.dataset.tab));
        document.querySelectorAll("[data-tab]").forEach((other) => other.removeAttribute("aria-current"));
        tab.setAttribute("aria-current", "page");
      });
    });
    const current = document.querySelector("[data-tab][aria-current]");
    if (current && current.parentElement.scrollWidth > current.parentElement.clientWidth)
      current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft;
    const refused = board.querySelector('[role="alert"]');
    const card = refused ? refused.closest("[data-card]") : location.hash && document.querySelector(location.hash + "[data-card]");
    if (card) select(card);
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (help && help.open)) return;
    if (event.key === "Escape") {
      const cancel = document.querySelector('.act-form [data-act="cancel"]');
      if (cancel) cancel.click();
    }
    if (event.target.closest("input:not([type=checkbox]), textarea, select, summary, button")) return;
    if (event.key === "Enter" && event.target.closest("a")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
