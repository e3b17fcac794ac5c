// The onboarding paths: one is chosen, remembered and spelled out.

function paths({ model, el }) {
  const labels = model.get("labels");
  const all = model.get("paths");
  const name = fresh("path");
  const inputs = new Map();
  const chosen = make("div", { class: "maitrise-path", "aria-live": "polite" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const fields = make("fieldset", { class: "maitrise-fields" }, make("legend", { class: "maitrise-stem" }, labels.legend));
  for (const path of all) {
    const input = make("input", { type: "radio", name, value: path.id, onchange: () => model.send({ path: path.id }) });
    inputs.set(path.id, input);
    fields.append(
      make(
        "div",
        { class: "maitrise-option" },
        make("label", {}, input, make("span", {}, make("strong", {}, path.name), make("br"), path.promise)),
      ),
    );
  }
  el.append(make("section", { class: "maitrise maitrise-paths", "aria-label": labels.legend }, fields, chosen, notice));

  function lessonItem(lesson) {
    if (!lesson.href) return make("li", {}, lesson.title, " ", make("em", {}, labels.coming));
    return make(
      "li",
      {},
      make("a", { href: lesson.href }, lesson.title),
      ` · ${labels.minutes.replace("{count}", lesson.minutes)}`,
    );
  }
  function caseList(cases) {
    const items = cases.map((each) => make("li", {}, each.href ? make("a", { href: each.href }, each.title) : each.title));
    const absent = cases.some((each) => !each.href);
    return [
      make("p", { class: "maitrise-headline" }, labels.cases),
      make("ul", {}, ...items),
      absent ? make("p", { class: "maitrise-how" }, labels.absent) : "",
    ];
  }
  function show() {
    const state = model.get("state");
    const path = all.find((each) => each.id === state.chosen);
    for (const [id, input] of inputs) input.checked = id === state.chosen;
    notice.textContent = state.notice;
    chosen.replaceChildren(
      ...(path
        ? [
            make("p", { class: "maitrise-headline" }, labels.lessons),
            make("ol", {}, ...path.lessons.map(lessonItem)),
            make("p", {}, make("strong", {}, labels.why, " "), path.why),
            ...caseList(path.cases),
          ]
        : []),
    );
  }
  model.on("change:state", show);
  show();
}

export default { render: paths };
