/**
 * What a page and whoever keeps its answers say to one another, as `server.js` describes it: a
 * request, its answer, and a change that is made anew while another page is faster.
 */

import { isTable } from "../../kinds/answer.js";
import { StoreError } from "./error.js";
import { mergeRecords } from "./merge.js";

/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("./error.js").Fault} Fault */

/**
 * @typedef {object} Request
 * @property {"GET" | "PUT" | "POST" | "DELETE"} method
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {unknown} [body]
 */
/** @typedef {{ status: number, header: (name: string) => string, body: any }} Answer */
/** @typedef {(request: Request) => Promise<Answer>} Transport rejects when nobody answers */

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

export class Conversation {
  /** the mark of the last erasing that this page knows of; null before the first answer */
  /** @type {string | null} */
  mark = null;
  /** @type {string[]} what was said about documents that were read */
  notices = [];
  /** whose answers are kept there; "" while that is not known */
  learner = "";
  #token = "";
  /** @type {Map<string, { content: unknown, version: string }>} as they were last said to be */
  #known = new Map();

  /** @param {Transport} transport */
  constructor(transport) {
    this.transport = transport;
  }

  /**
   * @param {Request["method"]} method
   * @param {string} path
   * @param {{ headers?: Record<string, string>, body?: unknown, accepts?: number[] }} [more]
   * @returns {Promise<Answer>} rejects with a StoreError for all that is not done or accepted
   */
  async ask(method, path, { headers = {}, body, accepts = [] } = {}) {
    const shown = method === "GET"
      ? headers
      : { ...headers, "Maitrise-Mark": this.mark ?? "", "X-XSRFToken": this.#token };
    /** @type {Answer} */
    let answer;
    try {
      answer = await this.transport({ method, path, headers: shown, body });
    } catch (error) {
      throw new StoreError("unreachable", String(error));
    }
    this.#token = answer.header("Maitrise-Token") || this.#token;
    if (answer.status !== 401 && answer.status !== 403) {
      this.mark ??= answer.header("Maitrise-Mark");
    }
    if (answer.status < 300 || accepts.includes(answer.status)) return answer;
    const { kind, message } = answer.body ?? {};
    const fault = FAULTS[answer.status] ?? "unreachable";
    throw new StoreError(kind === "large" ? kind : fault, message);
  }

  /** What is kept of a document. @param {string} name @returns {Promise<unknown>} */
  async read(name) {
    const { body, header } = await this.ask("GET", `documents/${name}`);
    const notice = header("Maitrise-Notice");
    if (notice) this.notices.push(decodeURIComponent(notice));
    return this.#remember(name, body, header("ETag"));
  }

  /**
   * Read, change, write, and anew while another page is faster.
   * @param {string} name
   * @param {(current: unknown) => unknown} change
   * @returns {Promise<unknown>}
   */
  async change(name, change) {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (!this.#known.has(name)) await this.read(name);
      const { content, version } = this.#known.get(name) ?? { content: null, version: "" };
      const next = change(structuredClone(content)) ?? null;
      if (JSON.stringify(next) === JSON.stringify(content)) return content; // nothing has changed
      const { status, header } = await this.ask(
        next === null ? "DELETE" : "PUT",
        `documents/${name}`,
        {
          headers: version ? { "If-Match": version } : { "If-None-Match": "*" },
          ...(next === null ? {} : { body: next }),
          accepts: [412],
        },
      );
      if (status !== 412) return this.#remember(name, next, next === null ? "" : header("ETag"));
      this.forget(name);
    }
    throw new StoreError("unreachable", `Other pages were faster with ${name}, each time.`);
  }

  /**
   * Put statements between those that are there.
   * @param {Statement[]} brought
   * @returns {Promise<number>} how many came new
   */
  async bringRecord(brought) {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { body, header } = await this.ask("GET", "record");
      const { record, statements } = mergeRecords(body, brought);
      if (!statements) return 0;
      const { status } = await this.ask("PUT", "record", {
        headers: { "If-Match": header("ETag") },
        body: record,
        accepts: [412],
      });
      if (status !== 412) return statements;
    }
    throw new StoreError("unreachable", "Other pages were faster with the record, each time.");
  }

  /** A document as it was last said to be. @param {string} name @returns {unknown} */
  known(name) {
    return this.#known.get(name)?.content ?? null;
  }

  /** Whether there was no such document when it was last asked for. @param {string} name */
  isMissing(name) {
    return this.#known.get(name)?.content === null;
  }

  /** Ask anew the next time. @param {string} [name] all of them by default */
  forget(name) {
    if (name === undefined) this.#known.clear();
    else this.#known.delete(name);
  }

  /** @param {string} name @param {unknown} content @param {string} version */
  #remember(name, content, version) {
    this.#known.set(name, { content, version });
    if (name === "learner" && isTable(content)) this.learner = String(content.id ?? "");
    return content;
  }
}
