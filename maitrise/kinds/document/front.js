// A document whose passages are marked by check boxes; a list says which fault a marked one has.

function body(asked, labels, change) {
  const marks = new Map();
  const given = () =>
    Object.fromEntries([...marks].filter(([, { input }]) => input.checked).map(([id, { select }]) => [id, select.value]));

  function passage({ id, text, label, row, column, context }) {
    const heading = asked.columns.find((each) => each.id === column)?.text;
    const words = make(
      "span",
      {},
      label ? make("strong", {}, rich(label), " ") : null,
      text === null ? make("em", {}, labels.gap) : rich(text),
    );
    const element = make("div", { "data-passage": id });
    if (context) {
      element.append(words);
      return element;
    }
    const plain = text === null ? labels.gap : text.replaceAll("*", "");
    const name = [row, heading, label, plain].filter(Boolean).join(", ");
    const input = make("input", {
      type: "checkbox",
      "aria-label": name,
      onchange: () => {
        which.hidden = !input.checked;
        change(given());
      },
    });
    const select = make(
      "select",
      { onchange: () => change(given()) },
      make("option", { value: "?" }, labels.unnamed),
      ...asked.faults.map((fault) => make("option", { value: fault.id }, rich(fault.text).textContent)),
    );
    const which = make("label", { class: "maitrise-part", hidden: true }, make("span", {}, labels.which, " "), select);
    const note = make("div", { class: "maitrise-part" });
    marks.set(id, { input, select, which, note });
    element.append(make("label", {}, input, " ", words), which, note);
    return element;
  }

  const elements = new Map(asked.passages.map((each) => [each, passage(each)]));
  const rows = [...new Set(asked.passages.map(({ row }) => row))];
  const cell = (row, column) => elements.get(asked.passages.find((each) => each.row === row && each.column === column));
  const page = asked.columns.length
    ? make(
        "table",
        {},
        make("thead", {}, make("tr", {}, make("td"), ...asked.columns.map(({ text }) => make("th", { scope: "col" }, text)))),
        make(
          "tbody",
          {},
          ...rows.map((row) =>
            make(
              "tr",
              {},
              make("th", { scope: "row" }, row),
              ...asked.columns.map(({ id, text }) => make("td", { "data-label": text }, cell(row, id))),
            ),
          ),
        ),
      )
    : make("div", {}, ...elements.values());
  return {
    element: make(
      "div",
      { class: "maitrise-document" },
      make("p", { class: "maitrise-how" }, labels.documentHow),
      make("p", {}, make("strong", {}, rich(asked.title))),
      page,
    ),
    show(value) {
      for (const [id, { input, select, which }] of marks) {
        const fault = value?.[id] ?? "";
        input.checked = fault !== "";
        select.value = fault || "?";
        which.hidden = !input.checked;
      }
    },
    mark(parts) {
      for (const [id, { note }] of marks) note.replaceChildren(...(parts[id] ? [reasonLine(parts[id])] : []));
    },
    first: () => marks.values().next().value.input,
  };
}
