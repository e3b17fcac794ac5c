// Each row matched to a category: a list of rows, each with its own drop-down.

function body(asked, labels, change) {
  const selects = new Map();
  const notes = new Map();
  const given = () =>
    Object.fromEntries(
      [...selects].filter(([, select]) => select.value).map(([id, select]) => [id, select.value]),
    );
  const element = make("div", { class: "maitrise-pairs" });
  for (const row of asked.rows) {
    const id = fresh("row");
    const select = make(
      "select",
      { id, onchange: () => change(given()) },
      make("option", { value: "" }, labels.choose),
      ...asked.categories.map((category) =>
        make("option", { value: category.id }, rich(category.text).textContent)
      ),
    );
    const note = make("div", { class: "maitrise-part" });
    selects.set(row.id, select);
    notes.set(row.id, note);
    element.append(
      make(
        "div",
        { class: "maitrise-pair" },
        make("label", { for: id }, rich(row.text)),
        select,
        note,
      ),
    );
  }
  return {
    element,
    show(value) {
      for (const [id, select] of selects) select.value = value?.[id] ?? "";
    },
    mark(parts) {
      for (const [id, note] of notes) {
        const part = parts[id];
        note.parentElement.dataset.verdict = part ? part.verdict : "";
        note.replaceChildren(...(part ? [reasonLine(part)] : []));
      }
    },
    first: () => selects.values().next().value,
  };
}
