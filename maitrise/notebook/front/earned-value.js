// The earned-value lab: two number fields, a figure drawn from what the kernel computes, and a
// decision about whom to tell. The kernel computes; nothing here does.

const TYPING_PAUSE = 300; // ms without a key before a number being typed is read
const ROW = 46; // px of the figure for a name, its number and its bar
const BAR = 16;

function earnedValue({ model, el }) {
  const labels = model.get("labels");
  const name = fresh("lab");
  let sent = 0;
  const unsent = new Set(); // fields that hold keys the kernel has not been told of
  const send = (act, more) => {
    sent += 1;
    model.send({ act, n: sent, ...more });
  };

  const inputs = new Map();
  const fields = model.get("fields").map((field) => {
    const id = fresh("field");
    let pause = null;
    const send_it = () => {
      clearTimeout(pause);
      unsent.delete(field.id);
      if (input.value !== String(model.get("state").values[field.id]) || notice.textContent) {
        send("set", { field: field.id, value: input.value });
      }
    };
    const input = make("input", {
      id,
      type: "number",
      inputmode: "numeric",
      min: field.least,
      max: field.most,
      step: 1,
      "aria-describedby": `${id}-how`,
      onchange: send_it,
      oninput: () => {
        clearTimeout(pause);
        unsent.add(field.id);
        pause = setTimeout(send_it, TYPING_PAUSE);
      },
    });
    inputs.set(field.id, input);
    return make(
      "div",
      { class: "maitrise-lab-field" },
      make("label", { for: id }, field.label),
      input,
      make("span", { class: "maitrise-how", id: `${id}-how` }, field.how),
    );
  });
  const situations = make(
    "div",
    { class: "maitrise-actions", role: "group", "aria-label": labels.try },
    make("span", { class: "maitrise-how" }, labels.try),
    ...model.get("situations").map((each) =>
      make(
        "button",
        { type: "button", class: "maitrise-button", onclick: () => send("situation", { situation: each.id }) },
        each.text,
      ),
    ),
  );
  const notice = make("p", { class: "maitrise-notice", role: "status", "data-verdict": "wrong" });
  const alert = make("div", { class: "maitrise-verdict", role: "status" });
  const figure = make("div", { class: "maitrise-figure" });
  const summary = make("p", { id: `${name}-summary` });
  const rows = make("tbody");
  const radios = new Map();
  const options = model.get("choices").map((choice) => {
    const input = make("input", { type: "radio", name: `${name}-tell`, value: choice.id });
    radios.set(choice.id, input);
    return make("div", { class: "maitrise-option" }, make("label", {}, input, make("span", {}, choice.text)));
  });
  const told = make("div", { class: "maitrise-verdict", role: "status" });
  const choose = make(
    "button",
    {
      type: "button",
      class: "maitrise-button maitrise-main",
      onclick: () => send("tell", { choice: [...radios].find(([, input]) => input.checked)?.[0] ?? null }),
    },
    labels.choose,
  );
  const toldNotice = make("p", { class: "maitrise-notice", role: "status" });

  el.append(
    make(
      "section",
      { class: "maitrise maitrise-lab", "aria-labelledby": name },
      make("p", { class: "maitrise-lab-title", id: name }, labels.title),
      make("p", {}, labels.project),
      make("div", { class: "maitrise-lab-fields" }, ...fields),
      situations,
      notice,
      alert,
      make("p", { class: "maitrise-convention" }, make("strong", {}, labels.conventionIs, " "), labels.convention),
      make("p", { class: "maitrise-headline", id: `${name}-figure` }, labels.figure),
      summary,
      figure,
      make("p", { class: "maitrise-how" }, labels["budget-line"]),
      make(
        "details",
        {},
        make("summary", {}, labels.table),
        make(
          "table",
          {},
          make(
            "thead",
            {},
            make("tr", {}, ...["measure", "formula", "value"].map((each) => make("th", { scope: "col" }, labels[each]))),
          ),
          rows,
        ),
      ),
      make(
        "fieldset",
        { class: "maitrise-fields maitrise-lab-tell" },
        make("legend", { class: "maitrise-stem" }, labels.whom),
        ...options,
      ),
      make("div", { class: "maitrise-actions" }, choose),
      toldNotice,
      told,
    ),
  );

  function show() {
    const state = model.get("state");
    for (const [id, input] of inputs) {
      // What is being typed stays as it is: the kernel's answer may be to an earlier key.
      const typing =
        unsent.has(id) || (input === document.activeElement && (state.n < sent || state.notice));
      if (!typing && !(state.notice && input.value !== String(state.values[id]))) {
        input.value = state.values[id];
      }
    }
    const aboutField = state.notice && !state.told && [...inputs.values()].some((input) => !input.checkValidity() || input.value === "");
    notice.textContent = aboutField ? state.notice : "";
    toldNotice.textContent = aboutField ? "" : state.notice;
    summary.textContent = state.summary;
    alert.dataset.verdict = state.alert.verdict;
    alert.replaceChildren(
      make("p", { class: "maitrise-headline" }, badge(state.alert.verdict, state.alert.headline)),
      ...state.alert.lines.map((line) => make("p", {}, line)),
    );
    rows.replaceChildren(
      ...state.measures.map(([measure, formula, value]) =>
        make("tr", {}, make("th", { scope: "row" }, measure), make("td", {}, formula), make("td", { class: "maitrise-figures" }, value)),
      ),
    );
    figure.replaceChildren(drawing(state.figure, `${name}-figure`, `${name}-summary`));
    if (!state.told && !state.notice) for (const input of radios.values()) input.checked = false;
    told.dataset.verdict = state.told ? state.told.verdict : "";
    told.replaceChildren(...(state.told ? [reasonLine(state.told)] : []));
  }
  model.on("change:state", show);
  show();
  return () => clearTimeout(pause);
}

// Widths in percent and heights in pixels: the bars stretch, the words keep their size.
function drawing(figure, titleId, summaryId) {
  const svg = (tag, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const parts = [];
  let top = 0;
  for (const group of figure.groups) {
    parts.push(svg("text", { x: 0, y: top + 18, class: "maitrise-bar-group" }, group.name));
    top += 28;
    const start = top;
    for (const bar of group.bars) {
      parts.push(
        svg("text", { x: 0, y: top + 14 }, bar.name),
        svg("text", { x: "100%", y: top + 14, "text-anchor": "end", class: "maitrise-bar-value" }, bar.cut ? `${bar.value} →` : bar.value),
        svg("rect", { x: 0, y: top + 20, width: `${bar.share * 100}%`, height: BAR, class: `maitrise-bar maitrise-bar-${bar.kind}` }),
      );
      top += ROW;
    }
    const x = `${figure.budget * 100}%`;
    for (let y = start; y < top; y += ROW) {
      parts.push(svg("line", { x1: x, x2: x, y1: y + 17, y2: y + 39, class: "maitrise-bar-budget" }));
    }
    top += 10;
  }
  return svg(
    "svg",
    { width: "100%", height: top, role: "img", "aria-labelledby": titleId, "aria-describedby": summaryId },
    ...parts,
  );
}

export default { render: earnedValue };
