/**
 * A number, written as people of that language write it.
 *
 * Classes: `maitrise-number` around all; `maitrise-number-field` the field and `maitrise-unit`;
 * `maitrise-given` what was written, after a check.
 */

import { fresh, make } from "../dom.js";
import { writeNumber } from "../numeral.js";

/** @typedef {import("./score.js").AskedNumber} AskedNumber */

/** @type {import("../types.js").Body} */
export function body(/** @type {AskedNumber} */ asked, { say, language, change }) {
  const id = fresh("number");
  let written = "";
  const input = make("input", {
    id,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": `${id}-how`,
    onchange() {
      if (input.value === written) return;
      written = input.value;
      change(input.value);
    },
  });
  const given = make("output", { class: "maitrise-given", for: id, hidden: true });
  const unit = asked.unit ? make("span", { class: "maitrise-unit" }, asked.unit) : null;
  // As many decimals as are asked for, and a separator of thousands: no key looks like it.
  const example = writeNumber(1270.5, language, asked.decimals);
  const how = make("p", { class: "maitrise-how", id: `${id}-how` }, say("number.how", { example }));
  return {
    element: make(
      "div",
      { class: "maitrise-number" },
      make("label", { for: id }, say("number.answer")),
      make("span", { class: "maitrise-number-field" }, input, given, unit),
      how,
    ),
    show(_, text) {
      written = text ?? "";
      input.value = written;
    },
    mark(checked) {
      input.hidden = how.hidden = Boolean(checked);
      given.hidden = !checked;
      given.textContent = written;
    },
    solvedOnDemand: true,
    first: () => input,
  };
}
