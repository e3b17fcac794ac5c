/**
 * Pick every right row of a table.
 */

import { someOf } from "../answer.js";
import { scorePicks } from "../picks.js";
import { because } from "../wording.js";

/**
 * @typedef {import("../types.js").Asked & {
 *   columns: string[],
 *   rows: { id: string, cells: string[] }[],
 * }} AskedRows
 */

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "choice",
  read: (asked, raw) => someOf(raw, ids(asked)),
  score: (question, answer) => scorePicks(question, ids(question.asked), answer),
  keyLines: ({ asked, key }, known) =>
    /** @type {AskedRows} */ (asked).rows
      .filter((row) => key.right.includes(row.id))
      .map((row) => because(`**${row.id}** ${row.cells[0]}`, " — ", key.reasons[row.id], known)),
};

/** @param {AskedRows} asked */
function ids(asked) {
  return asked.rows.map((row) => row.id);
}
