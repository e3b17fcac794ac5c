/**
 * A medium in the browser's simple storage, where it has no database for this page.
 */

import { StoreError } from "./error.js";
import { changes, desk } from "./medium.js";

/** @typedef {import("./medium.js").Medium} Medium */

const DOCUMENT = "maitrise/document/";
const STATEMENT = "maitrise/statement/";
const LOCK = "maitrise";

/**
 * @param {Storage} storage
 * @param {() => number} [now] milliseconds
 * @returns {Medium} throws a StoreError (off) where nothing can be written
 */
export function inLocalStorage(storage, now = Date.now) {
  guarded(() => {
    storage.setItem(LOCK, "");
    storage.removeItem(LOCK);
  });
  let count = 0;
  /** Statements lie in the order of their keys; two tabs never make the same one. */
  const fresh = () => {
    count += 1;
    const order = [now(), count].map((each) => String(each).padStart(15, "0")).join("-");
    return `${STATEMENT}${order}-${Math.random().toString(36).slice(2, 8)}`;
  };
  /** @param {string} beginning */
  const keys = (beginning) =>
    Array.from({ length: storage.length }, (_, place) => String(storage.key(place)))
      .filter((key) => key.startsWith(beginning)).sort();

  return {
    place: "device",
    step: (wanted, act) =>
      alone(() => {
        const names = wanted.documents === "all"
          ? keys(DOCUMENT).map((key) => key.slice(DOCUMENT.length))
          : wanted.documents;
        const found = new Map(names.flatMap((name) => {
          const text = storage.getItem(DOCUMENT + name);
          return text === null ? [] : [/** @type {[string, string]} */ ([name, text])];
        }));
        const old = wanted.record ? keys(STATEMENT) : [];
        const on = desk(found, old.map((key) => String(storage.getItem(key))));
        const result = act(on);
        const { put, gone } = changes(found, on.documents);
        const statements = [...(on.rewritten ? on.record : []), ...on.added];
        write(storage, [
          ...put.map(([name, text]) => /** @type {Write} */ ([DOCUMENT + name, text])),
          ...statements.map((text) => /** @type {Write} */ ([fresh(), text])),
          ...gone.map((name) => /** @type {Write} */ ([DOCUMENT + name, null])),
          ...(on.rewritten ? old.map((key) => /** @type {Write} */ ([key, null])) : []),
        ]);
        return result;
      }),
  };
}

/** @typedef {[string, string | null]} Write a key, and its text or null to delete it */

/**
 * All of it or nothing: what was written is taken back when the room ends.
 * @param {Storage} storage
 * @param {Write[]} writes
 */
function write(storage, writes) {
  const before = writes.map(([key]) => /** @type {Write} */ ([key, storage.getItem(key)]));
  try {
    guarded(() => writes.forEach(([key, text]) => put(storage, key, text)));
  } catch (error) {
    for (const [key, text] of before) put(storage, key, text);
    throw error;
  }
}

/** @param {Storage} storage @param {string} key @param {string | null} text */
function put(storage, key, text) {
  if (text === null) storage.removeItem(key);
  else storage.setItem(key, text);
}

/**
 * One tab at a time, where the browser can see to it (not on plain http).
 * @template T
 * @param {() => T} act
 * @returns {Promise<T>}
 */
async function alone(act) {
  const locks = globalThis.navigator?.locks;
  return locks ? await locks.request(LOCK, () => act()) : act();
}

/**
 * @template T
 * @param {() => T} act
 * @returns {T}
 */
function guarded(act) {
  try {
    return act();
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    throw new StoreError(isFull ? "full" : "off", String(error));
  }
}
