// A table of a dossier. A click on a header sorts: upwards, downwards, then as it was.

function caseTable({ model, el }) {
  const labels = model.get("labels");
  const { title, headers, numeric, rows, keys, language } = model.get("table");
  const name = fresh("table");
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const body = make("tbody");
  const said = make("p", { class: "maitrise-spoken", role: "status" });
  let sorted = { column: -1, way: "none" };

  const heads = headers.map((header, column) =>
    make(
      "th",
      { scope: "col", class: numeric[column] ? "maitrise-numeric" : null },
      header
        ? make(
            "button",
            { type: "button", class: "maitrise-sort", title: labels.how, onclick: () => sort(column) },
            header,
            make("span", { class: "maitrise-arrow", "aria-hidden": "true" }),
          )
        : null,
    ),
  );
  const lines = rows.map((row) =>
    make(
      "tr",
      {},
      ...row.map((cell, column) =>
        column === 0
          ? make("th", { scope: "row" }, rich(cell))
          : make(
              "td",
              { "data-label": headers[column], class: numeric[column] ? "maitrise-numeric" : null },
              rich(cell),
            ),
      ),
    ),
  );
  const box = make(
    "div",
    { class: "maitrise-scroll" },
    make("table", {}, make("caption", { id: name }, title), make("thead", {}, make("tr", {}, ...heads)), body),
  );
  el.append(make("section", { class: "maitrise maitrise-dossier", "aria-labelledby": name }, box, said));
  // A table too wide for a telephone becomes cards there: what scrolls aside is not seen to be.
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    box.classList.remove("maitrise-cards");
    box.classList.toggle("maitrise-cards", box.scrollWidth > width);
  }).observe(box);

  function sort(column) {
    const ways = { none: "ascending", ascending: "descending", descending: "none" };
    const way = sorted.column === column ? ways[sorted.way] : "ascending";
    sorted = { column, way };
    const words = way === "none" ? labels.original : labels[way].replace("{column}", headers[column]);
    said.textContent = words;
    show();
  }
  function inOrder(one, other) {
    const [a, b] = [keys[one][sorted.column], keys[other][sorted.column]];
    if (a === null || b === null) return (a === null) - (b === null) || one - other; // empty: last
    const order = typeof a === "number" && typeof b === "number" ? a - b : compare(a, b);
    return (sorted.way === "descending" ? -order : order) || one - other;
  }
  function show() {
    const places = rows.map((_, place) => place);
    if (sorted.way !== "none") places.sort(inOrder);
    body.replaceChildren(...places.map((place) => lines[place]));
    heads.forEach((head, column) => {
      const way = column === sorted.column ? sorted.way : "none";
      if (way === "none") head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", way);
      const arrow = head.querySelector(".maitrise-arrow");
      if (arrow) arrow.textContent = { none: "", ascending: " ▲", descending: " ▼" }[way];
    });
  }
  show();
  const scrolls = new ResizeObserver(() => {
    const wide = box.scrollWidth > box.clientWidth;
    const named = { tabindex: "0", role: "group", "aria-labelledby": name };
    for (const [attribute, value] of Object.entries(named)) {
      if (wide) box.setAttribute(attribute, value);
      else box.removeAttribute(attribute);
    }
  });
  scrolls.observe(box);
  return () => scrolls.disconnect();
}

export default { render: caseTable };
