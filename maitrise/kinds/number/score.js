/**
 * Give a number, right within an absolute tolerance; wrong values that are known have their reason.
 */

import { AnswerError } from "../answer.js";
import { markOfShare, reason } from "../mark.js";
import { isWithin, readNumber, writeQuantity, writeShortest } from "../numeral.js";

/** @typedef {import("../types.js").Asked & { unit: string | null, decimals: number }} AskedNumber */
/**
 * @typedef {object} KnownWrong
 * @property {number} value
 * @property {number | null} tolerance null: the question's own
 * @property {string} reason
 * @property {string | null} misconception
 */
/**
 * @typedef {import("../types.js").Key & {
 *   value: number,
 *   tolerance: number,
 *   wrongs: KnownWrong[],
 * }} NumberKey
 */

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "numeric",
  read(_, raw) {
    if (typeof raw !== "number" || !Number.isFinite(raw)) throw new AnswerError();
    return raw;
  },
  fromField: (value, language) => typeof value === "string" ? readNumber(value, language) : value,
  typed: (/** @type {number} */ answer, language) => writeShortest(answer, language),
  score(question, /** @type {number} */ answer) {
    const key = /** @type {NumberKey} */ (question.key);
    if (isWithin(answer, key.value, key.tolerance)) {
      return markOfShare(question, 1, [reason("", "right", key.explanation)]);
    }
    const known = key.wrongs.find(({ value, tolerance }) =>
      isWithin(answer, value, tolerance ?? key.tolerance)
    );
    return markOfShare(question, 0, [
      known ? reason("", "wrong", known.reason, known.misconception) : reason("", "wrong"),
    ]);
  },
  keyLines({ asked, key }, _, { language }) {
    const { unit, decimals } = /** @type {AskedNumber} */ (asked);
    return [`**${writeQuantity(key.value, unit ?? "", language, decimals)}**`];
  },
};
