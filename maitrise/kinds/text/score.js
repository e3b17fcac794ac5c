/**
 * Write a text; a person marks it against the rubric.
 */

import { AnswerError } from "../answer.js";
import { strip, whole } from "../characters.js";

/** @typedef {import("../types.js").Asked & { criteria: string[] }} AskedText `criteria` as learners read them */
/**
 * @typedef {import("../types.js").Key & {
 *   criteria: { points: number, text: string, expected: string | null }[],
 * }} TextKey
 */

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "long-fill-in",
  read(_, raw) {
    if (typeof raw !== "string") throw new AnswerError();
    const text = whole(raw);
    return strip(text) ? text : null;
  },
  score: ({ asked }) => ({ points: 0, maximum: asked.points, verdict: "to mark", reasons: [] }),
  keyLines(question, _, { say }) {
    const { asked, key } = /** @type {{ asked: AskedText, key: TextKey }} */ (question);
    return key.criteria.map(({ expected }, place) => {
      const criterion = asked.criteria[place];
      return expected ? `${criterion} ${say("text.expected", { expected })}` : criterion;
    });
  },
};
