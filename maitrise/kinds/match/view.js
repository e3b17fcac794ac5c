/**
 * Each row matched to a category: a row of buttons, or a list to unfold where there are many.
 *
 * Classes: `maitrise-pairs` around all; `maitrise-pair` a row (a fieldset with a legend, or a label
 * with a list), with `data-verdict` after a check; `maitrise-picks` its buttons, `maitrise-pick` one
 * (a label around a radio button; `data-category` is its id); `maitrise-given` the category chosen;
 * `maitrise-part` the reason.
 */

import { fresh, make, plain, rich } from "../dom.js";
import { showReason } from "../marks.js";

/** @typedef {import("./score.js").AskedMatch} AskedMatch */
/** @typedef {import("./score.js").MatchKey} MatchKey */
/** @typedef {import("../types.js").Named} Named */
/** @typedef {import("../types.js").Say} Say */
/**
 * @typedef {object} Pair
 * @property {string} id
 * @property {HTMLElement} element
 * @property {HTMLElement} control hidden after a check
 * @property {() => string} value
 * @property {(category: string) => void} choose
 * @property {HTMLElement} first
 */

const MOST_BUTTONS = 6; // categories; beyond, a list to unfold

/** @type {import("../types.js").Body} */
export function body(/** @type {AskedMatch} */ asked, { say, change }) {
  const names = new Map(asked.categories.map(({ id, text }) => [id, text]));
  const make_pair = asked.categories.length > MOST_BUTTONS ? unfolded : inButtons;
  const pairs = asked.rows.map((row) => ({
    ...make_pair(row, asked.categories, say),
    given: make("p", { class: "maitrise-given", hidden: true }),
    note: make("div", { class: "maitrise-part" }),
  }));
  for (const { element, given, note } of pairs) element.append(given, note);
  const answer = () =>
    Object.fromEntries(pairs.flatMap(({ id, value }) => value() ? [[id, value()]] : []));
  return {
    element: make(
      "div",
      { class: "maitrise-pairs", onchange: () => change(answer()) },
      ...pairs.map(({ element }) => element),
    ),
    countsLines: true,
    show(value) {
      for (const { id, choose } of pairs) choose(value?.[id] ?? "");
    },
    mark(checked) {
      for (const { id, element, control, value, given, note } of pairs) {
        const part = checked?.parts[id];
        element.dataset.verdict = part?.verdict ?? "";
        control.hidden = Boolean(checked);
        given.hidden = !checked;
        given.replaceChildren(chosen(names.get(value()), say));
        showReason(note, part && expected(part, checked?.key ?? null, id, names, say));
      }
    },
    first: () => pairs[0].first,
  };
}

/** @param {string | undefined} name @param {Say} say */
function chosen(name, say) {
  if (name === undefined) return say("verdict.blank");
  return make(
    "span",
    {},
    make("span", { class: "maitrise-spoken" }, `${say("picks.yours")} `),
    make("strong", {}, rich(plain(name))),
  );
}

/**
 * The reason of a row that is not right says what was expected.
 * @param {import("../types.js").Part} part
 * @param {import("../types.js").Key | null} key
 * @param {string} id
 * @param {Map<string, string>} names
 * @param {Say} say
 */
function expected(part, key, id, names, say) {
  const row = /** @type {MatchKey | null} */ (key)?.rows[id];
  if (!row || part.verdict === "right") return part;
  const words = say("match.expected", { category: plain(String(names.get(row.key))) });
  return { ...part, label: `${part.label} ${words}`, reason: part.reason || row.reason };
}

/**
 * @param {Named} row
 * @param {Named[]} categories
 * @returns {Pair}
 */
function inButtons({ id, text }, categories) {
  const name = fresh("pair");
  const inputs = categories.map((category) =>
    make("input", { type: "radio", name, value: category.id })
  );
  const control = make(
    "div",
    { class: "maitrise-picks" },
    ...categories.map((category, place) =>
      make(
        "label",
        { class: "maitrise-pick", "data-category": category.id },
        inputs[place],
        make("span", {}, make("span", {}, rich(category.text))), // one piece, whatever is in it
      )
    ),
  );
  return {
    id,
    control,
    element: make("fieldset", { class: "maitrise-pair" }, make("legend", {}, rich(text)), control),
    value: () => inputs.find((input) => input.checked)?.value ?? "",
    choose(category) {
      for (const input of inputs) input.checked = input.value === category;
    },
    first: inputs[0],
  };
}

/**
 * @param {Named} row
 * @param {Named[]} categories
 * @param {Say} say
 * @returns {Pair}
 */
function unfolded({ id, text }, categories, say) {
  const name = fresh("pair");
  const select = make(
    "select",
    { id: name },
    make("option", { value: "" }, say("match.select")),
    ...categories.map((category) => make("option", { value: category.id }, plain(category.text))),
  );
  const label = make("label", { for: name }, rich(text));
  return {
    id,
    control: select,
    element: make("div", { class: "maitrise-pair" }, label, select),
    value: () => select.value,
    choose(category) {
      select.value = category;
    },
    first: select,
  };
}
