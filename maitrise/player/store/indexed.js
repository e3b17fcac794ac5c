/**
 * A medium in the browser's own database: one transaction a step, so that two tabs never write over
 * one another.
 */

import { StoreError } from "./error.js";
import { changes, desk } from "./medium.js";

/** @typedef {import("./medium.js").Medium} Medium */
/** @typedef {import("./medium.js").Desk} Desk */
/** @typedef {import("./medium.js").Wanted} Wanted */

const DOCUMENTS = "documents";
const RECORD = "record";

/**
 * @param {string} [name] of the database
 * @returns {Promise<Medium>} rejects with a StoreError (off)
 */
export async function indexed(name = "maitrise") {
  /** @type {Promise<IDBDatabase> | null} */
  let opened = null;
  /** @returns {Promise<IDBDatabase>} */
  const database = () => {
    opened ??= open(name, () => opened = null).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  await database();
  return {
    place: "device",
    async step(wanted, act) {
      try {
        return await step(await database(), wanted, act);
      } catch (error) {
        // Site data cleared by hand closes the database under the page's feet: open it anew.
        if (!(error instanceof DOMException) || error.name !== "InvalidStateError") {
          throw asStoreError(error);
        }
        opened = null;
        return await step(await database(), wanted, act).catch((again) => {
          throw asStoreError(again);
        });
      }
    },
  };
}

/**
 * Open the database; once more where the browser closed it meanwhile, as it does when it is cleared.
 * @param {string} name
 * @param {() => void} onClosed
 * @param {boolean} [again] whether it was closed meanwhile
 * @returns {Promise<IDBDatabase>}
 */
function open(name, onClosed, again = false) {
  return new Promise((resolve, reject) => {
    /** @param {unknown} [error] */
    const off = (error) => reject(new StoreError("off", String(error ?? "no database")));
    try {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(DOCUMENTS);
        request.result.createObjectStore(RECORD, { autoIncrement: true });
      };
      request.onsuccess = () => {
        const database = request.result;
        database.onclose = onClosed;
        database.onversionchange = () => {
          database.close();
          onClosed();
        };
        resolve(database);
      };
      request.onerror = () => {
        if (again || request.error?.name !== "AbortError") off(request.error);
        else resolve(open(name, onClosed, true));
      };
      request.onblocked = () => off("blocked");
    } catch (error) {
      off(error); // the browser forbids it for this page, or has none
    }
  });
}

/**
 * Transactions that are open. WebKit suspends a page that is left with one, and every other page
 * waits for it, for good: there they end with the page. An answer that was not stored by then is
 * kept aside until the page is opened again (`unsaved.js`).
 * @type {Set<IDBTransaction>}
 */
const underWay = new Set();
let isLeft = false;
if (globalThis.navigator?.vendor?.startsWith("Apple")) {
  addEventListener("pagehide", () => {
    isLeft = true; // what ends makes others begin
    for (const transaction of underWay) {
      try {
        transaction.abort();
      } catch {
        continue; // it has just ended
      }
    }
  });
  addEventListener("pageshow", () => isLeft = false);
}

/**
 * @template T
 * @param {IDBDatabase} database
 * @param {Wanted} wanted
 * @param {(desk: Desk) => T} act
 * @returns {Promise<T>}
 */
function step(database, wanted, act) {
  return new Promise((resolve, reject) => {
    if (isLeft) throw new StoreError("off", "The page was left.");
    const transaction = database.transaction([DOCUMENTS, RECORD], "readwrite");
    underWay.add(transaction);
    const documents = transaction.objectStore(DOCUMENTS);
    const record = transaction.objectStore(RECORD);
    /** @type {Map<string, string>} */
    const found = new Map();
    /** @type {string[]} */
    let statements = [];
    let left = 1;
    /** @type {{ result: T } | null} */
    let done = null;
    /** @type {unknown} */
    let thrown = null;
    const ready = () => {
      left -= 1;
      if (left) return;
      const on = desk(found, statements);
      try {
        done = { result: act(on) };
      } catch (error) {
        thrown = error;
        return transaction.abort();
      }
      const { put, gone } = changes(found, on.documents);
      for (const [name, text] of put) documents.put(text, name);
      for (const name of gone) documents.delete(name);
      if (on.rewritten) {
        record.clear();
        for (const statement of on.record) record.add(statement);
      }
      for (const statement of on.added) record.add(statement);
    };
    if (wanted.documents === "all") {
      left += 1;
      documents.openCursor().onsuccess = (event) => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (event.target).result;
        if (!cursor) return ready();
        found.set(String(cursor.key), String(cursor.value));
        cursor.continue();
      };
    } else {
      for (const name of wanted.documents) {
        left += 1;
        const request = documents.get(name);
        request.onsuccess = () => {
          if (request.result !== undefined) found.set(name, String(request.result));
          ready();
        };
      }
    }
    if (wanted.record) {
      left += 1;
      const request = record.getAll();
      request.onsuccess = () => {
        statements = request.result.map(String);
        ready();
      };
    }
    // A first request keeps the transaction alive while nothing else is asked for.
    documents.count().onsuccess = ready;
    transaction.oncomplete = () => {
      underWay.delete(transaction);
      if (done) resolve(done.result);
    };
    transaction.onabort = () => {
      underWay.delete(transaction);
      reject(thrown ?? transaction.error ?? new StoreError("off", "The page was left."));
    };
  });
}

/** @param {unknown} error */
function asStoreError(error) {
  if (!(error instanceof DOMException)) return error;
  return new StoreError(error.name === "QuotaExceededError" ? "full" : "off", error.message);
}
