/** The checked answers as a table to take away. */

import { decimalsOf, fixed } from "../kinds/numeral.js";
import { givenAnswers } from "./given.js";

// French spreadsheets expect a semicolon, since the comma is their decimal mark.
const LOCALES = {
  fr: { separator: ";", decimal: "," },
  en: { separator: ",", decimal: "." },
};
const COLUMNS = [
  "when",
  "lesson",
  "question",
  "competency",
  "difficulty",
  "right",
  "points",
  "maximum",
];

/**
 * One row an answer, with a byte order mark for Excel.
 * @param {Iterable<unknown>} statements
 * @param {"fr" | "en"} language
 */
export function recordCsv(statements, language) {
  const { separator, decimal } = LOCALES[language];
  /** @param {string[]} cells */
  const row = (cells) => cells.map((each) => quoted(each, separator)).join(separator) + "\r\n";
  const rows = givenAnswers(statements).map((each) =>
    row([
      ...[each.at, each.lesson, each.question, each.competency, each.difficulty].map(inert),
      each.success === null ? "" : String(each.success),
      number(each.points, decimal),
      number(each.maximum, decimal),
    ])
  );
  return "\ufeff" + row(COLUMNS) + rows.join("");
}

/** With as many decimals as it needs, four at most. @param {number} value @param {string} decimal */
function number(value, decimal) {
  return fixed(value, decimalsOf(value, 4)).replace(".", decimal);
}

/** A text that no spreadsheet takes for a formula. @param {string} text */
function inert(text) {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

/** @param {string} text @param {string} separator */
function quoted(text, separator) {
  const plain = !text.includes(separator) && !/["\r\n]/.test(text);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}
