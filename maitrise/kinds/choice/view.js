/**
 * One option of several (radio buttons), or several of them (check boxes).
 *
 * Classes: `maitrise-options` around all; `maitrise-option` a card, whose `data-verdict` after a
 * check is right, wrong, expected (not chosen) or other, with a label or `maitrise-given`, and
 * `maitrise-part` beside it.
 */

import { fresh, make, rich } from "../dom.js";
import { showReason, standing, wasControl } from "../marks.js";

/** @typedef {import("./score.js").AskedOptions} AskedOptions */
/** @typedef {import("../types.js").Named} Named */

/** @type {import("../types.js").Body} */
export const body = (asked, around) => options(asked, around, false);

/**
 * @param {AskedOptions} asked
 * @param {import("../types.js").Around} around
 * @param {boolean} several
 * @returns {import("../types.js").Controls}
 */
export function options(asked, { say, change }, several) {
  const name = fresh("options");
  const cards = asked.options.map((option) => card(option, name, several));
  const picked = () => cards.filter(({ input }) => input.checked).map(({ id }) => id);
  const how = several ? make("p", { class: "maitrise-how" }, say("choices.how")) : null;
  const element = make(
    "div",
    {
      class: "maitrise-options",
      onchange: () => change(several ? picked() : picked()[0]),
    },
    how,
    ...cards.map((each) => each.element),
  );
  return {
    element,
    show(value) {
      const chosen = several ? value ?? [] : [value];
      for (const { id, input } of cards) input.checked = chosen.includes(id);
    },
    mark(checked) {
      if (how) how.hidden = Boolean(checked);
      for (const { id, element, input, label, given, note } of cards) {
        const isPicked = input.checked;
        const { state, part } = checked
          ? standing(checked, id, { isPicked, several, say })
          : { state: "", part: null };
        element.dataset.verdict = state;
        label.hidden = Boolean(checked);
        given.hidden = !checked;
        given.replaceChildren(...(checked ? toldAs(label, isPicked, several, say) : []));
        showReason(note, part);
      }
    },
    hasOthers: true,
    first: () => (cards.find(({ input }) => input.checked) ?? cards[0]).input,
  };
}

/**
 * @param {Named} option
 * @param {string} name
 * @param {boolean} several
 */
function card({ id, text }, name, several) {
  const type = several ? "checkbox" : "radio";
  const input = make("input", { type, name, value: id });
  const label = make("label", {}, input, make("span", {}, rich(text)));
  const given = make("div", { class: "maitrise-given", hidden: true });
  const note = make("div", { class: "maitrise-part" });
  const element = make("div", { class: "maitrise-option" }, label, given, note);
  return { id, element, input, label, given, note };
}

/**
 * @param {HTMLElement} label
 * @param {boolean} on
 * @param {boolean} square
 * @param {import("../types.js").Say} say
 */
function toldAs(label, on, square, say) {
  const text = label.lastElementChild?.cloneNode(true);
  return [
    wasControl({ on, square }),
    on && make("span", { class: "maitrise-spoken" }, `${say("picks.yours")} `),
    text,
  ].filter((each) => each instanceof Node);
}
