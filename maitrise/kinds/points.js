/**
 * Points in words.
 */

import { writeShortest } from "./numeral.js";

/** @typedef {import("./types.js").Language} Language */

/**
 * A number of points with at most two decimals, and none that say nothing.
 * @param {number} value
 * @param {Language} language
 */
export function shortNumber(value, language) {
  return writeShortest(value, language, 2);
}

/**
 * The points of a mark in words ("0.75 points out of 1"); nothing where a person has yet to mark.
 * @param {import("./types.js").Mark} mark
 * @param {{ say: import("./types.js").Say, language: Language }} around
 */
export function pointsInWords({ points, maximum, verdict }, { say, language }) {
  if (verdict === "to mark") return "";
  return say("question.points", {
    points: shortNumber(points, language),
    maximum: shortNumber(maximum, language),
  });
}
