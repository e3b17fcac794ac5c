/**
 * The labs' rules, asked by Python: a line `{"name": …, "given": …}` on standard input, the result
 * as a line on standard output. One process answers a whole file of property tests.
 */

import { intervals, rated } from "../../maitrise/player/card-schedule.js";
import * as value from "../../maitrise/player/earned-value.js";
import * as words from "../../maitrise/player/earned-value-words.js";
import { finishedPlays, givenAnswers, missedQuestions } from "../../maitrise/player/given.js";
import {
  ENOUGH,
  nextSteps,
  RECENT,
  resultOf,
  SHARE,
  standings,
} from "../../maitrise/player/mastery.js";
import { recordCsv } from "../../maitrise/player/record-csv.js";
import * as play from "../../maitrise/player/scenario.js";
import { kept, takeUp } from "../../maitrise/player/scenario-progress.js";
import { sayer } from "../../maitrise/player/words.js";

/** @type {Record<string, (given: any) => unknown>} */
const ASKED = {
  earnedValue({ project, language, sentences }) {
    const say = sayer(sentences, language);
    const said = words.inWords(project, language, say);
    return {
      level: value.level(project),
      numbers: [value.cv, value.sv, value.cpi, value.spi, value.tcpi].map((each) => each(project)),
      forecasts: value.ASSUMPTIONS.map((each) =>
        [value.eac, value.etc, value.vac].map((estimate) => estimate(project, each))
      ),
      measures: said.measures(),
      bars: said.bars(),
      summary: said.summary(),
      alert: said.alert(),
      judged: words.ACTIONS.map((each) => words.judged(project, each, say)),
    };
  },
  plays({ scenario, plays }) {
    return plays.map((/** @type {[string, string][]} */ choices) => {
      const state = play.replay(scenario, choices);
      const ending = play.endingOf(scenario, state);
      const behind = ending && play.decisionsBehind(ending, state);
      return { ending: ending?.id, behind: behind?.map(({ scene }) => scene.id) };
    });
  },
  takeUp({ scenario, document }) {
    const { state, endings, fault } = takeUp(scenario, document);
    return { fault, endings, kept: kept(scenario, state, endings) };
  },
  mastery({ statements, competencies, profile, banks }) {
    const found = standings(statements, competencies, profile);
    return { found, steps: nextSteps(found, statements, competencies, banks) };
  },
  steps: ({ found, statements, competencies, banks }) =>
    nextSteps(found, statements, competencies, banks),
  rule: () => ({ RECENT, ENOUGH, SHARE }),
  result: ({ statements, test, first }) =>
    resultOf(statements, test.lesson, test.questions, { first }),
  record: ({ statements }) => ({
    given: givenAnswers(statements),
    missed: missedQuestions(statements),
    plays: finishedPlays(statements),
  }),
  csv: ({ statements, language }) => recordCsv(statements, language),
  /** Reviews of one card, each a rating and a moment: what is kept after each. */
  reviews(given) {
    /** @type {import("../../maitrise/player/card-schedule.js").Seen | undefined} */
    let card;
    return given.map((/** @type {any} */ { rating, now }) => {
      const away = intervals(card, now);
      card = rated(card, rating, now);
      return { card, away };
    });
  },
};

const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
let rest = "";
for await (const text of lines) {
  const whole = (rest + text).split("\n");
  rest = whole.pop() ?? "";
  for (const line of whole) {
    const { name, given } = JSON.parse(line);
    console.log(JSON.stringify(ASKED[name](given)));
  }
}
