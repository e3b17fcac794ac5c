/**
 * The answers that a page holds in memory, and which of them are not stored yet.
 */

import { isLater, later, notBefore } from "./sheet.js";

/** @typedef {import("./types.js").Entry} Entry */

/** @type {Entry} */
const NOTHING = Object.freeze({ value: null, at: "", checked: false });

export class HeldAnswers {
  /** @param {Map<string, Entry>} [answers] as they were stored */
  constructor(answers = new Map()) {
    this.answers = answers;
    /** @type {Set<string>} */
    this.unsaved = new Set();
  }

  /** @param {string} question */
  entry(question) {
    return this.answers.get(question) ?? NOTHING;
  }

  /**
   * @param {string} question
   * @param {unknown} value
   * @param {{ checked: boolean, now: string }} how
   */
  put(question, value, { checked, now }) {
    const at = notBefore(now, this.answers.get(question)?.at);
    this.answers.set(question, { value, at, checked });
    this.unsaved.add(question);
  }

  /** What is not stored yet. */
  sent() {
    return new Map([...this.unsaved].map((question) => [question, this.entry(question)]));
  }

  /**
   * Take up what was given before and never stored.
   * @param {Map<string, Entry>} answers
   * @returns {boolean} whether there was any
   */
  recover(answers) {
    const found = [...answers].filter(([question, { at }]) => {
      const here = this.answers.get(question);
      return !here || isLater(at, here.at);
    });
    for (const [question, entry] of found) {
      this.answers.set(question, entry);
      this.unsaved.add(question);
    }
    return found.length > 0;
  }

  /**
   * These are stored now; one that was changed meanwhile is not.
   * @param {Map<string, Entry>} sent
   */
  stored(sent) {
    for (const [question, entry] of sent) {
      if (this.entry(question) === entry) this.unsaved.delete(question);
    }
  }

  /**
   * Take over what is kept, but for what is not stored yet. An entry that comes as it was stays the
   * one that is held: who shows it need not look again.
   * @param {Map<string, Entry>} kept
   * @returns {boolean} whether anything is other than before
   */
  adopt(kept) {
    const before = this.answers;
    this.answers = later(kept, this.sent());
    for (const [question, entry] of this.answers) {
      const here = before.get(question);
      if (here && isSame(here, entry)) this.answers.set(question, here);
    }
    for (const question of this.unsaved) {
      if (isLater(this.entry(question).at, String(before.get(question)?.at))) {
        this.unsaved.delete(question); // answered anew elsewhere
      }
    }
    return before.size !== this.answers.size ||
      [...this.answers].some(([question, entry]) => before.get(question) !== entry);
  }
}

/** @param {Entry} one @param {Entry} other */
function isSame(one, other) {
  return one.at === other.at && one.checked === other.checked &&
    JSON.stringify(one.value) === JSON.stringify(other.value);
}
