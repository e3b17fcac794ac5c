/**
 * The earned-value lab: two number fields, a figure of what follows, and a decision about whom to
 * tell.
 *
 * Classes: `maitrise-lab`; `maitrise-lab-title`; `maitrise-lab-fields`, `maitrise-lab-field`;
 * `maitrise-verdict` (`data-verdict`); `maitrise-figure` with bars `maitrise-bar-pv`, `-ev`, `-ac`,
 * `-bac`, `-eac`, `maitrise-bar-group`, `maitrise-bar-value`, `maitrise-bar-budget` (a line);
 * `maitrise-figures` (a cell of numbers); `maitrise-lab-tell`.
 */

import { callData } from "./call-data.js";
import { badge, button, fresh, make } from "./dom.js";
import { ACTIONS, inWords, judged } from "./earned-value-words.js";
import { svg } from "./svg.js";

/**
 * @typedef {import("./types.js").Say} Say
 * @typedef {import("./types.js").Verdict} Verdict
 * @typedef {import("./earned-value.js").Project} Project
 * @typedef {import("./earned-value-words.js").Bar} Bar
 */
/**
 * @typedef {object} Lab
 * @property {number} budget
 * @property {number} planned the work due by now, in percent
 * @property {Record<string, [number, number]>} bounds of each field
 * @property {Record<string, Record<string, number>>} situations
 */

// Without a key for so long (ms) a number being typed is read: a screen reader is not told of each.
const TYPING_PAUSE = 300;
const ROW = 46; // pixels of the figure for a name, its number and its bar
const BAR = 16;

/** @type {import("./types.js").View} */
export function earnedValueLab(page) {
  const { say, language } = page;
  /** @type {Lab} */
  const { budget, planned, bounds, situations } = callData(page, "earned_value_lab");
  let values = { ...Object.values(situations)[0] };
  /** @returns {Project} */
  const project = () => ({
    bac: budget,
    pv: budget * planned / 100,
    ev: budget * values.progress / 100,
    ac: values.cost,
  });

  const id = fresh("lab");
  const notice = make("p", {
    class: "maitrise-notice",
    role: "status",
    "data-verdict": "wrong",
  });
  const alert = make("div", { class: "maitrise-verdict", role: "status" });
  const summary = make("p", { id: `${id}-summary` });
  const figure = make("div", { class: "maitrise-figure" });
  const rows = make("tbody");
  const decision = whomToTell(say, project);
  const fields = Object.entries(bounds).map(([name, [least, most]]) =>
    field(say, { name, least, most }, (written) => set(name, written))
  );

  /** @param {string} name @param {string} written */
  function set(name, written) {
    const [least, most] = bounds[name];
    const value = /^\d{1,8}$/.test(written) ? Number(written) : -1;
    if (value < least || value > most) {
      const what = { name: say(`earned-value.${name}`), least, most };
      notice.textContent = say("earned-value.outside", what);
      return;
    }
    if (value === values[name] && !notice.textContent) return;
    values[name] = value;
    show();
  }
  function show() {
    const said = inWords(project(), language, say);
    const { verdict, headline, lines } = said.alert();
    notice.textContent = "";
    summary.textContent = said.summary();
    alert.dataset.verdict = verdict;
    alert.replaceChildren(
      make(
        "p",
        { class: "maitrise-headline" },
        badge(/** @type {Verdict} */ (verdict), headline),
      ),
      ...lines.map((line) => make("p", {}, line)),
    );
    rows.replaceChildren(
      ...said.measures().map(([measure, formula, value]) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, measure),
          make("td", {}, formula),
          make("td", { class: "maitrise-figures" }, value),
        )
      ),
    );
    figure.replaceChildren(drawing(said.bars(), id));
    decision.forget();
  }
  /** @param {Record<string, number>} situation */
  function turnTo(situation) {
    values = { ...situation };
    for (const { name, input } of fields) input.value = String(values[name]);
    show();
  }

  turnTo(values);
  const heads = ["measure", "formula", "value"].map((each) =>
    make("th", { scope: "col" }, say(`earned-value.${each}`))
  );
  return make(
    "section",
    { class: "maitrise maitrise-lab", "aria-labelledby": id },
    make("p", { class: "maitrise-lab-title", id }, say("earned-value.title")),
    make("p", {}, say("earned-value.project", { bac: budget, planned })),
    make("div", { class: "maitrise-lab-fields" }, ...fields.map(({ element }) => element)),
    make(
      "div",
      { class: "maitrise-actions", role: "group", "aria-label": say("earned-value.try") },
      make("span", { class: "maitrise-how" }, say("earned-value.try")),
      ...Object.entries(situations).map(([name, situation]) =>
        button(say(`earned-value.situation.${name}`), () => turnTo(situation))
      ),
    ),
    notice,
    alert,
    make(
      "p",
      { class: "maitrise-convention" },
      make("strong", {}, `${say("question.convention")} `),
      say("earned-value.convention"),
    ),
    make("p", { class: "maitrise-headline", id: `${id}-figure` }, say("earned-value.figure")),
    summary,
    figure,
    make("p", { class: "maitrise-how" }, say("earned-value.budget-line")),
    make(
      "details",
      {},
      make("summary", {}, say("earned-value.table")),
      make("table", {}, make("thead", {}, make("tr", {}, ...heads)), rows),
    ),
    ...decision.elements,
  );
}

/**
 * @param {Say} say
 * @param {{name: string, least: number, most: number}} of
 * @param {(written: string) => void} set
 */
function field(say, { name, least, most }, set) {
  const id = fresh("field");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const take = () => {
    clearTimeout(pause);
    set(input.value);
  };
  const typed = () => {
    clearTimeout(pause);
    pause = setTimeout(take, TYPING_PAUSE);
  };
  /** @type {HTMLInputElement} */
  const input = make("input", {
    id,
    type: "number",
    inputmode: "numeric",
    min: least,
    max: most,
    step: 1,
    "aria-describedby": `${id}-how`,
    oninput: typed,
    onchange: take,
  });
  const element = make(
    "div",
    { class: "maitrise-lab-field" },
    make("label", { for: id }, say(`earned-value.${name}`)),
    input,
    make(
      "span",
      { class: "maitrise-how", id: `${id}-how` },
      say("earned-value.bounds", { least, most }),
    ),
  );
  return { name, input, element };
}

/** Whom to tell: options, a button, and what to make of the choice. @param {Say} say @param {() => Project} project */
function whomToTell(say, project) {
  const name = fresh("tell");
  const told = make("div", { class: "maitrise-verdict", role: "status" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const inputs = ACTIONS.map((value) => make("input", { type: "radio", name, value }));
  const options = inputs.map((input) =>
    make(
      "div",
      { class: "maitrise-option" },
      make("label", {}, input, make("span", {}, say(`earned-value.tell.${input.value}`))),
    )
  );
  function choose() {
    const chosen = inputs.find(({ checked }) => checked);
    notice.textContent = chosen ? "" : say("earned-value.pick-first");
    if (!chosen) return;
    const { verdict, label, reason } = judged(project(), chosen.value, say);
    told.dataset.verdict = verdict;
    told.replaceChildren(
      make(
        "p",
        { class: "maitrise-reason", "data-verdict": verdict },
        badge(/** @type {Verdict} */ (verdict), label),
        ` ${reason}`,
      ),
    );
  }
  function forget() {
    for (const input of inputs) input.checked = false;
    notice.textContent = told.dataset.verdict = "";
    told.replaceChildren();
  }
  const elements = [
    make(
      "fieldset",
      { class: "maitrise-fields maitrise-lab-tell" },
      make("legend", { class: "maitrise-stem" }, say("earned-value.whom")),
      ...options,
    ),
    make(
      "div",
      { class: "maitrise-actions" },
      button(say("earned-value.choose"), choose, { main: true }),
    ),
    notice,
    told,
  ];
  return { elements, forget };
}

/**
 * Widths in percent and heights in pixels: the bars stretch, the words keep their size.
 * @param {{groups: {name: string, bars: Bar[]}[], budget: number}} figure
 * @param {string} id
 */
function drawing({ groups, budget }, id) {
  const parts = [];
  let top = 0;
  for (const group of groups) {
    parts.push(svg("text", { x: 0, y: top + 18, class: "maitrise-bar-group" }, group.name));
    top += 28;
    for (const bar of group.bars) {
      parts.push(...barParts(bar, budget, top));
      top += ROW;
    }
    top += 10;
  }
  return svg(
    "svg",
    {
      width: "100%",
      height: top,
      role: "img",
      "aria-labelledby": `${id}-figure`,
      "aria-describedby": `${id}-summary`,
    },
    ...parts,
  );
}

/** @param {Bar} bar @param {number} budget @param {number} top */
function barParts(bar, budget, top) {
  const x = `${budget * 100}%`;
  const value = { x: "100%", y: top + 14, "text-anchor": "end", class: "maitrise-bar-value" };
  return [
    svg("text", { x: 0, y: top + 14 }, bar.name),
    svg("text", value, bar.cut ? `${bar.value} →` : bar.value),
    svg("rect", {
      x: 0,
      y: top + 20,
      width: `${bar.share * 100}%`,
      height: BAR,
      class: `maitrise-bar maitrise-bar-${bar.kind}`,
    }),
    svg("line", { x1: x, x2: x, y1: top + 17, y2: top + 39, class: "maitrise-bar-budget" }),
  ];
}
