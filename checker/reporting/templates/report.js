
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const bar = byId("filters");
  const items = [...document.querySelectorAll(".group .item")];
  const boxes = [...document.querySelectorAll(".family, .group")];
  const text = byId("f-text");
  const selects = ["verdict", "obligation", "dimension"];

  const apply = () => {
    const words = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = selects.map((name) => [name, byId("f-" + name).value]).filter(([, value]) => value);
    let shown = 0;
    for (const item of items) {
      const content = words.length ? item.textContent.toLowerCase() : "";
      item.hidden = !(wanted.every(([name, value]) => item.dataset[name] === value) && words.every((w) => content.includes(w)));
      shown += item.hidden ? 0 : 1;
    }
    for (const box of boxes) box.hidden = !box.querySelector(".item:not([hidden])");
    byId("f-status").textContent = shown === items.length ? "" : `显示 ${shown} 项,共 ${items.length} 项`;
  };
  const clear = () => {
    text.value = "";
    for (const name of selects) byId("f-" + name).value = "";
    apply();
  };
  if (bar) {
    bar.hidden = false;
    for (const name of selects) byId("f-" + name).addEventListener("change", apply);
    text.addEventListener("input", apply);
    byId("f-clear").addEventListener("click", clear);
    apply();
  }

  // A link must reach its target even when a filter hides it.
  window.addEventListener("hashchange", () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (bar && target && target.closest("[hidden]")) {
      clear();
      target.scrollIntoView();
    }
  });

  // "/" searches; "n" and "p" walk through the marked places of the text.
  const marks = [...document.querySelectorAll(".original mark")];
  let current = -1;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "/" && bar) {
      event.preventDefault();
      text.focus();
    } else if ((event.key === "n" || event.key === "p") && marks.length) {
      current = (current + (event.key === "n" ? 1 : -1) + marks.length) % marks.length;
      for (const mark of marks) mark.classList.toggle("here", mark === marks[current]);
      marks[current].scrollIntoView({ block: "center" });
    }
  });

  // Paper has no folds.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
})();
