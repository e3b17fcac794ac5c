// A free text with its rubric; a person marks it.

function body(asked, labels, change) {
  const id = fresh("text");
  const count = make("p", { class: "maitrise-how", id: `${id}-how` });
  const area = make("textarea", {
    id,
    rows: 8,
    "aria-describedby": `${id}-how`,
    onchange: () => change(area.value),
    oninput: () => {
      counted();
      clearTimeout(pause);
      pause = setTimeout(() => change(area.value), 800); // saved while typing, not only on leaving
    },
  });
  let pause = null;
  function counted() {
    const words = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
    count.textContent = labels.words.replace("{count}", words);
  }
  return {
    element: make(
      "div",
      { class: "maitrise-text" },
      make("label", { for: id }, labels.yourText),
      area,
      count,
      make("p", { class: "maitrise-how" }, labels.rubric),
      make("ul", {}, ...asked.criteria.map((criterion) => make("li", {}, rich(criterion)))),
    ),
    show(value) {
      if (area.value !== (value ?? "")) area.value = value ?? ""; // keeps the caret where it is
      counted();
    },
    mark() {},
    first: () => area,
  };
}
