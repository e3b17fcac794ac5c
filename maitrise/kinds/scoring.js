/**
 * How an answer is read and marked, whatever the kind of its question.
 */

import { isBlank } from "./answer.js";
import { SCORINGS } from "./scorings.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Asked} Asked */
/** @typedef {import("./types.js").Keyed} Keyed */
/** @typedef {import("./types.js").Mark} Mark */

/**
 * Plain data (of a sheet, of a form) as an answer to what is asked.
 * @param {Asked} asked
 * @param {unknown} raw
 * @returns {Answer | null} null when nothing was answered; throws an AnswerError for other shapes
 */
export function readAnswer(asked, raw) {
  return isBlank(raw) ? null : SCORINGS[asked.kind].read(asked, raw);
}

/**
 * What a view gives, as the sheet keeps it: what was typed is read first. Throws a NumberError.
 * @param {Asked} asked
 * @param {unknown} value
 * @param {import("./types.js").Language} language
 */
export function fromField({ kind }, value, language) {
  const { fromField: read } = SCORINGS[kind];
  return read ? read(value, language) : value;
}

/**
 * An answer as the field that it was typed into shows it again; null where none was.
 * @param {Asked} asked
 * @param {Answer | null} answer
 * @param {import("./types.js").Language} language
 */
export function typed({ kind }, answer, language) {
  return answer === null ? null : SCORINGS[kind].typed?.(answer, language) ?? null;
}

/**
 * Mark a validated answer; null is a blank one.
 * @param {Keyed} question
 * @param {Answer | null} answer
 * @returns {Mark}
 */
export function score(question, answer) {
  if (answer === null) {
    return { points: 0, maximum: question.asked.points, verdict: "blank", reasons: [] };
  }
  return SCORINGS[question.asked.kind].score(question, answer);
}

/**
 * The model answer, a line a part; what the question teaches is said beside it.
 * @param {Keyed} question
 * @param {Set<string>} known reasons that the reader has before their eyes already
 * @param {{ say: import("./types.js").Say, language: import("./types.js").Language }} around
 */
export function keyLines(question, known, around) {
  return SCORINGS[question.asked.kind].keyLines(question, known, around);
}
