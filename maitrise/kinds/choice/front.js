// One option of several (radio buttons), or several of them (check boxes).

function body(asked, labels, change) {
  const several = asked.kind === "choices";
  const name = fresh("options");
  const inputs = new Map();
  const notes = new Map();
  const picked = () =>
    asked.options.map((option) => option.id).filter((id) => inputs.get(id).checked);
  const element = make("div", { class: "maitrise-options" });
  if (several) element.append(make("p", { class: "maitrise-how" }, labels.several));
  for (const option of asked.options) {
    const input = make("input", {
      type: several ? "checkbox" : "radio",
      name,
      value: option.id,
      onchange: () => change(several ? picked() : option.id),
    });
    const note = make("div", { class: "maitrise-part" });
    inputs.set(option.id, input);
    notes.set(option.id, note);
    element.append(
      make(
        "div",
        { class: "maitrise-option" },
        make("label", {}, input, make("span", {}, rich(option.text))),
        note,
      ),
    );
  }
  return {
    element,
    show(value) {
      const chosen = several ? (value ?? []) : [value];
      for (const [id, input] of inputs) input.checked = chosen.includes(id);
    },
    mark(parts) {
      for (const [id, note] of notes) {
        const part = parts[id];
        note.parentElement.dataset.verdict = part ? part.verdict : "";
        note.replaceChildren(...(part ? [reasonLine(part)] : []));
      }
    },
    first: () => [...inputs.values()].find((input) => input.checked) ?? [...inputs.values()][0],
  };
}
