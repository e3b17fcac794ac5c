/**
 * A mark as what the learner is shown: the verdict in words, and a reason for each part.
 */

import { pointsInWords } from "./points.js";

/** @typedef {import("./types.js").Feedback} Feedback */
/** @typedef {import("./types.js").Keyed} Keyed */
/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Reason} Reason */
/** @typedef {{ say: import("./types.js").Say, language: import("./types.js").Language }} Words */

/**
 * @param {Keyed} question
 * @param {Mark} mark
 * @param {Words} words
 * @returns {Feedback}
 */
export function feedback({ key }, mark, words) {
  const { say } = words;
  /** @param {Reason} reason @returns {Part} */
  const part = ({ verdict, text }) => ({
    verdict,
    label: say(`verdict.${verdict}`),
    reason: text ?? "",
  });
  const isRight = mark.verdict === "right";
  // Where the whole answer is right its reason is the explanation, which follows.
  const whole = isRight ? [] : mark.reasons.filter(({ item }) => !item);
  return {
    verdict: mark.verdict,
    headline: say(`verdict.${mark.verdict}`),
    points: pointsInWords(mark, words),
    parts: Object.fromEntries(
      mark.reasons.filter(({ item }) => item).map((reason) => [reason.item, part(reason)]),
    ),
    // A value that no author foresaw has no reason of its own.
    reasons: whole.map((reason) =>
      reason.text === null ? { ...part(reason), reason: say("number.not-it") } : part(reason)
    ),
    explanation: isRight && key.explanation ? [key.explanation] : [],
  };
}

/**
 * The reasons that a mark has told the learner.
 * @param {Mark} mark
 */
export function told({ reasons }) {
  return new Set(reasons.flatMap(({ text }) => text === null ? [] : [text]));
}
