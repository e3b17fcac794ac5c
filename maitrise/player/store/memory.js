/**
 * A medium that lasts as long as the page: for tests, and where a browser keeps nothing.
 */

import { changes, desk } from "./medium.js";

/** @typedef {import("./medium.js").Medium} Medium */

/** @returns {Medium} */
export function memory() {
  /** @type {Map<string, string>} */
  const documents = new Map();
  /** @type {string[]} */
  const record = [];
  return {
    place: "page",
    // deno-lint-ignore require-await -- every medium gives a promise
    async step(wanted, act) {
      const names = wanted.documents === "all" ? [...documents.keys()] : wanted.documents;
      const found = names.flatMap((name) => {
        const text = documents.get(name);
        return text === undefined ? [] : [/** @type {[string, string]} */ ([name, text])];
      });
      const on = desk(found, wanted.record ? [...record] : []);
      const result = act(on);
      const { put, gone } = changes(new Map(found), on.documents);
      for (const [name, text] of put) documents.set(name, text);
      for (const name of gone) documents.delete(name);
      if (on.rewritten) record.splice(0, record.length, ...on.record);
      record.push(...on.added);
      return result;
    },
  };
}
