/**
 * The answers of one page: what the learner clicks counts at once, and is stored behind.
 */

import { AnswerError } from "../kinds/answer.js";
import { readAnswer, score } from "../kinds/scoring.js";
import { currentLearner } from "./identity.js";
import { Keeper } from "./keeper.js";
import { answered, tookPart } from "./statement.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").PageData} PageData */
/** @typedef {import("./types.js").Session} Session */
/** @typedef {import("./types.js").Store} Store */
/** @typedef {import("./types.js").Say} Say */

/**
 * @typedef {object} Around
 * @property {Say} say
 * @property {() => string} now
 * @property {string} [document] the name of the sheet in the store; the lesson's by default
 */

/**
 * @param {PageData} data
 * @param {Store} store
 * @param {Around} around
 * @returns {Promise<Session>} never rejects for what it finds in the store
 */
export async function openSession(data, store, { say, now, document }) {
  const { page: lesson, language } = data;
  const { id: learner, isProvisional = false } = await currentLearner(store);
  const sheet = {
    document: document ?? `answers/${lesson}`,
    lesson,
    language,
    learner,
    isProvisional,
  };
  /** @type {Set<(anew: boolean) => void>} */
  const listeners = new Set();
  const keeper = new Keeper(store, sheet, say, () => show(true));
  const standing = standingOf(data, keeper);
  const title = data.name ?? { fr: data.title, en: data.title };

  /** @param {boolean} [anew] */
  const show = (anew = false) => listeners.forEach((listener) => listener(anew));
  const moment = () => ({
    learner: sheet.learner,
    at: now(),
    language,
    version: data.version ?? "",
  });

  /** @param {string} question @param {unknown} value @returns {Promise<Outcome>} */
  function put(question, value) {
    if (keeper.wasErased) return keeper.write();
    if (!keeper.held.answers.size) keeper.note(tookPart(moment(), "attempted", lesson, title));
    keeper.held.put(question, value, { checked: false, now: now() });
    show();
    return keeper.write();
  }

  /** @param {[string, unknown][]} answers @returns {Promise<Outcome>} */
  function checkAll(answers) {
    if (keeper.wasErased) return keeper.write();
    const wasComplete = standing.isComplete();
    for (const [question, value] of answers) {
      const { asked, key } = standing.questions[question];
      const answer = readAnswer(asked, value);
      if (answer === null) continue;
      if (key) {
        const mark = score({ asked, key }, answer);
        keeper.note(answered(moment(), lesson, standing.questions[question], answer, mark));
      }
      keeper.held.put(question, value, { checked: true, now: now() });
    }
    if (!wasComplete && standing.isComplete()) {
      keeper.note(tookPart(moment(), "completed", lesson, title, standing.points()));
    }
    show();
    return keeper.write();
  }

  return {
    lesson,
    get learner() {
      return sheet.learner;
    },
    notices: await keeper.open(),
    entry: (question) => keeper.held.entry(question),
    answer: standing.answer,
    verdict: standing.verdict,
    points: standing.points,
    put,
    check: (question, value) => checkAll([[question, value]]),
    checkAll,
    async beginAgain() {
      const outcome = await keeper.setAside();
      if (outcome.saved) show(true);
      return outcome;
    },
    async forget() {
      keeper.forget((await currentLearner(store)).id);
      show(true);
    },
    record(statements) {
      keeper.note(...statements);
      return keeper.write();
    },
    moment,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watchKept: (listener) => keeper.watchKept(listener),
    where: () => keeper.where(),
    close: () => keeper.close(),
  };
}

/**
 * How the questions of a page stand, by the answers that are held.
 * @param {PageData} data
 * @param {Keeper} keeper
 */
function standingOf({ questions = {}, quizzes = {} }, keeper) {
  /** @param {string} question @returns {Answer | null} */
  function answer(question) {
    try {
      return readAnswer(questions[question].asked, keeper.held.entry(question).value);
    } catch (error) {
      if (error instanceof AnswerError) return null; // the bank has changed; it stays in the sheet
      throw error;
    }
  }

  /** @param {string} question the mark of a checked answer; null for one that is not */
  function mark(question) {
    const { asked, key } = questions[question];
    return key && isChecked(question) ? score({ asked, key }, answer(question)) : null;
  }

  /** @param {string} question */
  function isChecked(question) {
    return keeper.held.entry(question).checked;
  }

  return {
    questions,
    answer,
    /** @param {string} question */
    verdict: (question) => mark(question)?.verdict ?? "blank",
    points() {
      const names = Object.keys(questions);
      return {
        points: names.reduce((sum, name) => sum + (mark(name)?.points ?? 0), 0),
        maximum: names.reduce((sum, name) => sum + questions[name].asked.points, 0),
      };
    },
    /**
     * Whether the lesson is finished. Every question is to be checked, but those of a test that
     * tells at the end: there a blank is an honest answer, and one checked says that it was
     * finished.
     */
    isComplete() {
      const tests = Object.values(quizzes).filter((quiz) => quiz.reasons === "end");
      const tested = new Set(tests.flatMap((quiz) => quiz.questions));
      return Object.keys(questions).every((name) => tested.has(name) || isChecked(name)) &&
        tests.every((quiz) => quiz.questions.some(isChecked));
    },
  };
}
