/**
 * The sheet of a page as the store keeps it: read, written into, and set aside where it cannot be
 * used.
 */

import { later, readSheet, refuseTooLarge, sheetData, SheetError } from "./sheet.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {Map<string, Entry>} Answers */

/**
 * @typedef {object} Of
 * @property {string} document its name in the store
 * @property {string} lesson
 * @property {import("./types.js").Language} language
 * @property {string} learner
 * @property {boolean} [isProvisional] whether the learner may be known by another pseudonym
 */

export class KeptSheet {
  #wasStored = false;
  #wasCleared = false;

  /**
   * @param {import("./types.js").Store} store
   * @param {Of} of whoever it is of may become known later
   * @param {import("./types.js").Say} say
   */
  constructor(store, of, say) {
    this.store = store;
    this.of = of;
    this.say = say;
  }

  /** @returns {Promise<{ answers: Answers | undefined, notice: string }>} */
  async open() {
    const { answers, notice } = await this.#readOrSetAside();
    this.#wasStored = answers !== undefined;
    return { answers, notice };
  }

  /**
   * Put answers in; those that another page has given later stay.
   * @param {Answers} sent
   * @param {Answers} all that the page holds, to go back where the browser's data were cleared
   * @returns {Promise<{ answers: Answers, notice: string }>} what is kept now, and what the learner
   *   is to be told
   */
  async write(sent, all) {
    const { document } = this.of;
    /** @param {unknown} raw */
    const change = (raw) => this.#withAnswers(raw, sent, all);
    let notice = "";
    const kept = await this.store.update(document, change).catch(async (error) => {
      if (!(error instanceof SheetError) || error.key === "sheet.too-large") throw error;
      notice = (await this.#readOrSetAside()).notice; // damaged since the page was opened
      return await this.store.update(document, change);
    });
    if (this.#wasCleared && !notice) notice = this.say("store.cleared");
    this.#wasStored = true;
    return { answers: readSheet(kept).answers, notice };
  }

  /** What another page has left of it; null where that cannot be read. @returns {Promise<Answers | null>} */
  async look() {
    const raw = await this.store.load(this.of.document).catch(() => undefined);
    if (raw === undefined || (raw !== null && !this.#isUsable(raw))) return null;
    this.#wasStored = raw !== null;
    return raw === null ? new Map() : readSheet(raw).answers;
  }

  /** Put it aside as it is, to begin an empty one. */
  async setAside() {
    await this.store.setAside(this.of.document, "before");
    this.forget();
  }

  /** It is gone from the store, and that is as it should be. */
  forget() {
    this.#wasStored = false;
  }

  /**
   * @param {unknown} raw
   * @param {Answers} sent
   * @param {Answers} all
   */
  #withAnswers(raw, sent, all) {
    const { lesson, language, learner } = this.of;
    const kept = raw === null ? new Map() : readSheet(raw, lesson).answers;
    // Nothing where there was something: the browser's data were cleared. All goes back.
    this.#wasCleared = raw === null && this.#wasStored;
    const answers = later(kept, this.#wasCleared ? all : sent);
    const next = sheetData({ case: lesson, language, learner, answers });
    refuseTooLarge(next);
    return next;
  }

  /** The answers as they are kept; a sheet that cannot be used is set aside, and said so. */
  async #readOrSetAside() {
    const { document, lesson } = this.of;
    const raw = await this.store.load(document);
    try {
      return { answers: raw === null ? undefined : readSheet(raw, lesson).answers, notice: "" };
    } catch (error) {
      if (!(error instanceof SheetError)) throw error;
      const aside = await this.store.setAside(document, "damaged", (each) => !this.#isUsable(each));
      if (aside === null) return { answers: undefined, notice: "" }; // another page has just done it
      const notice = `${error.saidBy(this.say)} ${this.say("sheet.set-aside", { name: aside })}`;
      return { answers: undefined, notice };
    }
  }

  /** @param {unknown} raw */
  #isUsable(raw) {
    try {
      return readSheet(raw, this.of.lesson) !== null;
    } catch {
      return false;
    }
  }
}
