/**
 * Which view stands for which call of a lesson: `m.question("x")` in a notebook is
 * `<div class="maitrise-call" data-call="question" data-args='["x"]'>` in a page.
 */

/** @typedef {import("./types.js").View} View */

/** @type {Record<string, View>} */
export const CALLS = {};
