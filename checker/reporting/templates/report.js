"use strict";
(function () {
  const items = Array.from(document.querySelectorAll(".item[data-verdict]"));
  const fields = Array.from(document.querySelectorAll("[data-filter]"));
  const count = document.getElementById("shown");
  document.querySelectorAll(".needs-script").forEach((el) => { el.hidden = false; });

  function apply() {
    const wanted = {};
    fields.forEach((f) => { wanted[f.dataset.filter] = f.value.trim().toLowerCase(); });
    let shown = 0;
    items.forEach((item) => {
      const fits = ["verdict", "obligation", "dimension"].every((k) => !wanted[k] || item.dataset[k] === wanted[k])
        && (!wanted.search || item.textContent.toLowerCase().includes(wanted.search));
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    document.querySelectorAll("[data-group]").forEach((group) => {
      group.hidden = !group.querySelector(".item:not([hidden])");
    });
    if (count) { count.textContent = "显示 " + shown + " 项"; }
  }
  fields.forEach((f) => f.addEventListener("input", apply));
  const reset = document.getElementById("reset");
  if (reset) { reset.addEventListener("click", () => { fields.forEach((f) => { f.value = ""; }); apply(); }); }

  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target && target.closest("[hidden]")) { fields.forEach((f) => { f.value = ""; }); apply(); target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);

  const marks = Array.from(document.querySelectorAll("mark[id]"));
  let at = -1;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
    if (event.key === "/") { const s = document.getElementById("search"); if (s) { event.preventDefault(); s.focus(); } return; }
    if (event.key !== "n" && event.key !== "p" || !marks.length) { return; }
    at = (at + (event.key === "n" ? 1 : marks.length - 1) + marks.length) % marks.length;
    marks[at].scrollIntoView({ block: "center" });
    const link = marks[at].querySelector("a");
    if (link) { link.focus({ preventScroll: true }); }
  });
  apply();
})();
