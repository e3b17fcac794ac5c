/**
 * The steps of a page as data: which screens there are, how far each step is, how long is left.
 */

/**
 * A step as `page.json` has it.
 * @typedef {object} Step
 * @property {string} id its place in the address
 * @property {string} cell what opens it, the same in both languages
 * @property {string} title
 * @property {number | null} part
 * @property {number} minutes
 * @property {string[][]} screens the questions of each screen
 */
/** @typedef {{ title: string, minutes: number }} Part */
/** @typedef {"done" | "waiting" | "to come"} Progress */
/** @typedef {{ step: number, screen: number }} At */

/** The cell of the step that stands under the page's title; it has no number. */
export const START = "start";
/** The name of the last step, which lists what came of all; it has no number either. */
export const SUMMARY = "summary";

/**
 * Every screen in reading order.
 * @param {Step[]} steps
 * @returns {At[]}
 */
export function screensOf(steps) {
  return steps.flatMap((each, step) => each.screens.map((_, screen) => ({ step, screen })));
}

/**
 * How far a step is.
 * @param {Step} step
 * @param {ReadonlySet<string>} seen cells of the steps that were shown
 * @param {(question: string) => boolean} isChecked
 * @returns {Progress}
 */
export function progressOf(step, seen, isChecked) {
  const questions = step.screens.flat();
  if (questions.length && questions.every(isChecked)) return "done";
  if (!seen.has(step.cell)) return "to come";
  return questions.length ? "waiting" : "done";
}

/**
 * About how many minutes are left: in the part that the reader is in, or on the whole page.
 * @param {Step[]} steps
 * @param {number} here
 * @param {(step: Step) => Progress} progress
 */
export function minutesLeft(steps, here, progress) {
  const part = steps[here]?.part ?? null;
  return steps
    .filter((step) => part === null || step.part === part)
    .filter((step) => progress(step) !== "done")
    .reduce((sum, step) => sum + step.minutes, 0);
}

/**
 * The step that a place of the address names.
 * @param {Step[]} steps
 * @param {string} name its id, or the cell that opens it
 */
export function stepNamed(steps, name) {
  const named = steps.findIndex((step) => step.id === name);
  return named >= 0 ? named : steps.findIndex((step) => step.cell === name);
}

/**
 * The number that a step bears, and how many there are: those of the lesson, between the one under
 * its title and the summary.
 * @param {Step[]} steps
 * @param {number} here
 * @returns {{ number: number, total: number } | null}
 */
export function numberOf(steps, here) {
  const counted = steps.filter(({ cell }) => cell !== START && cell !== SUMMARY);
  const place = counted.indexOf(steps[here]);
  return place < 0 ? null : { number: place + 1, total: counted.length };
}

/**
 * A title without the number that its author gave it: the steps are counted beside it.
 * @param {string} title
 */
export function unnumbered(title) {
  return title.replace(/^\d+\.\s+/, "");
}
