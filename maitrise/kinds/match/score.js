/**
 * Match each row to a category: a share of the rows. A defensible second category is worth half.
 */

import { oneOf, pairsOf, tableOf } from "../answer.js";
import { markOfShare, reason } from "../mark.js";
import { because, bold } from "../wording.js";

/** @typedef {import("../types.js").Named} Named */
/** @typedef {import("../types.js").Asked & { categories: Named[], rows: Named[] }} AskedMatch */
/**
 * @typedef {object} MatchKeyRow
 * @property {string} key
 * @property {string | null} also a defensible second category
 * @property {string} reason
 * @property {Record<string, string>} misconceptions by category
 */
/** @typedef {import("../types.js").Key & { rows: Record<string, MatchKeyRow> }} MatchKey */

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "matching",
  read(/** @type {AskedMatch} */ asked, raw) {
    const categories = asked.categories.map((category) => category.id);
    const rows = asked.rows.map((row) => row.id);
    return tableOf(raw, rows, (category) => oneOf(category, categories));
  },
  score(question, /** @type {Record<string, string>} */ answer) {
    const { asked, key } = /** @type {{ asked: AskedMatch, key: MatchKey }} */ (question);
    const reasons = asked.rows.map(({ id }) => reasonOfRow(id, key.rows[id], answer[id]));
    const worth = reasons.map(({ verdict }) =>
      verdict === "right" ? 1 : verdict === "partly" ? 0.5 : 0
    );
    const total = worth.reduce((/** @type {number} */ sum, each) => sum + each, 0);
    return markOfShare(question, total / asked.rows.length, reasons);
  },
  pairs: (/** @type {AskedMatch} */ asked, answer) =>
    pairsOf(asked.rows.map(({ id }) => id), answer),
  keyLines(question, known) {
    const { asked, key } = /** @type {{ asked: AskedMatch, key: MatchKey }} */ (question);
    const names = Object.fromEntries(asked.categories.map(({ id, text }) => [id, text]));
    return asked.rows.map(({ id, text }) => {
      const row = key.rows[id];
      const words = `${text.replace(/\.$/, "")} → ${bold(names[row.key])}.`;
      return because(words, " ", row.reason, known);
    });
  },
};

/**
 * @param {string} id
 * @param {MatchKeyRow} row
 * @param {string | undefined} given
 */
function reasonOfRow(id, row, given) {
  if (given === undefined) return reason(id, "blank");
  if (given === row.key) return reason(id, "right", row.reason);
  if (given === row.also) return reason(id, "partly", row.reason);
  return reason(id, "wrong", row.reason, row.misconceptions[given] ?? null);
}
