/**
 * Fill a RACI matrix: a share of the rows, each right as a whole or not at all.
 */

import { oneOf, pairsOf, tableOf } from "../answer.js";
import { markOfShare, reason } from "../mark.js";

/**
 * @typedef {import("../types.js").Asked & {
 *   roles: string[],
 *   letters: { letter: string, words: string }[],
 *   accountable: string[],
 *   rows: import("../types.js").Named[],
 * }} AskedRaci
 */
/** @typedef {Record<string, Record<string, string>>} RaciAnswer letters by row and role */
/** @typedef {{ key: Record<string, string>, reason: string }} RaciKeyRow */
/** @typedef {import("../types.js").Key & { rows: Record<string, RaciKeyRow> }} RaciKey */

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "matching",
  read(/** @type {AskedRaci} */ asked, raw) {
    const rows = asked.rows.map((row) => row.id);
    const letters = asked.letters.map(({ letter }) => letter);
    return tableOf(
      raw,
      rows,
      (row) => tableOf(row, asked.roles, (letter) => oneOf(letter, letters)),
    );
  },
  score(question, /** @type {RaciAnswer} */ answer) {
    const { asked, key } = /** @type {{ asked: AskedRaci, key: RaciKey }} */ (question);
    const reasons = asked.rows.map(({ id }) => {
      const given = answer[id];
      if (!given) return reason(id, "blank");
      // A cell left empty in a row that was filled says the same as the dash.
      const isRight = asked.roles.every((role) => (given[role] ?? "-") === key.rows[id].key[role]);
      return reason(id, isRight ? "right" : "wrong", key.rows[id].reason);
    });
    const hits = reasons.filter(({ verdict }) => verdict === "right").length;
    return markOfShare(question, hits / asked.rows.length, reasons);
  },
  pairs: (/** @type {AskedRaci} */ asked, /** @type {RaciAnswer} */ answer) =>
    asked.rows.flatMap(({ id }) => pairsOf(asked.roles, answer[id] ?? {}, `${id}/`)),
  keyLines(question) {
    const { asked, key } = /** @type {{ asked: AskedRaci, key: RaciKey }} */ (question);
    return asked.rows.map(({ id, text }) => {
      const letters = asked.roles.map((role) => `${role} **${key.rows[id].key[role]}**`);
      return `${text} → ${letters.join(", ")}`;
    });
  },
};
