// Runs in the head before anything is painted, so that a dark page never flashes white.
(function () {
  "use strict";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return window.localStorage.getItem("theme");
    } catch {
      return null; // storage switched off: follow the system
    }
  }

  function show() {
    root.setAttribute("data-bs-theme", chosen() || (system.matches ? "dark" : "light"));
  }

  show();
  system.addEventListener("change", show);
  root.classList.add("scripted");

  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-theme-switch]")) return;
    const next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    try {
      window.localStorage.setItem("theme", next);
    } catch {
      // not remembered, but shown
    }
    root.setAttribute("data-bs-theme", next);
    document.dispatchEvent(new CustomEvent("theme:change"));
  });
})();
