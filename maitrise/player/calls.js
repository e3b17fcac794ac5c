/**
 * Which view stands for which call of a lesson: `m.question("x")` in a notebook is
 * `<div class="maitrise-call" data-call="question" data-args='["x"]'>` in a page.
 */

import { bridges } from "./bridges.js";
import { caseQuestion } from "./case-question.js";
import { caseTable } from "./case-table.js";
import { handIn } from "./hand-in.js";
import { earnedValueLab } from "./earned-value-lab.js";
import { caseFigure, figureView } from "./figure.js";
import { flashCards } from "./flash-cards.js";
import { glossary } from "./glossary.js";
import { lesson } from "./lesson.js";
import { gain, mastery } from "./my-path.js";
import { myRecord } from "./my-record.js";
import { ninetyDays } from "./ninety-days.js";
import { paths } from "./paths.js";
import { question } from "./question.js";
import { quiz } from "./quiz.js";
import { roleMap } from "./role-map.js";
import { raciExplorer } from "./raci-explorer.js";
import { simulation } from "./simulation.js";

/** @typedef {import("./types.js").View} View */

/** @type {Record<string, View>} */
export const CALLS = {
  acceptance_stages: figureView("acceptance_stages"),
  bridges,
  case_figure: caseFigure,
  case_question: caseQuestion,
  case_table: caseTable,
  earned_value_lab: earnedValueLab,
  flash_cards: flashCards,
  gain,
  glossary,
  hand_in: handIn,
  lesson,
  life_cycle: figureView("life_cycle"),
  mastery,
  my_record: myRecord,
  ninety_days: ninetyDays,
  organisation: figureView("organisation"),
  paths,
  pmo_duties: figureView("pmo_duties"),
  question: (page, id) => question(page, id),
  quiz,
  raci_explorer: raciExplorer,
  raci_overview: figureView("raci_overview"),
  role_map: roleMap,
  simulation,
  task_map: figureView("task_map"),
};
