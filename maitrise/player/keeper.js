/**
 * Keeps what a page holds: its sheet, and what is to be added to the learning record. One writing
 * follows the other; what could not be kept stays in memory and is tried again.
 */

import { HeldAnswers } from "./held-answers.js";
import { currentLearner } from "./identity.js";
import { KeptSheet } from "./kept-sheet.js";
import { SheetError } from "./sheet.js";
import { storeWords } from "./store-words.js";
import { StoreError } from "./store/error.js";
import { ANYTHING } from "./store/news.js";
import { dropUnsaved, keepUnsaved, takeUnsaved } from "./unsaved.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Say} Say */
/** @typedef {import("./types.js").Statement} Statement */
/** @typedef {import("./types.js").Store} Store */

const AGAIN_AFTER = 15_000; // ms

export class Keeper {
  /** @type {Promise<unknown>} */
  #writing = Promise.resolve();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** @type {Statement[]} */
  #statements = [];
  #stopWatching = () => {};
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #isInNet = false;
  #hasFailed = false; // the last writing, which somebody was told
  #left = () => {
    if (isLeft()) this.#net();
  };
  #retry = () => {
    if (!this.wasErased && this.#waits) this.write();
  };

  /**
   * @param {Store} store
   * @param {import("./kept-sheet.js").Of} sheet
   * @param {Say} say
   * @param {() => void} show called when another page has changed the answers
   */
  constructor(store, sheet, say, show) {
    this.store = store;
    this.sheet = sheet;
    this.say = say;
    this.show = show;
    this.keptSheet = new KeptSheet(store, sheet, say);
    this.held = new HeldAnswers();
    this.wasErased = false;
  }

  /** Read the sheet and listen to others. @returns {Promise<string[]>} what the learner is to be told */
  async open() {
    const told = [];
    try {
      const { answers, notice } = await this.keptSheet.open();
      this.held = new HeldAnswers(answers);
      if (notice) told.push(notice);
    } catch (error) {
      told.push(storeWords(this.say, error, "sheet.unreadable"));
    }
    told.push(...(this.store.takeNotices?.() ?? []));
    if (this.store.status().place === "page") told.push(this.say("store.page-only"));
    const left = this.wasErased ? null : takeUnsaved(this.sheet.document, this.sheet);
    if (left && this.held.recover(left.answers)) told.push(this.say("question.recovered"));
    if (left) {
      // The page was closed before it could hear that some had been stored after all.
      const known = new Set((await this.store.record().catch(() => [])).map(({ id }) => id));
      this.note(...left.statements.filter(({ id }) => !known.has(id)));
      this.write();
    }
    globalThis.document?.addEventListener("visibilitychange", this.#left);
    this.#stopWatching = this.store.watch((name) => this.#changed(name));
    globalThis.addEventListener?.("online", this.#retry);
    return told;
  }

  /**
   * @param {() => void} listener called when what could not be kept is kept after all, or what waits
   *   was sent
   * @returns {() => void} how to stop
   */
  watchKept(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close() {
    clearTimeout(this.#again);
    this.#stopWatching();
    globalThis.removeEventListener?.("online", this.#retry);
    globalThis.document?.removeEventListener("visibilitychange", this.#left);
  }

  /** @param {Statement[]} statements to go with the next writing */
  note(...statements) {
    this.#statements.push(...statements);
  }

  /** Keep all that is held. @returns {Promise<Outcome>} never rejects */
  write() {
    if (this.wasErased) return Promise.resolve(this.#outcome([this.say("my-record.gone")]));
    if (isLeft()) this.#net();
    const outcome = this.#writing.then(() => this.#write());
    this.#writing = outcome;
    return outcome;
  }

  /** Set the sheet aside and begin an empty one. @returns {Promise<Outcome>} */
  async setAside() {
    const outcome = await this.write(); // what is not stored yet is set aside with the rest
    if (this.held.unsaved.size || this.wasErased) return outcome;
    try {
      await this.keptSheet.setAside();
    } catch (error) {
      return this.#outcome([this.#sentence(error, "store.not-kept")]);
    }
    this.held = new HeldAnswers();
    return { saved: true, where: "", notice: "" };
  }

  /** Begin as someone new. @param {string} learner */
  forget(learner) {
    this.sheet.learner = learner;
    this.held = new HeldAnswers();
    this.#statements = [];
    this.keptSheet.forget();
    this.wasErased = false;
  }

  // --- Writing ----------------------------------------------------------------------------

  /** Whether anything is not written yet. */
  get #waits() {
    return this.held.unsaved.size > 0 || this.#statements.length > 0;
  }

  async #write() {
    clearTimeout(this.#again);
    if (this.sheet.isProvisional) await this.#askWho();
    /** @type {string[]} */
    const told = [];
    /** @type {[() => Promise<string>, string][]} */
    const parts = [
      [() => this.#writeSheet(), "store.not-kept"],
      [() => this.#writeRecord(), "record.not-written"],
    ];
    let hasFailed = false;
    for (const [write, key] of parts) {
      try {
        told.push(await write());
      } catch (error) {
        this.wasErased ||= isGone(error);
        if (!this.wasErased) this.#again = setTimeout(this.#retry, AGAIN_AFTER);
        if (!hasFailed) told.push(this.#sentence(error, key)); // both for the same reason
        hasFailed = true;
      }
    }
    if (this.#isInNet && !this.#waits) {
      dropUnsaved(this.sheet.document, this.sheet.learner);
      this.#isInNet = false;
    }
    if (this.#hasFailed && !hasFailed) this.#kept();
    this.#hasFailed = hasFailed;
    return this.#outcome(told);
  }

  /** Learn the pseudonym that was not to be had on opening. */
  async #askWho() {
    const { id, isProvisional = false } = await currentLearner(this.store);
    if (isProvisional) return;
    Object.assign(this.sheet, { learner: id, isProvisional });
    for (const { actor } of this.#statements) actor.account.name = id;
  }

  /** Keep what a page that is being left may have no time to store. */
  #net() {
    if (this.wasErased || !this.#waits) return;
    const { document, lesson, language, learner, isProvisional } = this.sheet;
    const sheet = { case: lesson, language, learner, answers: this.held.sent() };
    keepUnsaved(document, sheet, this.#statements, isProvisional);
    this.#isInNet = true;
  }

  /** @returns {Promise<string>} what the learner is to be told */
  async #writeSheet() {
    const sent = this.held.sent();
    if (!sent.size) return "";
    const { answers, notice } = await this.keptSheet.write(sent, this.held.answers);
    this.held.stored(sent);
    this.#adopt(answers);
    return notice;
  }

  async #writeRecord() {
    const sent = [...this.#statements];
    if (sent.length) await this.store.add(sent);
    this.#statements = this.#statements.filter((each) => !sent.includes(each));
    return "";
  }

  // --- Reading ----------------------------------------------------------------------------

  /** @param {string} name of what changed elsewhere */
  async #changed(name) {
    if (name === "erased") this.wasErased = true;
    if (name === "status") return this.#kept();
    const { document } = this.sheet;
    if ((name !== document && name !== ANYTHING) || this.wasErased) return;
    const answers = await this.keptSheet.look();
    if (answers) this.#adopt(answers);
  }

  #kept() {
    for (const listener of this.#listeners) listener();
  }

  /** @param {Map<string, Entry>} answers */
  #adopt(answers) {
    if (this.held.adopt(answers)) this.show();
  }

  // --- In words ---------------------------------------------------------------------------

  /** @param {string[]} told @returns {Outcome} */
  #outcome(told) {
    return { saved: this.#isSaved(), where: this.where(), notice: told.filter(Boolean).join(" ") };
  }

  #isSaved() {
    return this.held.unsaved.size === 0 && !this.wasErased;
  }

  /** Where what is held is kept, in words; "" while it is not. */
  where() {
    if (!this.#isSaved()) return "";
    const { place, waiting } = this.store.status();
    if (waiting) return this.say("question.saved-waiting");
    const isHere = place === "device" || place === "page";
    return this.say(isHere ? `question.saved-${place}` : "question.saved");
  }

  /** @param {unknown} error @param {string} key */
  #sentence(error, key) {
    return error instanceof SheetError ? error.saidBy(this.say) : storeWords(this.say, error, key);
  }
}

/** Whether the page is hidden, which is the last that one hears before it is closed. */
function isLeft() {
  return globalThis.document?.visibilityState === "hidden";
}

/** @param {unknown} error */
function isGone(error) {
  return error instanceof StoreError && error.kind === "gone";
}
