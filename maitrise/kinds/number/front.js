// A number, written as people of that language write it; the kernel reads it.

function body(asked, labels, change) {
  const id = fresh("number");
  let written = "";
  const input = make("input", {
    id,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": `${id}-how`,
    onchange: () => input.value !== written && ((written = input.value), change(input.value)),
    onkeydown: (event) => {
      if (event.key !== "Enter") return;
      input.dispatchEvent(new Event("change"));
      input.closest(".maitrise-question").querySelector(".maitrise-main").click();
    },
  });
  return {
    element: make(
      "div",
      { class: "maitrise-number" },
      make("label", { for: id }, labels.yourNumber),
      make(
        "span",
        { class: "maitrise-number-field" },
        input,
        asked.unit ? make("span", { class: "maitrise-unit" }, asked.unit) : null,
      ),
      make("p", { class: "maitrise-how", id: `${id}-how` }, labels.numberHow),
    ),
    show(value, text) {
      written = text ?? "";
      input.value = written;
    },
    mark() {},
    first: () => input,
  };
}
