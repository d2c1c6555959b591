// Small conveniences of every page. Nothing here is needed to use the page.
(function () {
  "use strict";
  document.querySelectorAll("[data-drop]").forEach(function (zone) {
    const input = zone.querySelector("input[type=file]");
    const name = zone.querySelector("[data-file-name]");
    const show = () => (name.textContent = Array.from(input.files, (file) => file.name).join(", "));
    input.addEventListener("change", show);
    ["dragenter", "dragover"].forEach((kind) =>
      zone.addEventListener(kind, function (event) {
        event.preventDefault();
        zone.classList.add("is-over");
      }),
    );
    ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("is-over")));
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      input.files = event.dataTransfer.files;
      show();
    });
  });

  document.querySelectorAll("[data-menu]").forEach(function (button) {
    button.addEventListener("click", function () {
      const open = document.querySelector(".side").classList.toggle("is-open");
      button.setAttribute("aria-expanded", String(open));
    });
  });

  document.querySelectorAll("select[data-submits]").forEach(function (select) {
    select.addEventListener("change", () => select.form.requestSubmit());
  });

  // The session ran out while the page was open: go to the sign-in page instead of swapping it into a row.
  document.addEventListener("htmx:before:response", function (event) {
    if (!event.detail.ctx.response.raw.redirected) return;
    event.preventDefault();
    window.location.reload();
  });

  // A request that failed says so at the top instead of pressing an error page into a table row.
  const trouble = document.getElementById("trouble");
  ["htmx:error", "htmx:response:error"].forEach((kind) =>
    document.addEventListener(kind, function (event) {
      const status = event.detail.ctx && event.detail.ctx.response && event.detail.ctx.response.status;
      if (status !== 422 && trouble) trouble.hidden = false;
    }),
  );
})();
