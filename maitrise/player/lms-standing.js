/**
 * How a learner stands in a lesson, as an LMS is told: by the rule of the package.
 */

import { score } from "../kinds/scoring.js";
import { SUMMARY } from "./outline.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").PageData} PageData */
/**
 * @typedef {object} Standing
 * @property {boolean} complete
 * @property {"" | "passed" | "failed"} success "" while there is nothing to judge
 * @property {number | null} score percent, from 0 to 100; null before the lesson is complete
 */
/**
 * @typedef {object} Rule
 * @property {string} quiz whose points count; "" for all questions
 * @property {number | null} pass percent; null where the lesson is neither passed nor failed
 */
/** @typedef {{ steps: number, seen: number, done: number, questions: number }} Progress */

/**
 * How far the lesson is, and what came of it so far.
 * @param {Page & { data: PageData & { steps?: import("./outline.js").Step[] } }} page
 * @param {Rule} rule
 * @param {ReadonlySet<string>} seen cells of the steps that were shown
 * @returns {{ standing: Standing, progress: Progress }}
 */
export function standingOf({ data, session }, { quiz, pass }, seen) {
  const cells = (data.steps ?? []).map(({ cell }) => cell).filter((cell) => cell !== SUMMARY);
  const counted = data.quizzes?.[quiz];
  const names = counted?.questions ?? Object.keys(data.questions ?? {});
  const checked = names.filter((name) => session.entry(name).checked);
  // In a test that tells at the end a blank is an honest answer.
  const isDone = counted?.reasons === "end" ? checked.length > 0 : checked.length === names.length;
  const seenSteps = cells.filter((cell) => seen.has(cell)).length;
  const progress = {
    steps: cells.length,
    seen: seenSteps,
    done: isDone ? names.length : checked.length,
    questions: names.length,
  };
  const complete = isDone && seenSteps === cells.length;
  if (!complete) return { progress, standing: { complete, success: "", score: null } };
  const reached = share(names, { data, session });
  const percent = reached === null ? null : Math.round(reached * 1000) / 10;
  /** @type {Standing["success"]} */
  const success = pass === null || percent === null ? "" : percent >= pass ? "passed" : "failed";
  return { progress, standing: { complete, success, score: pass === null ? null : percent } };
}

/**
 * The points reached of all that could be; what a person marks counts for nothing here.
 * @param {string[]} names
 * @param {Pick<Page, "data" | "session">} page
 */
function share(names, { data, session }) {
  let [points, maximum] = [0, 0];
  for (const name of names) {
    const { asked, key } = data.questions?.[name] ?? {};
    if (!asked || !key) continue;
    const answer = session.entry(name).checked ? session.answer(name) : null;
    const mark = score({ asked, key }, answer);
    if (mark.verdict === "to mark") continue;
    points += mark.points;
    maximum += mark.maximum;
  }
  return maximum ? points / maximum : null;
}

/**
 * The better of two: what was once reached is never taken back.
 * @param {Standing} one
 * @param {Standing} other
 * @returns {Standing}
 */
export function better(one, other) {
  const scores = [one.score, other.score].filter((each) => each !== null);
  const successes = [one.success, other.success];
  return {
    complete: one.complete || other.complete,
    success: successes.includes("passed") ? "passed" : successes.includes("failed") ? "failed" : "",
    score: scores.length ? Math.max(...scores) : null,
  };
}
