/**
 * The learning record: what was done and when, as xAPI 1.0.3 statements, the same as Python writes
 * (`maitrise/learner/record.py`). The actor is an account with a pseudonym, never a name.
 */

import { misconceptions } from "../kinds/mark.js";
import { repr, rounded } from "../kinds/numeral.js";
import { SCORINGS } from "../kinds/scorings.js";
import { uuid } from "./random.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").Statement} Statement */
/** @typedef {Record<Language, string>} Name */

/**
 * Who, when, in which language, by which version of the course: what every statement of one page
 * has in common.
 * @typedef {object} Moment
 * @property {string} learner
 * @property {string} at
 * @property {Language} language
 * @property {string} version
 */

export const HOME_PAGE = "https://maitrise.example";
const DATA_MODEL = "1.0.0"; // section 2.4.10 forbids to write the patch version here
const VERBS = "http://adlnet.gov/expapi/verbs/";
const ACTIVITIES = "http://adlnet.gov/expapi/activities/";
const EXTENSIONS = `${HOME_PAGE}/extensions/`;

/** @type {Record<string, Name>} */
const SAID = {
  answered: { fr: "a répondu à", en: "answered" },
  attempted: { fr: "a commencé", en: "attempted" },
  completed: { fr: "a terminé", en: "completed" },
};

/**
 * A question was answered and checked.
 * @param {Moment} moment
 * @param {string} lesson
 * @param {Question} question
 * @param {Answer} answer
 * @param {Mark} mark
 * @returns {Statement}
 */
export function answered(moment, lesson, { asked, name }, answer, mark) {
  const found = misconceptions(mark);
  const result = {
    response: response(asked, answer),
    completion: true,
    ...(mark.verdict === "to mark" ? {} : {
      success: mark.verdict === "right",
      score: scoreOf(mark.points, mark.maximum),
    }),
    ...(found.length ? { extensions: { [`${EXTENSIONS}misconceptions`]: found } } : {}),
  };
  const activity = {
    objectType: "Activity",
    id: `${HOME_PAGE}/${lesson}/${asked.id}`,
    definition: {
      type: `${ACTIVITIES}cmi.interaction`,
      name: name ?? { fr: asked.prompt, en: asked.prompt },
      interactionType: SCORINGS[asked.kind].interaction,
      extensions: {
        [`${EXTENSIONS}competency`]: asked.competency,
        [`${EXTENSIONS}difficulty`]: asked.difficulty,
      },
    },
  };
  return statement(moment, "answered", activity, result, lesson);
}

/**
 * A lesson was begun, or finished with so many points.
 * @param {Moment} moment
 * @param {"attempted" | "completed"} verb
 * @param {string} lesson
 * @param {Name} name the lesson's title, in both languages
 * @param {{ points: number, maximum: number }} [reached]
 * @returns {Statement}
 */
export function tookPart(moment, verb, lesson, name, reached) {
  const result = {
    ...(reached?.maximum ? { score: scoreOf(reached.points, reached.maximum) } : {}),
    ...(verb === "completed" ? { completion: true } : {}),
  };
  const activity = {
    objectType: "Activity",
    id: `${HOME_PAGE}/${lesson}`,
    definition: { type: `${ACTIVITIES}lesson`, name },
  };
  return statement(moment, verb, activity, result);
}

/**
 * A play of a scenario was begun, or has come to an ending. An ending is no score: it says where
 * the decisions led.
 * @param {Moment} moment
 * @param {string} scenario
 * @param {Name} title
 * @param {string} [ending] "" when the play begins
 * @returns {Statement}
 */
export function played(moment, scenario, title, ending = "") {
  const activity = {
    objectType: "Activity",
    id: `${HOME_PAGE}/scenarios/${scenario}`,
    definition: { type: `${ACTIVITIES}simulation`, name: title },
  };
  if (!ending) return statement(moment, "attempted", activity, {});
  const result = { completion: true, extensions: { [`${EXTENSIONS}ending`]: ending } };
  return statement(moment, "completed", activity, result);
}

/**
 * A decision was taken in a scene. It is neither a success nor a failure: the mandate says whether
 * it was the player's to take.
 * @param {Moment} moment
 * @param {{ scenario: string, scene: string, title: Name }} where
 * @param {{ choice: string, mandate: "kept" | "exceeded" | "unused" }} decision
 * @returns {Statement}
 */
export function decided(moment, { scenario, scene, title }, { choice, mandate }) {
  const activity = {
    objectType: "Activity",
    id: `${HOME_PAGE}/scenarios/${scenario}/${scene}`,
    definition: { type: `${ACTIVITIES}cmi.interaction`, name: title, interactionType: "choice" },
  };
  const result = {
    response: choice,
    completion: true,
    extensions: { [`${EXTENSIONS}mandate`]: mandate },
  };
  return statement(moment, "answered", activity, result, `scenarios/${scenario}`);
}

/**
 * @param {Moment} moment
 * @param {string} verb
 * @param {object} activity
 * @param {object} result
 * @param {string} [parent]
 * @returns {Statement}
 */
function statement({ learner, at, language, version }, verb, activity, result, parent) {
  const above = { objectType: "Activity", id: `${HOME_PAGE}/${parent}` };
  return {
    id: uuid(),
    actor: { objectType: "Agent", account: { homePage: HOME_PAGE, name: learner } },
    verb: { id: `${VERBS}${verb}`, display: SAID[verb] },
    object: activity,
    context: {
      language,
      platform: `maitrise ${version}`,
      ...(parent ? { contextActivities: { parent: [above] } } : {}),
    },
    timestamp: at,
    version: DATA_MODEL,
    ...(Object.keys(result).length ? { result } : {}),
  };
}

/** @param {number} points @param {number} maximum */
function scoreOf(points, maximum) {
  return { scaled: rounded(points / maximum, 4), raw: points, min: 0, max: maximum };
}

/**
 * The answer in the notation of xAPI for interactions (Part Two, Appendix C).
 * @param {Question["asked"]} asked
 * @param {Answer} answer
 */
function response(asked, answer) {
  if (typeof answer === "string") return answer;
  if (typeof answer === "number") return repr(answer);
  const pairs = SCORINGS[asked.kind].pairs;
  const parts = Array.isArray(answer) ? answer : pairs?.(asked, answer) ?? [];
  return parts.join("[,]");
}
