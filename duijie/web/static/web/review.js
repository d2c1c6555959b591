// The review page from the keyboard: move between proposals, decide, see the words on the left.
// Everything here presses links and buttons that work without it.
(function () {
  "use strict";
  const page = document.querySelector("[data-review]");
  if (!page) return;
  const help = document.getElementById("keys");
  let last = null; // the proposal decided last, for u

  const all = () => Array.from(page.querySelectorAll("[data-proposal]"));
  const selected = () => page.querySelector("[data-proposal].is-selected");
  const marksOf = (id) => page.querySelectorAll('[data-marks~="' + CSS.escape(id) + '"]');

  function select(proposal, scroll) {
    if (!proposal) return;
    all().forEach((other) => other.classList.toggle("is-selected", other === proposal));
    page.querySelectorAll(".is-shown").forEach((mark) => mark.classList.remove("is-shown"));
    const id = proposal.dataset.proposal;
    marksOf(id).forEach((mark) => mark.classList.add("is-shown"));
    if (!scroll) return;
    proposal.scrollIntoView({ block: "nearest" });
    const mark = page.querySelector('.text-view:not([hidden]) [data-marks~="' + CSS.escape(id) + '"]');
    if (mark) centre(mark);
  }

  // Scrolls the pane only, so that the list on the right stays where it is.
  function centre(mark) {
    const pane = mark.closest(".pane-scroll");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const inside = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += inside - pane.clientHeight / 3;
  }

  function step(by) {
    const list = all();
    const at = list.indexOf(selected());
    select(list[Math.min(Math.max(at + by, 0), list.length - 1)], true);
  }

  function press(proposal, act) {
    const button = proposal && proposal.querySelector('[data-act="' + act + '"]');
    if (button) button.click();
  }

  function showView(name) {
    page.querySelectorAll(".text-view").forEach((view) => (view.hidden = view.dataset.view !== name));
    page.querySelectorAll("[data-show-view]").forEach(function (tab) {
      if (tab.dataset.showView === name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    });
    select(selected(), true);
  }

  const keys = {
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    a: () => press(selected(), "accept"),
    c: () => press(selected(), "correct"),
    r: () => press(selected(), "reject"),
    u: () => press(last && document.getElementById(last), "withdraw"),
    o: () => showView(page.querySelector('.text-view[data-view="original"]').hidden ? "original" : "repaired"),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === "Escape") press(selected(), "cancel");
    if (event.target.closest("input, textarea, select")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  page.addEventListener("click", function (event) {
    const tab = event.target.closest("[data-show-view]");
    if (tab) {
      event.preventDefault();
      showView(tab.dataset.showView);
      return;
    }
    const mark = event.target.closest("[data-marks]");
    if (mark && mark.dataset.marks) {
      const id = mark.dataset.marks.split(" ")[0];
      select(page.querySelector('[data-proposal="' + CSS.escape(id) + '"]'), true);
      return;
    }
    const proposal = event.target.closest("[data-proposal]");
    if (proposal && proposal !== selected()) select(proposal, false);
  });

  page.addEventListener("focusin", function (event) {
    const proposal = event.target.closest("[data-proposal]");
    if (proposal && proposal !== selected()) select(proposal, false);
  });

  document.querySelectorAll("[data-open-keys]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  });

  // After a row was replaced: show its new state in the text, and go on to the next that waits.
  const states = new Map(all().map((row) => [row.id, row.dataset.state]));
  document.addEventListener("htmx:after:swap", function (event) {
    const row = event.target.closest("[data-proposal]");
    if (!row) return;
    const state = row.dataset.state;
    const decided = state !== "open" && state !== states.get(row.id);
    states.set(row.id, state);
    marksOf(row.dataset.proposal).forEach((mark) => (mark.dataset.state = state));
    if (decided) last = row.id;
    const list = all();
    const after = list.slice(list.indexOf(row) + 1).concat(list.slice(0, list.indexOf(row)));
    select((decided && after.find((other) => other.dataset.state === "open")) || row, true);
    const field =
      row.querySelector(".proposal-form [aria-invalid]") ||
      row.querySelector(".proposal-form :is(input:not([type=hidden]), textarea, select)");
    if (field) field.focus();
  });

  const aimed = page.querySelector(".is-aimed");
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named && named.dataset.proposal) select(named, true);
  else if (aimed && aimed.dataset.marks)
    select(page.querySelector('[data-proposal="' + CSS.escape(aimed.dataset.marks.split(" ")[0]) + '"]'), true);
  else select(all().find((other) => other.dataset.state === "open"), false);
  if (aimed) centre(aimed);
})();
