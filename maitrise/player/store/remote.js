/**
 * A store that a server or a kernel keeps. Each change is made on what is kept there: another page
 * that was faster is read again first. While nobody answers, changes wait in the browser and are
 * sent later.
 */

import { isTable } from "../../kinds/answer.js";
import { StoreError } from "./error.js";
import { isOfAnother } from "./kept.js";
import { mergeDocuments, mergeRecords } from "./merge.js";
import { asideOf } from "./names.js";
import { sizeOf, WaitingRoom, withWaiting } from "./waiting.js";

/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {import("../types.js").Merged} Merged */
/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("./error.js").Fault} Fault */
/** @typedef {import("./medium.js").Medium} Medium */
/** @typedef {import("./news.js").News} News */

/**
 * @typedef {object} Request
 * @property {"GET" | "PUT" | "POST" | "DELETE"} method
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {unknown} [body]
 */
/** @typedef {{ status: number, header: (name: string) => string, body: any }} Answer */
/** @typedef {(request: Request) => Promise<Answer>} Transport rejects when nobody answers */

/**
 * @typedef {object} Around
 * @property {"server" | "kernel"} place
 * @property {Medium} waiting where changes wait
 * @property {News} news
 * @property {() => string} now
 */

const AGAIN_AFTER = 10_000; // ms before what waits is sent again
const MOST_TRIES = 6; // of a change that another page was faster with, each time

/** @type {Record<number, Fault>} */
const FAULTS = {
  400: "damaged",
  404: "damaged",
  410: "gone",
  413: "full",
  500: "off",
  507: "full",
};

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
  #mark = "";
  #token = "";
  #learner = "";
  #wasAnswered = false;
  /** @type {Map<string, { content: unknown, version: string }>} as the server last said */
  #known = new Map();
  /** @type {string[]} */
  #notices = [];
  #waits = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** @type {Promise<unknown>} one thing after the other */
  #turn = Promise.resolve();
  /** @type {Set<(name: string) => void>} */
  #listeners = new Set();

  /** @param {Transport} transport @param {Around} around */
  constructor(transport, { place, waiting, news, now }) {
    this.transport = transport;
    this.place = place;
    this.news = news;
    this.now = now;
    this.room = new WaitingRoom(waiting, () => this.#learner);
    news.listen((name) => {
      this.#known.delete(name);
      if (name === "*") this.#known.clear();
      this.#tell(name);
    });
    globalThis.addEventListener?.("online", () => this.#send());
  }

  async open() {
    await this.#inTurn(() => this.#read("learner")).catch(() => null);
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
      return withWaiting(name, await this.#inTurn(() => this.#read(name)), documents[name]);
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
      await this.#sendWaiting();
      try {
        return await this.#change(name, change);
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
      const content = await this.#read(name);
      if (content === null || !is(content)) return false;
      await this.#change(aside, () => content);
      await this.#change(name, () => null);
      return true;
    });
    if (done) this.news.tell(name);
    return done ? aside : null;
  }

  /** @param {Statement[]} statements */
  async add(statements) {
    await this.#inTurn(async () => {
      await this.#sendWaiting();
      try {
        await this.#ask("POST", "record", { body: statements });
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        await this.#wait((now) => ({ ...now, statements: [...now.statements, ...statements] }));
      }
    });
    this.news.tell("record");
  }

  /** @returns {Promise<Statement[]>} */
  async record() {
    const { body } = await this.#inTurn(() => this.#ask("GET", "record"));
    return mergeRecords(body, (await this.#waiting()).statements).record;
  }

  /** @returns {Promise<Kept>} */
  async kept() {
    const { body } = await this.#inTurn(() => this.#ask("GET", "kept"));
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
    const statements = await this.#inTurn(() => this.#bringRecord(file.record));
    if (statements) this.news.tell("record");
    return { ...merged, statements };
  }

  /** @returns {Promise<number>} */
  async erase() {
    const count = await this.#inTurn(async () => {
      const { body, header } = await this.#ask("POST", "erase", { body: {} });
      // What this page holds itself must be let go of before it may write again.
      this.#tell("erased");
      this.#mark = header("Maitrise-Mark");
      await this.#wait(() => ({ mark: "", documents: {}, statements: [] })).catch(() => null);
      this.#known.clear();
      this.#learner = "";
      return body.count;
    });
    this.news.tell("erased");
    return count;
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
    return this.#notices.splice(0);
  }

  // --- Asking -------------------------------------------------------------------------------

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

  /**
   * @param {Request["method"]} method
   * @param {string} path
   * @param {{ headers?: Record<string, string>, body?: unknown, accepts?: number[] }} [more]
   * @returns {Promise<Answer>} rejects with a StoreError for all that is not done or accepted
   */
  async #ask(method, path, { headers = {}, body, accepts = [] } = {}) {
    const shown = method === "GET"
      ? headers
      : { ...headers, "Maitrise-Mark": this.#mark, "X-XSRFToken": this.#token };
    /** @type {Answer} */
    let answer;
    try {
      answer = await this.transport({ method, path, headers: shown, body });
    } catch (error) {
      throw new StoreError("unreachable", String(error));
    }
    this.#token = answer.header("Maitrise-Token") || this.#token;
    if (!this.#wasAnswered && answer.status !== 401 && answer.status !== 403) {
      this.#wasAnswered = true;
      this.#mark = answer.header("Maitrise-Mark");
    }
    if (answer.status < 300 || accepts.includes(answer.status)) return answer;
    throw new StoreError(FAULTS[answer.status] ?? "unreachable", answer.body?.message);
  }

  /** What the server has of a document. @param {string} name @returns {Promise<unknown>} */
  async #read(name) {
    const answer = await this.#ask("GET", `documents/${name}`);
    const notice = answer.header("Maitrise-Notice");
    if (notice) this.#notices.push(decodeURIComponent(notice));
    return this.#remember(name, answer.body, answer.header("ETag"));
  }

  /** @param {string} name @param {unknown} content @param {string} version */
  #remember(name, content, version) {
    this.#known.set(name, { content, version });
    if (name === "learner" && isTable(content)) this.#learner = String(content.id ?? "");
    return content;
  }

  /**
   * Read, change, write, and anew while another page is faster.
   * @param {string} name
   * @param {(current: unknown) => unknown} change
   */
  async #change(name, change) {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (!this.#known.has(name)) await this.#read(name);
      const { content, version } = this.#known.get(name) ?? { content: null, version: "" };
      const next = change(structuredClone(content)) ?? null;
      if (JSON.stringify(next) === JSON.stringify(content)) return content; // nothing has changed
      const { status, header } = await this.#ask(
        next === null ? "DELETE" : "PUT",
        `documents/${name}`,
        {
          headers: version ? { "If-Match": version } : { "If-None-Match": "*" },
          ...(next === null ? {} : { body: next }),
          accepts: [412],
        },
      );
      if (status !== 412) return this.#remember(name, next, next === null ? "" : header("ETag"));
      this.#known.delete(name);
    }
    throw new StoreError("unreachable", `Other pages were faster with ${name}, each time.`);
  }

  /** @param {Statement[]} brought @returns {Promise<number>} how many came new */
  async #bringRecord(brought) {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { body, header } = await this.#ask("GET", "record");
      const { record, statements } = mergeRecords(body, brought);
      if (!statements) return 0;
      const headers = { "If-Match": header("ETag") };
      const { status } = await this.#ask("PUT", "record", {
        headers,
        body: record,
        accepts: [412],
      });
      if (status !== 412) return statements;
    }
    throw new StoreError("unreachable", "Other pages were faster with the record, each time.");
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
    const now = await this.room.change((waiting) => ({ ...change(waiting), mark: this.#mark }))
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
      const known = this.#known.get(name)?.content ?? null;
      next = change(structuredClone(withWaiting(name, known, waiting.documents[name])));
      return { ...waiting, documents: { ...waiting.documents, [name]: next } };
    });
    return next;
  }

  /** Send what waits; what still cannot be sent waits on. */
  async #sendWaiting() {
    if (!this.#waits) return;
    const waiting = await this.room.look();
    try {
      if (waiting.mark !== this.#mark && this.#wasAnswered) throw new StoreError("gone");
      for (const [name, content] of Object.entries(waiting.documents)) {
        this.#known.delete(name);
        await this.#change(name, (there) => withWaiting(name, there, content));
      }
      if (waiting.statements.length) {
        await this.#ask("POST", "record", { body: waiting.statements });
      }
    } catch (error) {
      if (isUnreachable(error)) return this.#sendLater();
      if (!isGone(error)) throw error;
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
