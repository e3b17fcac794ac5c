/**
 * A medium: where texts lie by name, and statements in a row. It does one thing: a step that reads,
 * changes and writes at once. What is in the texts is none of its concern.
 */

/**
 * What one step reads and writes.
 * @typedef {object} Desk
 * @property {Map<string, string>} documents those asked for, by name; what is set, replaced or
 *   deleted here is written
 * @property {string[]} record all statements, where they were asked for; replaced when `rewritten`
 * @property {string[]} added statements to put at the end of the record
 * @property {boolean} rewritten
 */

/**
 * @typedef {object} Wanted
 * @property {string[] | "all"} documents
 * @property {boolean} [record] whether the whole record is needed
 */

/**
 * @typedef {object} Medium
 * @property {"device" | "page"} place "page": nothing outlives the page
 * @property {<T>(wanted: Wanted, act: (desk: Desk) => T) => Promise<T>} step rejects with a
 *   StoreError (full, off), or with what `act` throws: then nothing has changed
 */

/**
 * @param {Iterable<[string, string]>} [documents]
 * @param {string[]} [record]
 * @returns {Desk}
 */
export function desk(documents = [], record = []) {
  return { documents: new Map(documents), record, added: [], rewritten: false };
}

/**
 * What a step has changed.
 * @param {Map<string, string>} before
 * @param {Map<string, string>} after
 * @returns {{ put: [string, string][], gone: string[] }}
 */
export function changes(before, after) {
  return {
    put: [...after].filter(([name, text]) => before.get(name) !== text),
    gone: [...before.keys()].filter((name) => !after.has(name)),
  };
}
