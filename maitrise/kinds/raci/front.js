// A RACI matrix: a letter for each role on each deliverable. Exactly one role a row is
// accountable, which is said as the learner types, before any check.

function body(asked, labels, change) {
  const cells = new Map(); // row id -> Map(role -> select)
  const notes = new Map();
  const counts = new Map();
  const rows = asked.rows.map((row) => {
    const selects = new Map();
    const count = make("span", { class: "maitrise-count", role: "status" });
    const note = make("div", { class: "maitrise-part" });
    cells.set(row.id, selects);
    counts.set(row.id, count);
    notes.set(row.id, note);
    const columns = asked.roles.map((role) => {
      const select = make(
        "select",
        { "aria-label": `${row.text}, ${role}`, onchange: () => typed(row.id) },
        make("option", { value: "" }, "…"),
        ...asked.letters.map(({ letter, words }) =>
          make("option", { value: letter, title: words }, letter)
        ),
      );
      selects.set(role, select);
      return make("td", { "data-label": role }, select);
    });
    return [
      make("tr", {}, make("th", { scope: "row" }, rich(row.text), count), ...columns),
      make(
        "tr",
        { class: "maitrise-row-note" },
        make("td", { colspan: asked.roles.length + 1 }, note),
      ),
    ];
  });
  const element = make(
    "div",
    { class: "maitrise-raci" },
    make("p", { class: "maitrise-how" }, labels.letters),
    make(
      "table",
      {},
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          make("th", { scope: "col" }, labels.deliverable),
          ...asked.roles.map((role) => make("th", { scope: "col" }, role)),
        ),
      ),
      make("tbody", {}, ...rows.flat()),
    ),
  );
  const lettersOf = (id) =>
    Object.fromEntries(
      [...cells.get(id)].filter(([, select]) => select.value).map((
        [role, select],
      ) => [role, select.value]),
    );
  const given = () =>
    Object.fromEntries(
      asked.rows.map((row) => [row.id, lettersOf(row.id)]).filter(([, letters]) =>
        Object.keys(letters).length
      ),
    );

  function count(id) {
    const letters = Object.values(lettersOf(id));
    const owners = letters.filter((letter) => asked.accountable.includes(letter)).length;
    const full = letters.length === asked.roles.length;
    let words = "";
    if (owners > 1) words = labels.manyAccountable;
    else if (owners === 0 && full) words = labels.noneAccountable;
    else if (owners === 1 && full) words = labels.oneAccountable;
    const element = counts.get(id);
    element.dataset.verdict = words === labels.oneAccountable ? "right" : words ? "wrong" : "";
    if (element.textContent !== words) element.textContent = words;
  }
  function typed(id) {
    count(id);
    change(given());
  }
  return {
    element,
    show(value) {
      for (const [id, selects] of cells) {
        for (const [role, select] of selects) select.value = value?.[id]?.[role] ?? "";
        count(id);
      }
    },
    mark(parts) {
      for (const [id, note] of notes) {
        const part = parts[id];
        note.closest("tr").hidden = !part;
        note.replaceChildren(...(part ? [reasonLine(part)] : []));
        counts.get(id).hidden = Boolean(part);
      }
    },
    first: () => cells.values().next().value.values().next().value,
  };
}
