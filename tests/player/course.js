/**
 * A page with one question of each kind, and a store that can be made to fail.
 */

import english from "../fixtures/player/en.json" with { type: "json" };
import { openSession } from "../../maitrise/player/session.js";
import { StoreError } from "../../maitrise/player/store/error.js";
import { localStore } from "../../maitrise/player/store/local.js";
import { memory } from "../../maitrise/player/store/memory.js";

/** @typedef {import("../../maitrise/player/types.js").PageData} PageData */
/** @typedef {import("../../maitrise/player/types.js").Store} Store */
/** @typedef {import("../../maitrise/player/store/error.js").Fault} Fault */
/** @typedef {import("../../maitrise/player/store/medium.js").Medium} Medium */

/** @returns {PageData} */
export const pageData = () => /** @type {PageData} */ (/** @type {unknown} */ ({
  ...structuredClone(english),
  words: {},
}));

/** The key of a sentence, and what it is filled with. @type {import("../../maitrise/player/types.js").Say} */
export const say = (key, values) => (values ? `${key} ${JSON.stringify(values)}` : key);

/** A clock that goes on by a second at each look. @param {string} [from] */
export function clock(from = "2026-11-29T10:00:00.000Z") {
  let moment = Date.parse(from);
  return {
    now() {
      moment += 1000;
      return new Date(moment).toISOString();
    },
    /** @param {string} at */
    set(at) {
      moment = Date.parse(at);
    },
  };
}

/** Tabs of one browser: what one tells, the others hear. */
export function tabs() {
  /** @type {Set<(name: string) => void>[]} */
  const all = [];
  return () => {
    /** @type {Set<(name: string) => void>} */
    const own = new Set();
    all.push(own);
    return {
      /** @param {string} name */
      tell(name) {
        for (const each of all) if (each !== own) each.forEach((listener) => listener(name));
      },
      /** @param {(name: string) => void} listener */
      listen(listener) {
        own.add(listener);
        return () => own.delete(listener);
      },
    };
  };
}

/** A browser: one medium, tabs that hear one another, and ways to break it. */
export function browser({ hears = true } = {}) {
  const medium = memory();
  const news = tabs();
  const time = clock();
  /** @type {Fault | ""} */
  let fault = "";
  let marks = 0;
  /** @type {Medium} */
  const breakable = {
    place: "device",
    step: (wanted, act) => fault ? Promise.reject(new StoreError(fault)) : medium.step(wanted, act),
  };
  const silent = { tell() {}, listen: () => () => {} };
  return {
    time,
    medium,
    /** @param {Fault | ""} kind */
    fail(kind) {
      fault = kind;
    },
    clear: () =>
      medium.step({ documents: "all", record: true }, (desk) => {
        desk.documents.clear();
        desk.record = [];
        desk.rewritten = true;
      }),
    /** @param {string} name @param {string} text */
    write: (name, text) =>
      medium.step({ documents: [name] }, (desk) => {
        desk.documents.set(name, text);
      }),
    store: () =>
      localStore(breakable, {
        now: time.now,
        news: hears ? news() : silent,
        random: () => `mark-${marks++}`,
      }),
    /** A tab with the lesson open. @param {Store} [store] */
    async tab(store) {
      const own = store ?? await this.store();
      const session = await openSession(pageData(), own, { say, now: time.now });
      return { store: own, session };
    },
  };
}

/** Let what was told be heard. */
export async function settled() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
