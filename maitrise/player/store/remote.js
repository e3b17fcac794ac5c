/**
 * A store that a server or a kernel keeps. Each change is made on what is kept there: another page
 * that was faster is read again first. While nobody answers, changes wait in the browser and are
 * sent later.
 */

import { Conversation } from "./conversation.js";
import { StoreError } from "./error.js";
import { isOfAnother } from "./kept.js";
import { mergeDocuments, mergeRecords } from "./merge.js";
import { asideOf } from "./names.js";
import { ANYTHING } from "./news.js";
import { Outbox } from "./outbox.js";
import { withWaiting } from "./waiting.js";

const MOST_SENT = 32 * 1024 * 1024; // bytes of a record that `maitrise learn` takes
const MOST_SENT_ELSEWHERE = 8 * 1024 * 1024; // that a room takes, or the line to a kernel

/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {import("../types.js").Merged} Merged */
/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("./conversation.js").Answer} Answer */
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
  /** @type {Promise<unknown>} one thing after the other */
  #turn = Promise.resolve();
  /** @type {Set<(name: string) => void>} */
  #listeners = new Set();
  /**
   * Of all that is kept, under way; null again once anything changes, which it may lack.
   * @type {Promise<Answer> | null}
   */
  #reading = null;

  /** @param {Transport} transport @param {Around} around */
  constructor(transport, { place, waiting, news, now, handsIn = false }) {
    this.conversation = new Conversation(transport);
    this.place = place;
    this.mostSent = place === "server" && !handsIn ? MOST_SENT : MOST_SENT_ELSEWHERE;
    if (handsIn) {
      /** @param {string} assignment @param {boolean} withRecord */
      this.handIn = (assignment, withRecord) => this.#handIn(assignment, withRecord);
    }
    this.news = news;
    this.now = now;
    this.outbox = new Outbox(this.conversation, waiting, {
      now,
      again: () => this.#send(),
      changed: () => this.#tell("status"),
    });
    news.listen((name) => {
      this.#reading = null;
      this.conversation.forget(name === ANYTHING ? undefined : name);
      this.#tell(name);
    });
    globalThis.addEventListener?.("online", () => this.#send());
  }

  async open() {
    await this.#inTurn(() => this.conversation.read("learner")).catch(() => null);
    await this.outbox.open();
    if (this.outbox.size) await this.#send();
  }

  /** @param {string} name */
  async load(name) {
    const { documents } = await this.outbox.look();
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
    this.#reading = null;
    const kept = await this.#inTurn(async () => {
      try {
        await this.outbox.send();
        return await this.conversation.change(name, change);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        return await this.outbox.keep(name, change);
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
    this.#reading = null;
    const aside = asideOf(name, why, this.now());
    const done = await this.#inTurn(async () => {
      await this.outbox.send();
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
    this.#reading = null;
    await this.#inTurn(async () => {
      try {
        await this.outbox.send();
        await this.conversation.ask("POST", "record", { body: statements });
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        await this.outbox.wait((now) => ({
          ...now,
          statements: [...now.statements, ...statements],
        }));
      }
    });
    this.news.tell("record");
  }

  /** @returns {Promise<Statement[]>} */
  async record() {
    return (await this.kept()).record;
  }

  /** @returns {Promise<Kept>} */
  async kept() {
    const { body } = await this.#readAll();
    const waits = await this.outbox.look();
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
    const { record } = mergeRecords(here.record, file.record);
    if (new Blob([JSON.stringify(record)]).size > this.mostSent) {
      throw new StoreError("refused", "kept.too-much");
    }
    const [own, brought] = [here, file].map((each) => new Map(Object.entries(each.documents)));
    const { documents, merged } = mergeDocuments(own, brought, this.now());
    for (const [name, content] of documents) {
      await this.update(name, (current) => withWaiting(name, current, content));
    }
    this.#reading = null;
    const statements = await this.#inTurn(() => this.conversation.bringRecord(file.record));
    if (statements) this.news.tell("record");
    return { ...merged, statements };
  }

  /** @returns {Promise<number>} */
  async erase() {
    this.#reading = null;
    const count = await this.#inTurn(async () => {
      const { body, header } = await this.conversation.ask("POST", "erase", { body: {} });
      // What this page holds itself must be let go of before it may write again.
      this.#tell("erased");
      this.conversation.mark = header("Maitrise-Mark");
      await this.outbox.empty();
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
      await this.outbox.send();
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
    return { place: this.place, waiting: this.outbox.size };
  }

  /** What the server has said about the documents that it read. */
  takeNotices() {
    return this.conversation.notices.splice(0);
  }

  /**
   * All that is kept, asked for once by whoever asks before the answer has come: a page has several
   * that show a long record.
   * @returns {Promise<Answer>}
   */
  #readAll() {
    if (this.#reading) return this.#reading;
    const reading = this.#inTurn(() => this.conversation.ask("GET", "kept"));
    this.#reading = reading;
    const end = () => {
      if (this.#reading === reading) this.#reading = null;
    };
    reading.then(end, end);
    return reading;
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

  async #send() {
    await this.#inTurn(() => this.outbox.send()).catch(() => this.outbox.later());
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
