/**
 * How far a learner has come, competency by competency, from the learning record alone.
 *
 * How it is computed, a choice of the course's design and not a standard:
 *
 * - Evidence is the last checked answer to each question; of these, the six most recent count, so
 *   that what was missed weeks ago and answered since weighs no more.
 * - A level rests on the questions of its difficulty or harder: N1 (recognise) on all, N2 (apply)
 *   on medium and hard ones, N3 (analyse) on hard ones. It is reached with at least 70 % of their
 *   points, on at least three questions (two for N3, of which each competency has few), and only
 *   when the levels below it are.
 * - N4 (judge and design) shows in the cases, which a person marks: lessons never claim it.
 * - With fewer than three answers a competency has no level: "not enough answers yet".
 *
 * Trying again after the reasons were read counts as learning, so this shows progress, not a mark.
 * What a test shows is the same as `maitrise/learner/mastery.py` reports; a test compares them.
 */

import { givenAnswers, latestAnswers } from "./given.js";

/** @typedef {import("./given.js").Given} Given */

/**
 * @typedef {object} Competency
 * @property {string} id
 * @property {string} name
 * @property {Record<string, string>} targets by profile, the level aimed at
 * @property {string[]} lessons
 */

/**
 * A question as far as progress hangs on it.
 * @typedef {object} Measured
 * @property {string} id
 * @property {string} competency
 * @property {string} difficulty
 * @property {number} points
 * @property {boolean} tested part of a test that gives its reasons at the end: it measures, and is
 *   no practice
 */

/** The questions of each lesson that can be opened. @typedef {Record<string, Measured[]>} Banks */

/**
 * Where a learner is on one competency.
 * @typedef {object} Standing
 * @property {string} competency
 * @property {{easy: number, medium: number, hard: number}} answers questions answered
 * @property {string} level "N1" to "N3"; "" while none is reached
 * @property {string} target the level that the profile aims at; "" without a profile
 * @property {"unknown" | "below" | "reached" | "cases" | "untargeted"} verdict
 */

/**
 * Something to take up next.
 * @typedef {object} Step
 * @property {Standing} standing
 * @property {string[]} lessons
 * @property {{lesson: string, question: string}[]} questions
 */

/** @typedef {{points: number, maximum: number, shares: Record<string, number>}} Result */

export const RECENT = 6;
export const ENOUGH = 3;
export const SHARE = 0.7;
const STEPS = 5;
const QUESTIONS_A_STEP = 3;
const ORDER = ["", "N1", "N2", "N3", "N4"];
const RANK = ["easy", "medium", "hard"];
/** @type {[string, string[], number][]} level, the difficulties that it rests on, how many answers */
const LEVELS = [
  ["N1", ["easy", "medium", "hard"], ENOUGH],
  ["N2", ["medium", "hard"], ENOUGH],
  ["N3", ["hard"], 2],
];

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}

/**
 * Where the learner is on every competency, in the course's order.
 * @param {Iterable<unknown>} statements the learning record, oldest first
 * @param {Competency[]} competencies
 * @param {string} profile "" or an unknown one sets no target
 * @returns {Standing[]}
 */
export function standings(statements, competencies, profile) {
  const latest = [...latestAnswers(statements).values()];
  return competencies.map((competency) =>
    standing(
      competency.id,
      latest.filter((each) => each.competency === competency.id),
      Object.hasOwn(competency.targets, profile) ? competency.targets[profile] : "",
    )
  );
}

/** @param {string} competency @param {Given[]} latest @param {string} target @returns {Standing} */
function standing(competency, latest, target) {
  const marked = latest.filter((each) => each.maximum > 0);
  let level = "";
  for (const [reached, difficulties, enough] of LEVELS) {
    if (!isReached(marked, difficulties, enough)) break;
    level = reached;
  }
  const [easy, medium, hard] = RANK.map((rank) =>
    marked.filter((each) => each.difficulty === rank).length
  );
  /** @type {Standing["verdict"]} */
  let verdict = "below";
  if (marked.length < ENOUGH) verdict = "unknown";
  else if (!target) verdict = "untargeted";
  else if (ORDER.indexOf(level) >= ORDER.indexOf(target)) verdict = "reached";
  else if (level === "N3" && target === "N4") verdict = "cases";
  return { competency, answers: { easy, medium, hard }, level, target, verdict };
}

/** @param {Given[]} marked @param {string[]} difficulties @param {number} enough */
function isReached(marked, difficulties, enough) {
  const recent = marked.filter((each) => difficulties.includes(each.difficulty)).slice(-RECENT);
  if (recent.length < enough) return false;
  return sum(recent.map((each) => each.points)) >= SHARE * sum(recent.map((each) => each.maximum));
}

/** How many levels are left, at least one while it is not known. @param {Standing} standing */
function gap({ target, level, verdict }) {
  const left = ORDER.indexOf(target) - ORDER.indexOf(level);
  return Math.max(left, verdict === "unknown" ? 1 : 0);
}

/**
 * What to take up next, the widest gap first, five at most.
 * @param {Standing[]} found what `standings` returned
 * @param {Iterable<unknown>} statements
 * @param {Competency[]} competencies
 * @param {Banks} banks
 * @returns {Step[]}
 */
export function nextSteps(found, statements, competencies, banks) {
  const latest = latestAnswers(statements);
  const wanting = found.filter(({ verdict, level }) =>
    ["unknown", "below"].includes(verdict) || (verdict === "untargeted" && level !== "N3")
  );
  const widest = wanting.toSorted((one, other) => gap(other) - gap(one)).slice(0, STEPS);
  return widest.map((each) => {
    const competency = competencies.find(({ id }) => id === each.competency);
    return {
      standing: each,
      lessons: (competency?.lessons ?? []).filter((lesson) => Object.hasOwn(banks, lesson)),
      questions: toAnswer(each.competency, latest, banks),
    };
  });
}

/**
 * Missed questions first, then those never answered, the easiest first.
 * @param {string} competency
 * @param {Map<string, Given>} latest
 * @param {Banks} banks
 */
function toAnswer(competency, latest, banks) {
  const wanted = [];
  for (const [lesson, questions] of Object.entries(banks)) {
    for (const question of questions) {
      if (question.competency !== competency || question.tested) continue;
      const given = latest.get(`${lesson}/${question.id}`);
      if (given && given.success !== false) continue;
      const place = (given ? 0 : RANK.length) + RANK.indexOf(question.difficulty);
      wanted.push({ place, lesson, question: question.id });
    }
  }
  return wanted.toSorted((one, other) => one.place - other.place).slice(0, QUESTIONS_A_STEP)
    .map(({ lesson, question }) => ({ lesson, question }));
}

/**
 * What a test showed; null when it was never taken. A question left blank has no points. The
 * positioning test counts by the first answer to each question, the exit test by the last.
 * @param {Iterable<unknown>} statements
 * @param {string} lesson
 * @param {Pick<Measured, "id" | "competency" | "points">[]} questions those of the test, in order
 * @param {{first: boolean}} which
 * @returns {Result | null}
 */
export function resultOf(statements, lesson, questions, { first }) {
  /** @type {Map<string, Given>} */
  const answers = new Map();
  for (const each of givenAnswers(statements)) {
    if (each.lesson !== lesson || !questions.some(({ id }) => id === each.question)) continue;
    if (!first || !answers.has(each.question)) answers.set(each.question, each);
  }
  if (!answers.size) return null;
  /** @type {Map<string, number[]>} */
  const reached = new Map();
  for (const { id, competency, points } of questions) {
    const share = (answers.get(id)?.points ?? 0) / points;
    reached.set(competency, [...(reached.get(competency) ?? []), share]);
  }
  const shares = [...reached.keys()].toSorted().map((name) => {
    const all = /** @type {number[]} */ (reached.get(name));
    return [name, sum(all) / all.length];
  });
  return {
    points: sum([...answers.values()].map((each) => each.points)),
    maximum: sum(questions.map((each) => each.points)),
    shares: Object.fromEntries(shares),
  };
}
