/**
 * What waits in the browser until the server answers again: documents as they should become, and
 * statements. One text a learner, so that nobody's answers are sent as somebody else's.
 */

import { isTable } from "../../kinds/answer.js";
import { mergeDocument } from "./merge.js";
import { partsOf } from "./names.js";

/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("./medium.js").Medium} Medium */

/**
 * @typedef {object} Waiting
 * @property {string} mark of the last erasing that the page knew of
 * @property {Record<string, unknown>} documents
 * @property {Statement[]} statements
 */

/** @type {Waiting} */
export const NOTHING = { mark: "", documents: {}, statements: [] };

export class WaitingRoom {
  /**
   * @param {Medium} medium
   * @param {() => string} learner whose answers are kept: their pseudonym
   */
  constructor(medium, learner) {
    this.medium = medium;
    this.learner = learner;
  }

  get #name() {
    return `waiting/${this.learner()}`;
  }

  /** @returns {Promise<Waiting>} */
  look() {
    return this.medium.step(
      { documents: [this.#name] },
      ({ documents }) => read(documents.get(this.#name)),
    );
  }

  /**
   * @param {(waiting: Waiting) => Waiting} change
   * @returns {Promise<Waiting>} rejects with a StoreError where the browser keeps nothing
   */
  change(change) {
    return this.medium.step({ documents: [this.#name] }, ({ documents }) => {
      const next = change(read(documents.get(this.#name)));
      if (sizeOf(next)) documents.set(this.#name, JSON.stringify(next));
      else documents.delete(this.#name);
      return next;
    });
  }

  /**
   * These were sent: what has not changed since waits no more.
   * @param {Waiting} sent
   */
  sent(sent) {
    const ids = new Set(sent.statements.map(({ id }) => id));
    return this.change((now) => ({
      ...now,
      documents: Object.fromEntries(
        Object.entries(now.documents).filter(([name, content]) =>
          JSON.stringify(content) !== JSON.stringify(sent.documents[name])
        ),
      ),
      statements: now.statements.filter(({ id }) => !ids.has(id)),
    }));
  }
}

/** @param {Waiting} waiting */
export function sizeOf({ documents, statements }) {
  return Object.keys(documents).length + statements.length;
}

/**
 * A document that the server has, with what waits for it put in; what cannot be put in replaces it,
 * and so does the play of a scenario: it was gone back on, or begun anew, on this page.
 * @param {string} name
 * @param {unknown} there
 * @param {unknown} waits
 */
export function withWaiting(name, there, waits) {
  if (waits === undefined || waits === null) return there;
  const merged = there === null ? waits : mergeDocument(name, there, waits) ?? waits;
  if (partsOf(name)?.room !== "scenarios" || !isTable(merged) || !isTable(waits)) return merged;
  return { ...merged, decisions: waits.decisions };
}

/** @param {string | undefined} text @returns {Waiting} */
function read(text) {
  return text === undefined ? NOTHING : JSON.parse(text);
}
