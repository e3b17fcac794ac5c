/**
 * Pick every right option.
 */

import { someOf } from "../answer.js";
import { ids, keyLinesOfOptions } from "../choice/score.js";
import { scorePicks } from "../picks.js";

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "choice",
  read: (asked, raw) => someOf(raw, ids(asked)),
  score: (question, answer) => scorePicks(question, ids(question.asked), answer),
  keyLines: keyLinesOfOptions,
};
