// Rows picked from a table, each by its own check box.

function body(asked, labels, change) {
  const inputs = new Map();
  const notes = new Map();
  const picked = () => asked.rows.map((row) => row.id).filter((id) => inputs.get(id).checked);
  const rows = asked.rows.map((row) => {
    const input = make("input", {
      type: "checkbox",
      "aria-label": `${row.id} : ${row.cells[0].replaceAll("*", "")}`,
      onchange: () => change(picked()),
    });
    const note = make("div", { class: "maitrise-part" });
    inputs.set(row.id, input);
    notes.set(row.id, note);
    return [
      make(
        "tr",
        {
          onclick: (event) =>
            event.target.closest("label, input") || input.disabled || fields(input) ||
            input.click(),
        },
        make("td", { class: "maitrise-pick" }, make("label", {}, input, make("span", {}, row.id))),
        ...row.cells.map((cell, place) =>
          make("td", { "data-label": asked.columns[place] }, make("span", {}, rich(cell)))
        ),
      ),
      make(
        "tr",
        { class: "maitrise-row-note", hidden: true },
        make("td", { colspan: row.cells.length + 1 }, note),
      ),
    ];
  });
  const fields = (input) => input.matches(":disabled");
  // On a telephone a cell stands beside its column's name: names of one width line the cells up.
  const label = Math.max(...asked.columns.map(({ length }) => (length <= 22 ? length : 0)));
  return {
    element: make(
      "div",
      { class: "maitrise-rows", style: `--label: max(6rem, ${label * 0.9}ch)` },
      make("p", { class: "maitrise-how" }, labels.severalRows),
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make(
            "tr",
            {},
            make("th", { scope: "col" }, labels.pick),
            ...asked.columns.map((column) => make("th", { scope: "col" }, column)),
          ),
        ),
        make("tbody", {}, ...rows.flat()),
      ),
    ),
    show(value) {
      for (const [id, input] of inputs) input.checked = (value ?? []).includes(id);
    },
    mark(parts) {
      for (const [id, note] of notes) {
        const part = parts[id];
        note.closest("tr").hidden = !part;
        note.replaceChildren(...(part ? [reasonLine(part)] : []));
      }
    },
    first: () => inputs.values().next().value,
  };
}
