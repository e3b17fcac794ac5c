/**
 * What was answered in the last moment before a page was left. A database takes longer than a page
 * that is closing has; the browser's simple storage takes it at once, until the page is opened again.
 *
 * Each learner's lies by itself. Where nobody had said yet who is learning (a server or a kernel that
 * never answered), it lies under the address of the page and is for whoever opens that page next.
 */

import { isTable } from "../kinds/answer.js";
import { later, readSheet, sheetData } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./types.js").Statement} Statement */
/** @typedef {{ answers: Sheet["answers"], statements: Statement[] }} Unsaved */
/**
 * @typedef {object} Of
 * @property {string} lesson
 * @property {string} learner
 * @property {boolean} [isProvisional] whether the learner may be known by another pseudonym
 */

const KEY = "maitrise/unsaved/";

/**
 * @param {string} document the sheet's name in the store
 * @param {Sheet} sheet with the answers that are not stored yet
 * @param {Statement[]} statements that are not recorded yet
 * @param {boolean} [isProvisional] whether the sheet's learner may be known by another pseudonym
 */
export function keepUnsaved(document, sheet, statements, isProvisional = false) {
  const data = { sheet: sheetData(sheet), statements };
  const key = isProvisional ? nobodys(document) : ofLearner(document, sheet.learner);
  guarded(() => localStorage.setItem(key, JSON.stringify(data)));
}

/**
 * What was kept so, once; nothing of another learner.
 * @param {string} document
 * @param {Of} of
 * @returns {Unsaved | null}
 */
export function takeUnsaved(document, { lesson, learner }) {
  const own = take(ofLearner(document, learner), lesson);
  const unnamed = take(nobodys(document), lesson);
  for (const { actor } of unnamed?.statements ?? []) actor.account.name = learner;
  if (!own || !unnamed) return own ?? unnamed;
  return {
    answers: later(own.answers, unnamed.answers),
    statements: [...own.statements, ...unnamed.statements],
  };
}

/**
 * @param {string} document
 * @param {string} learner
 */
export function dropUnsaved(document, learner) {
  for (const key of [ofLearner(document, learner), nobodys(document)]) {
    guarded(() => localStorage.removeItem(key));
  }
}

/** @param {string} document @param {string} learner */
const ofLearner = (document, learner) => `${KEY}${learner}/${document}`;

/** @param {string} document */
const nobodys = (document) => `${KEY}?${globalThis.location?.pathname ?? ""}/${document}`;

/** @param {string} key @param {string} lesson @returns {Unsaved | null} */
function take(key, lesson) {
  return guarded(() => {
    const raw = JSON.parse(localStorage.getItem(key) ?? "null");
    localStorage.removeItem(key);
    if (!isTable(raw) || !Array.isArray(raw.statements)) return null;
    return { answers: readSheet(raw.sheet, lesson).answers, statements: raw.statements };
  });
}

/** @template T @param {() => T} act @returns {T | null} */
function guarded(act) {
  try {
    return act();
  } catch {
    return null; // storage is off, full or damaged: the page works without this net
  }
}
