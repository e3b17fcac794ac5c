/**
 * A store that a server or a kernel keeps. Each change is made on what is kept there: another page
 * that was faster is read again first. While nobody answers, changes wait in the browser and are
 * sent later.
 */

import { Conversation } from "./conversation.js";
import { StoreError } from "./error.js";
import { isOfAnother } from "./kept.js";
import { isAnotherPlay, mergeDocuments, mergeRecords } from "./merge.js";
import { asideOf } from "./names.js";
import { ANYTHING } from "./news.js";
import { sizeOf, WaitingRoom, withWaiting } from "./waiting.js";

/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {import("../types.js").Merged} Merged */
/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("./conversation.js").Transport} Transport */
/** @typedef {import("./medium.js").Medium} Medium */
/** @typedef {import("./news.js").News} News */

/**
 * @typedef {object} Around
 * @property {"server" | "kernel"} place
 * @property {Medium} waiting where changes wait
 * @property {News} news
 * @property {() => string} now
 * @property {boolean} [handsIn] whether whoever keeps it takes a case that is handed in
 */

const AGAIN_AFTER = 10_000; // ms before what waits is sent again

/**
 * @param {Transport} transport
 * @param {Around} around
 * @returns {Promise<Store>}
 */
export async function remoteStore(transport, around) {
  const store = new RemoteStore(transport, around);
  await store.open();
  return store;
}

/** @implements {Store} */
class RemoteStore {
  #waits = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** @type {Promise<unknown>} one thing after the other */
  #turn = Promise.resolve();
  /** @type {Set<(name: string) => void>} */
  #listeners = new Set();

  /** @param {Transport} transport @param {Around} around */
  constructor(transport, { place, waiting, news, now, handsIn = false }) {
    this.conversation = new Conversation(transport);
    this.place = place;
    if (handsIn) {
      /** @param {string} assignment @param {boolean} withRecord */
      this.handIn = (assignment, withRecord) => this.#handIn(assignment, withRecord);
    }
    this.news = news;
    this.now = now;
    this.room = new WaitingRoom(waiting, () => this.conversation.learner);
    news.listen((name) => {
      this.conversation.forget(name === ANYTHING ? undefined : name);
      this.#tell(name);
    });
    globalThis.addEventListener?.("online", () => this.#send());
  }

  async open() {
    await this.#inTurn(() => this.conversation.read("learner")).catch(() => null);
    this.#waits = sizeOf(
      await this.room.look().catch(() => ({ documents: {}, statements: [], mark: "" })),
    );
    if (this.#waits) await this.#send();
  }

  // --- The store ----------------------------------------------------------------------------

  /** @param {string} name */
  async load(name) {
    const { documents } = await this.#waiting();
    try {
      return withWaiting(
        name,
        await this.#inTurn(() => this.conversation.read(name)),
        documents[name],
      );
    } catch (error) {
      if (isUnreachable(error) && name in documents) return documents[name];
      throw error;
    }
  }

  /**
   * @param {string} name
   * @param {(current: unknown) => unknown} change
   * @returns {Promise<unknown>}
   */
  async update(name, change) {
    const kept = await this.#inTurn(async () => {
      try {
        await this.#sendWaiting();
        return await this.conversation.change(name, change);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        return await this.#keepWaiting(name, change);
      }
    });
    this.news.tell(name);
    return kept;
  }

  /**
   * @param {string} name
   * @param {"damaged" | "before"} why
   * @param {(current: unknown) => boolean} [is]
   * @returns {Promise<string | null>}
   */
  async setAside(name, why, is = () => true) {
    const aside = asideOf(name, why, this.now());
    const done = await this.#inTurn(async () => {
      await this.#sendWaiting();
      if (this.conversation.isMissing(name)) return false;
      const content = await this.conversation.read(name);
      if (content === null || !is(content)) return false;
      await this.conversation.change(aside, () => content);
      await this.conversation.change(name, () => null);
      return true;
    });
    if (done) this.news.tell(name);
    return done ? aside : null;
  }

  /** @param {Statement[]} statements */
  async add(statements) {
    await this.#inTurn(async () => {
      try {
        await this.#sendWaiting();
        await this.conversation.ask("POST", "record", { body: statements });
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        await this.#wait((now) => ({ ...now, statements: [...now.statements, ...statements] }));
      }
    });
    this.news.tell("record");
  }

  /** @returns {Promise<Statement[]>} */
  async record() {
    const { body } = await this.#inTurn(() => this.conversation.ask("GET", "record"));
    return mergeRecords(body, (await this.#waiting()).statements).record;
  }

  /** @returns {Promise<Kept>} */
  async kept() {
    const { body } = await this.#inTurn(() => this.conversation.ask("GET", "kept"));
    const waits = await this.#waiting();
    const documents = Object.entries(waits.documents).map(([name, content]) => [
      name,
      withWaiting(name, body.documents[name] ?? null, content),
    ]);
    return {
      ...body,
      documents: { ...body.documents, ...Object.fromEntries(documents) },
      record: mergeRecords(body.record, waits.statements).record,
    };
  }

  /**
   * @param {Kept} file
   * @param {{ another?: boolean }} [how]
   * @returns {Promise<Merged>}
   */
  async bringBack(file, { another = false } = {}) {
    const here = await this.kept();
    if (!another && isOfAnother(file, here)) throw new StoreError("refused", "kept.other-learner");
    const [own, brought] = [here, file].map((each) => new Map(Object.entries(each.documents)));
    const { documents, merged } = mergeDocuments(own, brought, this.now());
    for (const [name, content] of documents) {
      await this.update(name, (current) => withWaiting(name, current, content));
    }
    const statements = await this.#inTurn(() => this.conversation.bringRecord(file.record));
    if (statements) this.news.tell("record");
    return { ...merged, statements };
  }

  /** @returns {Promise<number>} */
  async erase() {
    const count = await this.#inTurn(async () => {
      const { body, header } = await this.conversation.ask("POST", "erase", { body: {} });
      // What this page holds itself must be let go of before it may write again.
      this.#tell("erased");
      this.conversation.mark = header("Maitrise-Mark");
      await this.#wait(() => ({ mark: "", documents: {}, statements: [] })).catch(() => null);
      this.conversation.forget();
      this.conversation.learner = "";
      return body.count;
    });
    this.news.tell("erased");
    return count;
  }

  /**
   * Hand in the sheet as it is kept there, once all that waits here is there too.
   * @param {string} assignment
   * @param {boolean} withRecord
   */
  #handIn(assignment, withRecord) {
    return this.#inTurn(async () => {
      await this.#sendWaiting();
      const body = { assignment, record: withRecord };
      await this.conversation.ask("POST", "hand-in", { body });
    });
  }

  /** @param {(name: string) => void} listener */
  watch(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  status() {
    return { place: this.place, waiting: this.#waits };
  }

  /** What the server has said about the documents that it read. */
  takeNotices() {
    return this.conversation.notices.splice(0);
  }

  /**
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T>}
   */
  #inTurn(act) {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => null);
    return done;
  }

  // --- What waits ---------------------------------------------------------------------------

  /** @returns {Promise<import("./waiting.js").Waiting>} */
  async #waiting() {
    if (!this.#waits) return { mark: "", documents: {}, statements: [] };
    return await this.room.look();
  }

  /**
   * @param {(waiting: import("./waiting.js").Waiting) => import("./waiting.js").Waiting} change
   */
  async #wait(change) {
    if (!this.conversation.learner) throw new StoreError("unreachable", "Nobody has answered yet.");
    const now = await this.room.change((waiting) => ({
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
  async #keepWaiting(name, change) {
    /** @type {unknown} */
    let next = null;
    await this.#wait((waiting) => {
      const known = this.conversation.known(name);
      next = change(structuredClone(withWaiting(name, known, waiting.documents[name])));
      return { ...waiting, documents: { ...waiting.documents, [name]: next } };
    });
    return next;
  }

  /** Send what waits. Rejects with a StoreError where it waits on. */
  async #sendWaiting() {
    if (!this.#waits) return;
    const waiting = await this.room.look();
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
      if (!isGone(error)) {
        this.#sendLater();
        throw error;
      }
      // What was erased meanwhile does not come back.
    }
    this.#count(sizeOf(await this.room.sent(waiting)));
  }

  async #send() {
    await this.#inTurn(() => this.#sendWaiting()).catch(() => this.#sendLater());
  }

  #sendLater() {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#send(), AGAIN_AFTER);
  }

  /** @param {number} waits */
  #count(waits) {
    const before = this.#waits;
    this.#waits = waits;
    if (waits) this.#sendLater();
    if (Boolean(before) !== Boolean(waits)) this.#tell("status");
  }

  /** @param {string} name */
  #tell(name) {
    for (const listener of this.#listeners) listener(name);
  }
}

/** @param {unknown} error */
function isUnreachable(error) {
  return error instanceof StoreError && error.kind === "unreachable";
}

/** @param {unknown} error */
function isGone(error) {
  return error instanceof StoreError && error.kind === "gone";
}
