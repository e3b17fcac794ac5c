/**
 * Review a document: passages found minus sound ones that were marked, over the number that have a
 * fault. A passage found counts half where another fault was named, or none.
 */

import { oneOf, pairsOf, tableOf } from "../answer.js";
import { markOfShare, reason } from "../mark.js";
import { because, bold } from "../wording.js";

/** @typedef {import("../types.js").Named} Named */
/**
 * @typedef {object} Passage
 * @property {string} id
 * @property {string | null} text null where the document has a gap
 * @property {string | null} label
 * @property {string} row "" outside a table
 * @property {string} column the id of a column; "" outside a table
 * @property {boolean} context whether it is only shown and cannot be marked
 */
/**
 * @typedef {import("../types.js").Asked & {
 *   title: string,
 *   layout: "lines" | "paragraphs" | "table",
 *   columns: Named[],
 *   faults: Named[],
 *   passages: Passage[],
 * }} AskedDocument
 */
/**
 * @typedef {object} PassageKey
 * @property {string | null} fault
 * @property {string} reason
 * @property {string | null} misconception
 * @property {Record<string, string>} misconceptions by fault that was named
 */
/** @typedef {import("../types.js").Key & { passages: Record<string, PassageKey> }} DocumentKey */

/** A passage was marked, and its fault not said. */
export const UNNAMED = "?";

/** @param {AskedDocument} asked */
const judged = (asked) => asked.passages.filter(({ context }) => !context);

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "matching",
  read(/** @type {AskedDocument} */ asked, raw) {
    const faults = [...asked.faults.map(({ id }) => id), UNNAMED];
    return tableOf(raw, judged(asked).map(({ id }) => id), (fault) => oneOf(fault, faults));
  },
  score(question, /** @type {Record<string, string>} */ answer) {
    const { asked, key } = /** @type {{ asked: AskedDocument, key: DocumentKey }} */ (question);
    const passages = judged(asked).map(({ id }) => ({ id, ...key.passages[id] }));
    const given = new Map(Object.entries(answer));
    const reasons = passages.flatMap((each) => reasonOf(each, given.get(each.id)) ?? []);
    const worth = reasons.map(({ verdict }) =>
      verdict === "right" ? 1 : verdict === "partly" ? 0.5 : 0
    );
    const found = worth.reduce((/** @type {number} */ sum, each) => sum + each, 0);
    const wrongly = passages.filter(({ id, fault }) => fault === null && given.has(id)).length;
    const withFault = passages.filter(({ fault }) => fault !== null).length;
    return markOfShare(question, Math.max(0, (found - wrongly) / withFault), reasons);
  },
  pairs: (/** @type {AskedDocument} */ asked, answer) =>
    pairsOf(judged(asked).map(({ id }) => id), answer),
  keyLines(question, known, { say }) {
    const { asked, key } = /** @type {{ asked: AskedDocument, key: DocumentKey }} */ (question);
    const faults = new Map(asked.faults.map(({ id, text }) => [id, text]));
    return judged(asked).flatMap((passage) => {
      const { fault, reason } = key.passages[passage.id];
      if (fault === null) return [];
      const name = nameOf(passage, asked, say).replace(/\.$/, "");
      return [because(`${name} → ${bold(String(faults.get(fault)))}.`, " ", reason, known)];
    });
  },
};

/**
 * Why a passage that was marked, or missed, was rightly so or not; null where there is nothing to say.
 * @param {PassageKey & { id: string }} passage
 * @param {string | undefined} given
 */
function reasonOf({ id, fault, reason: why, misconception, misconceptions }, given) {
  if (given === undefined) return fault === null ? null : reason(id, "wrong", why, misconception);
  if (given === fault) return reason(id, "right", why);
  const revealed = misconceptions[given] ?? null;
  if (fault !== null) return reason(id, "partly", why, revealed);
  return reason(id, "wrong", why, revealed ?? misconception);
}

/**
 * A passage in a line: where it stands, and what.
 * @param {Passage} passage
 * @param {AskedDocument} asked
 * @param {import("../types.js").Say} say
 */
export function nameOf({ text, label, row, column }, asked, say) {
  const heading = asked.columns.find(({ id }) => id === column)?.text;
  const place = [row, heading, label].filter(Boolean).join(" · ");
  const words = text ?? say("document.gap");
  return place ? place + (place.endsWith(":") ? " " : " — ") + words : words;
}
