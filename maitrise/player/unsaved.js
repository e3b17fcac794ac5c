/**
 * What was answered in the last moment before a page was left. A database takes longer than a page
 * that is closing has; the browser's simple storage takes it at once, until the page is opened again.
 */

import { isTable } from "../kinds/answer.js";
import { readSheet, sheetData } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./types.js").Statement} Statement */

const KEY = "maitrise/unsaved/";

/**
 * @param {string} document the sheet's name in the store
 * @param {Sheet} sheet with the answers that are not stored yet
 * @param {Statement[]} statements that are not recorded yet
 */
export function keepUnsaved(document, sheet, statements) {
  const data = { sheet: sheetData(sheet), statements };
  guarded(() => localStorage.setItem(KEY + document, JSON.stringify(data)));
}

/**
 * What was kept so, once; nothing of another learner.
 * @param {string} document
 * @param {{ lesson: string, learner: string }} of
 * @returns {{ answers: Sheet["answers"], statements: Statement[] } | null}
 */
export function takeUnsaved(document, { lesson, learner }) {
  return guarded(() => {
    const raw = JSON.parse(localStorage.getItem(KEY + document) ?? "null");
    localStorage.removeItem(KEY + document);
    if (!isTable(raw) || !Array.isArray(raw.statements)) return null;
    const sheet = readSheet(raw.sheet, lesson);
    return sheet.learner === learner
      ? { answers: sheet.answers, statements: raw.statements }
      : null;
  });
}

/** @param {string} document */
export function dropUnsaved(document) {
  guarded(() => localStorage.removeItem(KEY + document));
}

/** @template T @param {() => T} act @returns {T | null} */
function guarded(act) {
  try {
    return act();
  } catch {
    return null; // storage is off, full or damaged: the page works without this net
  }
}
