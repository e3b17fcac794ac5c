/**
 * What scoring says about an answer. The rules are Python's (`maitrise/kinds/`): a choice of the
 * course's design, not a fact of the field.
 */

/** @typedef {import("./types.js").Keyed} Keyed */
/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Reason} Reason */
/** @typedef {import("./types.js").Verdict} Verdict */

/**
 * The mark of an answer that is right by a share of its parts.
 * @param {Keyed} question
 * @param {number} share from 0 to 1
 * @param {Reason[]} reasons
 * @returns {Mark}
 */
export function markOfShare({ asked }, share, reasons) {
  const verdict = share >= 1 ? "right" : share > 0 ? "partly" : "wrong";
  return { points: share * asked.points, maximum: asked.points, verdict, reasons };
}

/**
 * @param {string} item
 * @param {Verdict} verdict
 * @param {string | null} [text]
 * @param {string | null} [misconception]
 * @returns {Reason}
 */
export function reason(item, verdict, text = null, misconception = null) {
  return { item, verdict, text, misconception };
}

/**
 * The misconceptions that an answer reveals, each once, in the order of the reasons.
 * @param {Mark} mark
 * @returns {string[]}
 */
export function misconceptions({ reasons }) {
  return [...new Set(reasons.flatMap((each) => each.misconception ? [each.misconception] : []))];
}
