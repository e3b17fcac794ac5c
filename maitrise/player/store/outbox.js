/**
 * What a page has changed while nobody answers: it waits in the browser, is counted, and is sent
 * later, on what is kept there by then.
 */

import { StoreError } from "./error.js";
import { isAnotherPlay } from "./merge.js";
import { asideOf } from "./names.js";
import { NOTHING, sizeOf, WaitingRoom, withWaiting } from "./waiting.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("./medium.js").Medium} Medium */
/** @typedef {import("./waiting.js").Waiting} Waiting */

const AGAIN_AFTER = 10_000; // ms before what waits is sent again

export class Outbox {
  #size = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Conversation} conversation
   * @param {Medium} medium where changes wait
   * @param {object} around
   * @param {() => string} around.now
   * @param {() => Promise<void>} around.again sends in its turn, when the time has come
   * @param {() => void} around.changed is told when something waits, or nothing any more
   */
  constructor(conversation, medium, { now, again, changed }) {
    this.conversation = conversation;
    this.waiting = new WaitingRoom(medium, () => conversation.learner);
    this.now = now;
    this.again = again;
    this.changed = changed;
  }

  /** How many documents and statements wait. */
  get size() {
    return this.#size;
  }

  /** Find what waits from an earlier visit. */
  async open() {
    this.#size = sizeOf(await this.waiting.look().catch(() => NOTHING));
  }

  /** @returns {Promise<Waiting>} */
  async look() {
    return this.#size ? await this.waiting.look() : NOTHING;
  }

  /**
   * Have something wait. Rejects with a StoreError where it cannot.
   * @param {(waiting: Waiting) => Waiting} change
   */
  async wait(change) {
    if (!this.conversation.learner) throw new StoreError("unreachable", "Nobody has answered yet.");
    const now = await this.waiting.change((waiting) => ({
      ...change(waiting),
      mark: this.conversation.mark ?? "",
    }))
      .catch(() => {
        throw new StoreError("unreachable", "Nobody answers, and the browser keeps nothing.");
      });
    this.#count(sizeOf(now));
  }

  /**
   * Change a document that cannot be sent now.
   * @param {string} name
   * @param {(current: unknown) => unknown} change
   */
  async keep(name, change) {
    /** @type {unknown} */
    let next = null;
    await this.wait((waiting) => {
      const known = this.conversation.known(name);
      next = change(structuredClone(withWaiting(name, known, waiting.documents[name])));
      return { ...waiting, documents: { ...waiting.documents, [name]: next } };
    });
    return next;
  }

  /** Let go of all that waits. */
  async empty() {
    await this.wait(() => NOTHING).catch(() => null);
  }

  /** Send what waits. Rejects with a StoreError where it waits on. */
  async send() {
    if (!this.#size) return;
    const waiting = await this.waiting.look();
    try {
      const { mark } = this.conversation;
      if (mark !== null && waiting.mark !== mark) throw new StoreError("gone");
      for (const [name, content] of Object.entries(waiting.documents)) {
        const found = await this.conversation.read(name);
        if (isAnotherPlay(name, found, content)) { // another device has played on
          await this.conversation.change(asideOf(name, "before", this.now()), () => found);
        }
        await this.conversation.change(name, (there) => withWaiting(name, there, content));
      }
      if (waiting.statements.length) {
        await this.conversation.ask("POST", "record", { body: waiting.statements });
      }
    } catch (error) {
      if (!(error instanceof StoreError && error.kind === "gone")) {
        this.later();
        throw error;
      }
      // What was erased meanwhile does not come back.
    }
    this.#count(sizeOf(await this.waiting.sent(waiting)));
  }

  /** Send once more, some seconds from now. */
  later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.again(), AGAIN_AFTER);
  }

  /** @param {number} size */
  #count(size) {
    const before = this.#size;
    this.#size = size;
    if (size) this.later();
    if (Boolean(before) !== Boolean(size)) this.changed();
  }
}
