/**
 * One open case: who is asked what, the answers given so far, and handing them in. Nothing is
 * checked and nothing recorded before it is marked; there is no key in the page.
 */

import { AnswerError, isTable } from "../kinds/answer.js";
import { shortNumber } from "../kinds/points.js";
import { readAnswer } from "../kinds/scoring.js";
import { allotted } from "./allotment.js";
import { download, handInFile, handInName } from "./hand-in-file.js";
import { changeLearner, currentLearner } from "./identity.js";
import { Keeper } from "./keeper.js";
import { readSheet, sheetData, SheetError } from "./sheet.js";
import { StoreError } from "./store/error.js";

/** @typedef {import("./types.js").PageData} PageData */
/** @typedef {import("./types.js").Say} Say */
/** @typedef {import("./types.js").Session} Session */
/** @typedef {import("./types.js").Store} Store */
/** @typedef {import("./allotment.js").Slot} Slot */

/** Why a case could not be handed in, in words for the learner. */
export class HandInError extends Error {}

/**
 * What a page holds of a case besides its questions.
 * @typedef {object} CaseFrame
 * @property {string} case
 * @property {number} minutes
 * @property {number} points
 * @property {string[]} cells ids of what is graded, in reading order: questions, or slots
 * @property {Slot[]} slots of an exam
 * @property {string} [learner] the id on the sheet, where a kernel has said it
 * @property {string[]} [notices] what the kernel has to tell about opening the sheet
 */

/**
 * What became of handing in.
 * @typedef {object} Handed
 * @property {string} name of the file; "" where it went to the trainer by itself
 * @property {string} [folder] where it lies; not known where the browser keeps it
 * @property {() => void} [again] has the browser keep another copy
 */

/**
 * @typedef {object} CaseAtWork
 * @property {Map<string, string>} asked the question of each cell, in reading order
 * @property {{ minutes: number, points: string }} facts
 * @property {string[]} notices what the learner is to be told about opening the sheet
 * @property {() => number[]} blank the numbers of the questions without an answer, from 1
 * @property {() => Promise<string>} knownId what the trainer's list calls the learner; "" while
 *   nobody has said
 * @property {boolean} isSent whether handing in sends it to the trainer: nothing is to be carried
 * @property {(id: string, withRecord: boolean) => Promise<Handed>} handIn
 * @property {(id: string) => void} sign has the sheet bear the trainer's id from its next writing on
 * @property {(cell: string) => void} show leads to a question; the page's layout says how
 * @property {(listener: () => void) => () => void} watch called when an answer changes
 */

/**
 * @param {PageData} data
 * @param {Store} store
 * @param {{ say: Say, now: () => string, deliver?: (name: string, content: Uint8Array) => void }}
 *   around `deliver` has the browser keep the file that is handed in
 * @returns {Promise<{ session: Session, case: CaseAtWork }>} never rejects for what the store holds
 */
export async function openCase(data, store, { say, now, deliver = download }) {
  const { page: name, language, questions = {} } = data;
  /** @type {CaseFrame} */
  const { cells, slots, minutes, points, learner, notices: told = [] } = data.data?.case;
  const assignment = `${name}-${language}`;
  const isDrawn = slots.length > 0;
  const document = `cases/${assignment}`;
  const sheet = {
    document,
    lesson: name,
    language,
    learner: learner ?? await learnerOf(store, isDrawn ? document : ""),
  };
  const asked = allotted(cells, slots, sheet.learner);
  /** @type {Set<(anew: boolean) => void>} */
  const listeners = new Set();
  /** @param {boolean} [anew] */
  const show = (anew = false) => listeners.forEach((listener) => listener(anew));
  const keeper = new Keeper(store, sheet, say, () => show(true));
  const notices = [...told, ...await keeper.open()];

  /** @param {string} question */
  function answer(question) {
    try {
      return readAnswer(questions[question].asked, keeper.held.entry(question).value);
    } catch (error) {
      if (error instanceof AnswerError) return null; // the case has changed; it stays in the sheet
      throw error;
    }
  }
  /** @param {string} question @param {unknown} value */
  function put(question, value) {
    if (!keeper.wasErased) {
      keeper.held.put(question, value, { checked: false, now: now() });
      show();
    }
    return keeper.write();
  }
  function asSheet() {
    const { answers } = keeper.held;
    return sheetData({ case: name, language, learner: sheet.learner, answers });
  }
  /** @param {string} id */
  function sign(id) {
    if (!isDrawn) sheet.learner = id; // an exam keeps the id that its questions were drawn for
  }
  /** @param {unknown} raw */
  function signed(raw) {
    return isTable(raw) ? { ...raw, learner: sheet.learner } : asSheet();
  }

  /** @param {string} id @param {boolean} withRecord @returns {Promise<Handed>} */
  async function handIn(id, withRecord) {
    if (store.handIn) return await send(store.handIn, withRecord);
    await changeLearner(store, { roster_id: id }).catch(() => {}); // asked again next time
    sign(id);
    await keeper.write();
    // What is handed in is in memory too: a store that is full keeps nobody from it.
    await store.update(document, signed).catch(() => {});
    const record = withRecord ? await store.record() : null;
    const content = handInFile(asSheet(), record);
    const file = handInName(assignment, id);
    const again = () => deliver(file, content);
    again();
    return { name: file, again };
  }

  /**
   * @param {NonNullable<Store["handIn"]>} handOver
   * @param {boolean} withRecord
   * @returns {Promise<Handed>}
   */
  async function send(handOver, withRecord) {
    const { saved, notice } = await keeper.write();
    if (!saved) throw new HandInError(notice);
    try {
      await handOver(assignment, withRecord);
    } catch (error) {
      const why = error instanceof StoreError && error.kind !== "unreachable" && error.message;
      throw new HandInError(why || say("hand-in.unreachable"));
    }
    return { name: "" };
  }

  const outcome = () => keeper.write();
  /** @type {Session} */
  const session = {
    lesson: name,
    get learner() {
      return sheet.learner;
    },
    notices,
    entry: (question) => keeper.held.entry(question),
    answer,
    verdict: () => "blank",
    points: () => ({ points: 0, maximum: points }),
    put,
    check: put,
    checkAll: (answers) => {
      answers.forEach(([question, value]) => put(question, value));
      return outcome();
    },
    beginAgain: outcome,
    async forget() {
      keeper.forget((await currentLearner(store)).id);
      show(true);
    },
    record: outcome,
    moment: () => ({ learner: sheet.learner, at: now(), language, version: data.version ?? "" }),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watchKept: (listener) => keeper.watchKept(listener),
    where: () => keeper.where(),
    close: () => keeper.close(),
  };
  return {
    session,
    case: {
      asked,
      facts: { minutes, points: shortNumber(points, language) },
      notices,
      blank: () =>
        [...asked.values()].flatMap((question, place) =>
          answer(question) === null ? place + 1 : []
        ),
      knownId: async () => (await currentLearner(store)).roster_id,
      isSent: store.handIn !== undefined,
      handIn,
      sign,
      show: () => {},
      watch: session.watch,
    },
  };
}

/**
 * The id on the sheet. An exam that has been begun goes on with the questions it began with.
 * @param {Store} store
 * @param {string} begun the sheet of an exam; "" where nothing is drawn
 */
async function learnerOf(store, begun) {
  const learner = await currentLearner(store);
  if (begun) {
    try {
      const raw = await store.load(begun);
      const { answers, learner: drawn } = readSheet(raw);
      if (answers.size && drawn) return drawn;
    } catch (error) {
      // A sheet that cannot be used is set aside when it is opened, and that is said there.
      if (!(error instanceof SheetError)) console.error(error);
    }
  }
  return learner.roster_id || learner.id;
}
