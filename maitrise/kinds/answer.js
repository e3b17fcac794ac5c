/**
 * Reading an answer: from plain JSON data to what scoring trusts.
 */

/** @typedef {import("./types.js").Answer} Answer */

/** The data has another shape than the question's answers, or names an id that it does not have. */
export class AnswerError extends Error {
  constructor() {
    super("This answer does not fit its question.");
    this.name = "AnswerError";
  }
}

/**
 * Whether nothing was answered: nothing at all, an empty text, list or table.
 * @param {unknown} raw
 */
export function isBlank(raw) {
  if (raw === null || raw === undefined || raw === "") return true;
  if (Array.isArray(raw)) return raw.length === 0;
  return isTable(raw) && Object.keys(raw).length === 0;
}

/** @param {unknown} raw @returns {raw is Record<string, unknown>} */
export function isTable(raw) {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/**
 * @param {unknown} raw
 * @param {string[]} ids
 * @returns {string}
 */
export function oneOf(raw, ids) {
  if (typeof raw !== "string" || !ids.includes(raw)) throw new AnswerError();
  return raw;
}

/**
 * Some ids, each once, in the question's order.
 * @param {unknown} raw
 * @param {string[]} ids
 * @returns {string[]}
 */
export function someOf(raw, ids) {
  const picked = eachOf(raw, ids);
  return ids.filter((id) => picked.includes(id));
}

/**
 * All ids, each once, in the order given.
 * @param {unknown} raw
 * @param {string[]} ids
 * @returns {string[]}
 */
export function allOf(raw, ids) {
  const placed = eachOf(raw, ids);
  if (placed.length !== ids.length) throw new AnswerError();
  return placed;
}

/**
 * @param {unknown} raw
 * @param {string[]} ids
 */
function eachOf(raw, ids) {
  if (!Array.isArray(raw)) throw new AnswerError();
  const given = raw.map((each) => oneOf(each, ids));
  if (new Set(given).size !== given.length) throw new AnswerError();
  return given;
}

/**
 * The filled entries of a table, in the question's order, each read in turn; null when none is.
 * @template T
 * @param {unknown} raw
 * @param {string[]} keys
 * @param {(value: unknown) => T | null} read
 * @returns {Record<string, T> | null}
 */
export function tableOf(raw, keys, read) {
  if (!isTable(raw) || !Object.keys(raw).every((key) => keys.includes(key))) {
    throw new AnswerError();
  }
  /** @type {[string, T][]} */
  const filled = [];
  for (const key of keys) {
    const value = Object.hasOwn(raw, key) ? raw[key] : null;
    if (value === null || value === "" || (isTable(value) && isBlank(value))) continue;
    const given = read(value);
    if (given !== null) filled.push([key, given]);
  }
  return filled.length ? Object.fromEntries(filled) : null;
}

/**
 * The entries of a table as pairs of the learning record (xAPI, Part Two, Appendix C), in the order of
 * the ids: JavaScript moves keys like "10" to the front.
 * @param {string[]} ids
 * @param {Record<string, string>} table
 * @param {string} [before] what stands before each id
 * @returns {string[]}
 */
export function pairsOf(ids, table, before = "") {
  const given = ids.filter((id) => Object.hasOwn(table, id));
  return given.map((id) => `${before}${id}[.]${table[id]}`);
}
