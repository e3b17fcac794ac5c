/**
 * The answer sheet (feuille de réponses), format 1: plain data, the same as Python writes
 * (`maitrise/learner/sheet.py`).
 */

import { isTable } from "../kinds/answer.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Say} Say */
/**
 * @typedef {object} Sheet
 * @property {string} case the lesson's or case's id
 * @property {Language} language
 * @property {string} learner
 * @property {Map<string, Entry>} answers by question
 */

export const FORMAT = 1;
export const MAXIMUM_BYTES = 1024 * 1024;
const DEEPEST = 8; // answers nest two levels
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A sheet that cannot be used, with what to say of it. */
export class SheetError extends Error {
  /**
   * @param {string} key of the sentence
   * @param {Record<string, unknown>} [values]
   */
  constructor(key, values) {
    super(key);
    this.name = "SheetError";
    this.key = key;
    this.values = values;
  }

  /** @param {Say} say */
  saidBy(say) {
    return say(this.key, this.values);
  }
}

/**
 * A sheet from its data; what is no JSON is handed over as a text.
 * @param {unknown} raw
 * @param {string} [wanted] the lesson or case that it should belong to
 * @returns {Sheet} throws a SheetError
 */
export function readSheet(raw, wanted) {
  if (typeof raw === "string") throw new SheetError("sheet.not-json");
  if (!isTable(raw) || !Object.hasOwn(raw, "format")) throw new SheetError("sheet.not-a-sheet");
  if (raw.format !== FORMAT) {
    throw new SheetError("sheet.other-format", { found: String(raw.format).slice(0, 20) });
  }
  for (const part of ["case", "learner"]) if (typeof raw[part] !== "string") throw badPart(part);
  if (raw.language !== "fr" && raw.language !== "en") throw badPart("language");
  if (!isTable(raw.answers)) throw badPart("answers");
  const answers = new Map(
    Object.entries(raw.answers).map(([question, entry]) => [question, readEntry(question, entry)]),
  );
  const name = String(raw.case);
  if (wanted !== undefined && name !== wanted) {
    throw new SheetError("sheet.other-case", { found: name.slice(0, 60), wanted });
  }
  return { case: name, language: raw.language, learner: String(raw.learner), answers };
}

/**
 * @param {string} question
 * @param {unknown} entry
 * @returns {Entry}
 */
function readEntry(question, entry) {
  const broken = () => badPart(`answers, ${question.slice(0, 40)}`);
  if (!isTable(entry) || !Object.hasOwn(entry, "value") || !isPlain(entry.value)) throw broken();
  const { value, at, checked = false } = entry;
  if (typeof at !== "string" || !STAMP.test(at) || typeof checked !== "boolean") throw broken();
  return { value, at, checked };
}

/** @param {string} what */
function badPart(what) {
  return new SheetError("sheet.bad-part", { what });
}

/**
 * Whether data could be written and read again: finite numbers, and no deeper than answers go.
 * @param {unknown} value
 * @param {number} [deepest]
 * @returns {boolean}
 */
export function isPlain(value, deepest = DEEPEST) {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return value !== undefined;
  const inside = Object.values(value);
  return inside.length === 0 || (deepest > 0 && inside.every((each) => isPlain(each, deepest - 1)));
}

/**
 * A sheet as it is kept.
 * @param {Sheet} sheet
 */
export function sheetData({ answers, ...sheet }) {
  const entries = [...answers].map(([question, { value, at, checked }]) => [
    question,
    checked ? { value, at, checked } : { value, at },
  ]);
  return {
    format: FORMAT,
    case: sheet.case,
    language: sheet.language,
    learner: sheet.learner,
    answers: Object.fromEntries(entries),
  };
}

/**
 * Refuses data that no sheet may grow to.
 * @param {unknown} data
 */
export function refuseTooLarge(data) {
  const bytes = new TextEncoder().encode(JSON.stringify(data, null, 1)).length;
  if (bytes > MAXIMUM_BYTES) {
    throw new SheetError("sheet.too-large", { size: (bytes / 2 ** 20).toFixed(1) });
  }
}

/**
 * Answers of both, the later one to each question; of two at the same moment, the first's.
 * @param {Map<string, Entry>} answers
 * @param {Map<string, Entry>} others
 * @returns {Map<string, Entry>}
 */
export function later(answers, others) {
  const merged = new Map(answers);
  for (const [question, entry] of others) {
    const here = merged.get(question);
    if (!here || isLater(entry.at, here.at)) merged.set(question, entry);
  }
  return merged;
}

/**
 * Whether a moment is later than another, as their texts say.
 * @param {string} at
 * @param {string} other
 */
export function isLater(at, other) {
  return at.replace(/Z$/, "") > other.replace(/Z$/, ""); // 10:15:00Z is before 10:15:00.5Z
}

/**
 * A moment for what replaces something: now, or just after that where the clock was set back
 * since. What is merged by time would be lost otherwise.
 * @param {string} now
 * @param {string} [before]
 */
export function notBefore(now, before = "") {
  if (!before || isLater(now, before)) return now;
  const next = new Date(Date.parse(before) + 1);
  const written = isNaN(next.getTime()) ? "" : next.toISOString();
  if (STAMP.test(written) && isLater(written, before)) return written;
  return before.replace(/(\.\d+)?Z$/, (_, part) => `${part ?? "."}1Z`);
}
