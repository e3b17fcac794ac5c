/**
 * Pick the one right option: all or nothing.
 */

import { oneOf } from "../answer.js";
import { markOfShare, reason } from "../mark.js";
import { because, bold } from "../wording.js";

/** @typedef {import("../types.js").Asked & { options: import("../types.js").Named[] }} AskedOptions */
/** @typedef {import("../picks.js").PicksKey} PicksKey */

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "choice",
  read: (/** @type {AskedOptions} */ asked, raw) => oneOf(raw, ids(asked)),
  score(question, /** @type {string} */ answer) {
    const key = /** @type {PicksKey} */ (question.key);
    const isRight = key.right.includes(answer);
    const why = key.reasons[answer];
    const misconception = key.misconceptions[answer] ?? null;
    return markOfShare(question, isRight ? 1 : 0, [
      reason(answer, isRight ? "right" : "wrong", why, misconception),
    ]);
  },
  keyLines: keyLinesOfOptions,
};

/** @param {AskedOptions} asked */
export function ids(asked) {
  return asked.options.map((option) => option.id);
}

/**
 * The right options, each with its reason.
 * @type {import("../types.js").Scoring["keyLines"]}
 */
export function keyLinesOfOptions({ asked, key }, known) {
  return /** @type {AskedOptions} */ (asked).options
    .filter((option) => key.right.includes(option.id))
    .map((option) => because(bold(option.text), " — ", key.reasons[option.id], known));
}
