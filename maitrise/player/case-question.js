/**
 * One question of a case: numbered, with its points, without a verdict.
 */

import { shortNumber } from "../kinds/points.js";
import { question } from "./question.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./case-session.js").CaseAtWork} CaseAtWork */

/**
 * @param {Page} page
 * @param {string} cell the question, or the slot of an exam that one is drawn for
 */
export function caseQuestion(page, cell) {
  const { say, language } = page;
  const { asked } = /** @type {CaseAtWork} */ (page.case);
  const id = asked.get(cell);
  if (id === undefined) throw new Error(`This case asks nothing in "${cell}".`);
  const found = page.data.questions?.[id].asked;
  const number = [...asked.keys()].indexOf(cell) + 1;
  const kind = say("case.kicker", { number, kind: say(`kind.${found?.kind}`) });
  const difficulty = say("case.points", { points: shortNumber(found?.points ?? 0, language) });
  return question(page, id, { checks: false, above: { kind, difficulty } });
}
