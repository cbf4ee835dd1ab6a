(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const SIZE = 100;
  const main = byId("units-table");
  if (!main) return;
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const plain = (cell) => cell.firstChild ? (cell.firstElementChild && cell.firstChild === cell.firstElementChild ? cell.firstElementChild.textContent : cell.firstChild.textContent).trim() : "";

  // Rows leave the page and come back a hundred at a time; all tables follow one order and one filter.
  const tables = [...document.querySelectorAll("table.rows")].map((table) => {
    const body = table.querySelector("tbody.units");
    const rows = new Map([...body.rows].map((row) => [Number(row.dataset.i), row]));
    return { table, body, rows, page: 0, pager: document.querySelector(`.pager[data-for="${table.id}"]`) };
  });
  const units = tables.find((entry) => entry.table === main);
  const all = [...units.rows.keys()];
  let order = all;
  let shown = all;
  let contents = null;
  const keys = new Map();

  const draw = (entry, everything) => {
    const mine = shown.filter((i) => entry.rows.has(i));
    const last = Math.max(0, Math.ceil(mine.length / SIZE) - 1);
    entry.page = Math.min(Math.max(0, entry.page), last);
    const from = everything ? 0 : entry.page * SIZE;
    const upto = everything ? mine.length : Math.min(mine.length, from + SIZE);
    entry.body.replaceChildren(...mine.slice(from, upto).map((i) => entry.rows.get(i)));
    entry.pager.hidden = mine.length <= SIZE;
    entry.pager.querySelector("[role=status]").textContent = mine.length ? `第 ${from + 1}–${upto} 份,共 ${mine.length} 份` : "没有符合的";
    const [back, on] = entry.pager.querySelectorAll("button");
    back.disabled = entry.page === 0;
    on.disabled = entry.page === last;
  };
  const drawAll = (everything = false) => tables.forEach((entry) => draw(entry, everything));

  const selects = ["conclusion", "level", "year", "gap", "eyes"].filter((name) => byId("f-" + name));
  const text = byId("f-text");
  const fits = (i, wanted, words) => {
    const data = units.rows.get(i).dataset;
    return wanted.every(([name, value]) => (name === "gap" || name === "eyes" ? data[name].split(" ").includes(value) : data[name] === value)) && words.every((word) => contents.get(i).includes(word));
  };
  const apply = () => {
    const words = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = selects.map((name) => [name, byId("f-" + name).value]).filter(([, value]) => value);
    if (words.length && !contents) contents = new Map(all.map((i) => [i, units.rows.get(i).textContent.toLowerCase()]));
    const narrowed = words.length > 0 || wanted.length > 0;
    shown = narrowed ? order.filter((i) => fits(i, wanted, words)) : order;
    for (const entry of tables) entry.page = 0;
    byId("f-status").textContent = narrowed ? `显示 ${shown.length} 份,共 ${all.length} 份` : "";
    drawAll();
  };
  const clear = () => {
    text.value = "";
    for (const name of selects) byId("f-" + name).value = "";
    apply();
  };

  const sortBy = (column, kind, down) => {
    const name = column + kind;
    if (!keys.has(name)) {
      keys.set(name, new Map(all.map((i) => {
        const value = plain(units.rows.get(i).cells[column]);
        return [i, kind === "number" ? (value === "—" ? null : Number(value)) : value];
      })));
    }
    const values = keys.get(name);
    order = [...all].sort((a, b) => {
      const [x, y] = [values.get(a), values.get(b)];
      if (x === null || y === null) return (x === null) - (y === null); // what has no number stays at the end
      const difference = kind === "number" ? x - y : collator.compare(x, y);
      return down ? -difference : difference;
    });
  };
  const heads = [...main.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sortBy(column, head.dataset.sort, down);
      apply();
    });
  });

  for (const entry of tables) {
    for (const button of entry.pager.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        entry.page += Number(button.dataset.step);
        draw(entry);
        entry.table.scrollIntoView({ block: "nearest" });
      });
    }
  }
  for (const name of selects) byId("f-" + name).addEventListener("change", apply);
  text.addEventListener("input", apply);
  byId("f-clear").addEventListener("click", clear);
  for (const name of ["conclusion", "gap", "eyes"]) {
    for (const link of document.querySelectorAll(`a[data-${name}]`)) {
      link.addEventListener("click", () => {
        clear();
        byId("f-" + name).value = link.dataset[name];
        apply();
      });
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === text) text.blur();
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    text.focus();
  });
  // Paper has all of what the filter leaves.
  window.addEventListener("beforeprint", () => drawAll(true));
  window.addEventListener("afterprint", () => drawAll());

  byId("filters").hidden = false;
  drawAll();
  for (const entry of tables) entry.table.classList.add("ready");
})();
