// The deliverables of a project, filtered by phase and by role in the page itself.

function explorer({ model, el }) {
  const labels = model.get("labels");
  const rows = model.get("rows");
  const phases = model.get("phases");
  const words = new Map(model.get("letters").map(({ letter, words }) => [letter, words]));
  const roles = Object.keys(rows[0].letters);
  const phase = drop(labels.phase, [["", labels["all-phases"]], ...phases.map((each) => [each.id, each.text])]);
  const role = drop(labels.role, [["", labels["all-roles"]], ...roles.map((each) => [each, each])]);
  const shown = make("p", { class: "maitrise-how", role: "status" });
  const tbody = make("tbody");
  const heads = new Map(roles.map((each) => [each, make("th", { scope: "col" }, each)]));
  el.append(
    make(
      "section",
      { class: "maitrise maitrise-explorer", "aria-label": labels.caption },
      make("div", { class: "maitrise-filters" }, phase.element, role.element),
      shown,
      make(
        "div",
        { class: "maitrise-scroll", tabindex: "0", role: "region", "aria-label": labels.caption },
        make(
          "table",
          {},
          make("thead", {}, make("tr", {}, make("th", { scope: "col" }, labels.deliverable), ...heads.values())),
          tbody,
        ),
      ),
      make("p", { class: "maitrise-how" }, labels.letters),
      make("p", { class: "maitrise-how" }, labels.varies),
    ),
  );

  function drop(label, options) {
    const id = fresh("filter");
    const select = make("select", { id, onchange: show }, ...options.map(([value, text]) => make("option", { value }, text)));
    return { select, element: make("div", {}, make("label", { for: id }, label), select) };
  }
  function letter(row, each) {
    const given = row.letters[each];
    return make(
      "td",
      { "data-letter": given, "data-role": each, class: role.select.value === each ? "maitrise-picked" : "" },
      make("abbr", { title: words.get(given) }, given === "-" ? "–" : given),
    );
  }
  function show() {
    const inPhase = (row) => !phase.select.value || row.phase === phase.select.value;
    const involves = (row) => !role.select.value || row.letters[role.select.value] !== "-";
    const found = rows.filter((row) => inPhase(row) && involves(row));
    for (const [each, head] of heads) head.classList.toggle("maitrise-picked", each === role.select.value);
    const parts = [];
    for (const each of phases) {
      const mine = found.filter((row) => row.phase === each.id);
      if (!mine.length) continue;
      parts.push(
        make("tr", { class: "maitrise-phase" }, make("th", { scope: "colgroup", colspan: roles.length + 1 }, each.text)),
        ...mine.map((row) =>
          make("tr", {}, make("th", { scope: "row" }, row.text, row.varies ? ` ${labels.mark}` : ""), ...roles.map((one) => letter(row, one))),
        ),
      );
    }
    tbody.replaceChildren(...parts);
    shown.textContent = found.length
      ? labels.shown.replace("{count}", found.length).replace("{total}", rows.length)
      : labels.none;
  }
  show();
}

export default { render: explorer };
