/**
 * Which view stands for which call of a lesson: `m.question("x")` in a notebook is
 * `<div class="maitrise-call" data-call="question" data-args='["x"]'>` in a page.
 */

import { caseQuestion } from "./case-question.js";
import { caseTable } from "./case-table.js";
import { handIn } from "./hand-in.js";
import { lesson } from "./lesson.js";
import { question } from "./question.js";
import { quiz } from "./quiz.js";
import { roleMap } from "./role-map.js";

/** @typedef {import("./types.js").View} View */

/** @type {Record<string, View>} */
export const CALLS = {
  case_question: caseQuestion,
  case_table: caseTable,
  hand_in: handIn,
  lesson,
  question: (page, id) => question(page, id),
  quiz,
  role_map: roleMap,
};
