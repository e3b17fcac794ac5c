/**
 * Rows picked from a table, each by its own check box.
 *
 * Classes: `maitrise-rows` around all; `maitrise-pick` the cell of the box; after a check a row has
 * `data-verdict` (right, wrong, expected, other) and its reason in the `maitrise-row-note` below.
 * Cells have `data-label`, their column's name.
 */

import { make, plain, rich } from "../dom.js";
import { showReason, standing, wasControl } from "../marks.js";

/** @typedef {import("./score.js").AskedRows} AskedRows */

/** @type {import("../types.js").Body} */
export function body(/** @type {AskedRows} */ asked, { say, change }) {
  const rows = asked.rows.map((row) => tableRow(row, asked.columns));
  const picked = () => rows.filter(({ input }) => input.checked).map(({ id }) => id);
  const how = make("p", { class: "maitrise-how" }, say("rows.how"));
  const heads = [say("rows.pick"), ...asked.columns];
  return {
    element: make(
      "div",
      { class: "maitrise-rows", onchange: () => change(picked()) },
      how,
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head))),
        ),
        make("tbody", {}, ...rows.flatMap(({ lines }) => lines)),
      ),
    ),
    show(value) {
      for (const { id, input } of rows) input.checked = (value ?? []).includes(id);
    },
    mark(checked) {
      how.hidden = Boolean(checked);
      for (const { id, input, label, given, lines, note } of rows) {
        const isPicked = input.checked;
        const { state, part } = checked
          ? standing(checked, id, { isPicked, several: true, say })
          : { state: "", part: null };
        lines[0].dataset.verdict = state;
        lines[1].hidden = !part;
        label.hidden = Boolean(checked);
        given.hidden = !checked;
        const yours = make("span", { class: "maitrise-spoken" }, `${say("picks.yours")} `);
        given.replaceChildren(
          wasControl({ on: isPicked, square: true }),
          ...(isPicked ? [yours] : []),
          id,
        );
        showReason(note, part);
      }
    },
    hasOthers: true,
    first: () => rows[0].input,
  };
}

/**
 * @param {AskedRows["rows"][number]} row
 * @param {string[]} columns
 */
function tableRow({ id, cells }, columns) {
  const name = `${id} : ${plain(cells[0])}`;
  const input = make("input", { type: "checkbox", "aria-label": name });
  const label = make("label", {}, input, make("span", {}, id));
  const given = make("span", { class: "maitrise-given", hidden: true });
  const note = make("div", { class: "maitrise-part" });
  /** A click anywhere on the row picks it. @param {MouseEvent} event */
  const pick = ({ target }) => {
    if (!label.hidden && target instanceof Element && !target.closest("label")) input.click();
  };
  const line = make(
    "tr",
    { onclick: pick },
    make("td", { class: "maitrise-pick" }, label, given),
    ...cells.map((cell, place) =>
      make("td", { "data-label": columns[place] }, make("span", {}, rich(cell)))
    ),
  );
  const below = make(
    "tr",
    { class: "maitrise-row-note", hidden: true },
    make("td", { colspan: cells.length + 1 }, note),
  );
  return { id, input, label, given, note, lines: [line, below] };
}
