/**
 * What a learning record says: checked answers, and plays that came to an end.
 *
 * The same reading as `maitrise/learner/record.py`; what is no statement of ours is passed over.
 */

export const HOME_PAGE = "https://maitrise.example";
const VERBS = "http://adlnet.gov/expapi/verbs/";
const SCENARIOS = `${HOME_PAGE}/scenarios/`;
const EXTENSIONS = `${HOME_PAGE}/extensions/`;

/**
 * One checked answer.
 * @typedef {object} Given
 * @property {string} lesson
 * @property {string} question
 * @property {string} competency
 * @property {string} difficulty
 * @property {boolean | null} success null where a person has yet to mark it
 * @property {number} points
 * @property {number} maximum
 * @property {string} at when, as the statement writes it
 */

/** @typedef {{scenario: string, ending: string, at: string}} Played */

/** A value inside a value; undefined where there is none. @param {any} value @param {string[]} path */
function at(value, ...path) {
  return path.reduce((inner, key) => inner?.[key], value);
}

/** @param {string} text @param {string} start */
function without(text, start) {
  return text.startsWith(start) ? text.slice(start.length) : text;
}

/**
 * The checked answers of a record, in its order.
 * @param {Iterable<unknown>} statements
 * @returns {Given[]}
 */
export function givenAnswers(statements) {
  return Array.from(statements, givenOf).filter((each) => each !== null);
}

/** @param {unknown} statement @returns {Given | null} */
function givenOf(statement) {
  if (at(statement, "verb", "id") !== `${VERBS}answered`) return null;
  const [id, when] = [at(statement, "object", "id"), at(statement, "timestamp")];
  const extensions = at(statement, "object", "definition", "extensions");
  const competency = at(extensions, `${EXTENSIONS}competency`);
  const difficulty = at(extensions, `${EXTENSIONS}difficulty`);
  const result = at(statement, "result");
  if (typeof id !== "string" || typeof when !== "string" || typeof result !== "object" || !result) {
    return null;
  }
  if (typeof competency !== "string" || typeof difficulty !== "string") return null;
  const place = without(id, `${HOME_PAGE}/`).split("/");
  const points = Number(at(result, "score", "raw") ?? 0);
  const maximum = Number(at(result, "score", "max") ?? 0);
  if (place.length !== 2 || !Number.isFinite(points) || !Number.isFinite(maximum)) return null;
  const success = at(result, "success") ?? null;
  const [lesson, question] = place;
  return { lesson, question, competency, difficulty, success, points, maximum, at: when };
}

/**
 * The last checked answer to each question, by "lesson/question", the oldest first.
 * @param {Iterable<unknown>} statements
 * @returns {Map<string, Given>}
 */
export function latestAnswers(statements) {
  /** @type {Map<string, Given>} */
  const latest = new Map();
  for (const each of givenAnswers(statements)) {
    const name = `${each.lesson}/${each.question}`;
    latest.delete(name);
    latest.set(name, each);
  }
  return latest;
}

/**
 * "lesson/question" of each question whose last checked answer was not right.
 * @param {Iterable<unknown>} statements
 */
export function missedQuestions(statements) {
  return [...latestAnswers(statements)].filter(([, each]) => each.success === false)
    .map(([name]) => name);
}

/**
 * The plays that came to an ending, in the record's order.
 * @param {Iterable<unknown>} statements
 * @returns {Played[]}
 */
export function finishedPlays(statements) {
  const plays = [];
  for (const statement of statements) {
    if (at(statement, "verb", "id") !== `${VERBS}completed`) continue;
    const [id, when] = [at(statement, "object", "id"), at(statement, "timestamp")];
    const ending = at(statement, "result", "extensions", `${EXTENSIONS}ending`);
    if ([id, when, ending].every((each) => typeof each === "string")) {
      plays.push({ scenario: without(id, SCENARIOS), ending, at: when });
    }
  }
  return plays;
}
