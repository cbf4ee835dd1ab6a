(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const bar = byId("filters");
  const items = [...document.querySelectorAll(".family .item")];
  const boxes = [...document.querySelectorAll(".family")];
  const text = byId("f-text");
  const selects = ["verdict", "obligation", "dimension"];
  const folds = [...document.querySelectorAll(".settled")];
  const lifted = new Set(); // by a filter, to be closed with it
  let contents = null;

  const apply = () => {
    const words = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = selects.map((name) => [name, byId("f-" + name).value]).filter(([, value]) => value);
    if (words.length && !contents) contents = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));
    const kept = items.find((item) => !item.hidden && !item.closest("details:not([open])") && item.getBoundingClientRect().bottom > 0);
    const before = kept ? kept.getBoundingClientRect().top : 0;
    let shown = 0;
    for (const item of items) {
      item.hidden = !(wanted.every(([name, value]) => item.dataset[name] === value) && words.every((w) => contents.get(item).includes(w)));
      shown += item.hidden ? 0 : 1;
    }
    const narrowed = wanted.length > 0 || words.length > 0;
    for (const box of boxes) box.hidden = narrowed && !box.querySelector(".item:not([hidden])");
    for (const fold of folds) {
      const found = narrowed && Boolean(fold.querySelector(".item:not([hidden])"));
      fold.hidden = narrowed && !found;
      if (found && !fold.open) lifted.add(fold);
      if (found) fold.open = true;
      else if (!narrowed && lifted.delete(fold)) fold.open = false;
    }
    if (kept && !kept.hidden && window.scrollY > 0) window.scrollBy(0, kept.getBoundingClientRect().top - before);
    byId("f-status").textContent = narrowed ? `显示 ${shown} 项,共 ${items.length} 项` : "";
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
    for (const link of document.querySelectorAll("a[data-filter]")) {
      link.addEventListener("click", () => {
        clear();
        byId("f-verdict").value = link.dataset.filter;
        apply();
      });
    }
    apply();
  }

  // Whoever follows a link is there with the keyboard as well, even where a filter hid the place; "b" leads back.
  let origin = null;
  const target = () => byId(decodeURIComponent(location.hash.slice(1)));
  const go = (element) => {
    if (!element) return;
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) origin = link;
  });
  window.addEventListener("hashchange", () => {
    const place = target();
    if (!place) return;
    const fold = place.closest("details:not([open])");
    if (fold) {
      fold.open = true;
      place.scrollIntoView();
    }
    if (bar && place.closest("[hidden]")) {
      clear();
      place.scrollIntoView();
    }
    go(place);
  });

  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const area = document.createElement("textarea");
      area.value = button.dataset.copy;
      try {
        await navigator.clipboard.writeText(area.value);
      } catch {
        button.after(area);
        area.select();
        document.execCommand("copy");
        area.remove();
      }
      button.textContent = "已复制";
    });
  }

  const marks = [...document.querySelectorAll(".original mark")];
  let mark = -1;
  let current = null;
  const visible = () => items.filter((item) => !item.hidden && !item.closest("details:not([open])"));
  const step = (forward) => {
    const list = visible();
    if (!list.length) return;
    const inside = document.activeElement.closest && document.activeElement.closest(".item");
    const at = list.indexOf(inside || current);
    current = list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + (forward ? 1 : -1)))];
    go(current);
    current.scrollIntoView({ block: "nearest" });
  };
  const walk = (forward) => {
    if (!marks.length) return;
    mark = (mark + (forward ? 1 : -1) + marks.length) % marks.length;
    for (const other of marks) other.classList.toggle("here", other === marks[mark]);
    marks[mark].scrollIntoView({ block: "center" });
  };
  const keys = {
    "/": () => bar && text.focus(),
    j: () => step(true),
    k: () => step(false),
    n: () => walk(true),
    p: () => walk(false),
    t: () => {
      const inside = document.activeElement.closest(".item") || current;
      const link = inside && inside.querySelector(".from a");
      if (link) link.click();
    },
    b: () => {
      if (!origin) return;
      origin.scrollIntoView({ block: "center" });
      origin.focus({ preventScroll: true });
    },
    "?": () => {
      const help = document.querySelector(".keys");
      if (!help) return;
      help.open = !help.open;
      help.querySelector("summary").focus();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === text) text.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const on = byId("keys-on");
    if (on && !on.checked) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  // Paper has no folds; what is settled stays a line of names.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open]):not(.settled)")];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
})();
