// A report drawn from the learning record: sentences, a table whose verdicts are said in words,
// what to do next with its links, and how to read it.

function report({ model, el }) {
  const card = make("section", { class: "maitrise maitrise-report", "aria-label": model.get("labels").title });
  el.append(card);

  function cell(content) {
    return typeof content === "string" ? content : badge(content.verdict, content.words);
  }
  function row(cells, headers) {
    return make(
      "tr",
      {},
      ...cells.map((content, place) =>
        place ? make("td", { "data-label": headers[place] }, cell(content)) : make("th", { scope: "row" }, cell(content)),
      ),
    );
  }
  function grid({ headers, rows }) {
    const head = make("tr", {}, ...headers.map((each) => make("th", { scope: "col" }, each)));
    return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows.map((each) => row(each, headers))));
  }
  function links(label, given) {
    if (!given.length) return [];
    return [
      make("p", { class: "maitrise-how" }, label),
      make("ul", {}, ...given.map(({ text, href }) => make("li", {}, make("a", { href }, text)))),
    ];
  }
  function step(each) {
    return make("li", {}, make("strong", {}, each.text), ...links(each.lessons, each.links), ...links(each.questions, each.asked));
  }
  function show() {
    const state = model.get("state");
    const parts = state.lead.map((text) => make("p", {}, rich(text)));
    if (state.rows.length) parts.push(grid(state));
    if (state.steps.length) {
      parts.push(make("p", { class: "maitrise-headline" }, state.stepsTitle), make("ol", { class: "maitrise-steps" }, ...state.steps.map(step)));
    }
    parts.push(...state.notes.map((text) => make("p", { class: "maitrise-how" }, text)));
    card.replaceChildren(...parts);
  }
  model.on("change:state", show);
  show();
}

export default { render: report };
