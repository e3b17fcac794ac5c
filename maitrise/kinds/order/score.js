/**
 * Put items in order: a share of the neighbouring pairs.
 */

import { allOf } from "../answer.js";
import { markOfShare, reason } from "../mark.js";
import { because, bold } from "../wording.js";

/** @typedef {import("../types.js").Asked & { items: import("../types.js").Named[] }} AskedOrder */
/**
 * `items` are ids in the right order; a reason says why an item comes after the one before it.
 * @typedef {import("../types.js").Key & { items: string[], reasons: Record<string, string> }} OrderKey
 */

/** @type {import("../types.js").Scoring} */
export const scoring = {
  interaction: "sequencing",
  read: (/** @type {AskedOrder} */ asked, raw) => allOf(raw, asked.items.map((item) => item.id)),
  score(question, /** @type {string[]} */ answer) {
    const key = /** @type {OrderKey} */ (question.key);
    const place = new Map(key.items.map((id, position) => [id, position]));
    // The first item has no one before it: it is judged with the one that follows.
    const reasons = answer.slice(1).map((id, position) => {
      const before = Number(place.get(answer[position]));
      const isRight = before < Number(place.get(id));
      return reason(id, isRight ? "right" : "wrong", key.reasons[id]);
    });
    const hits = reasons.filter(({ verdict }) => verdict === "right").length;
    return markOfShare(question, hits / reasons.length, reasons);
  },
  keyLines(question, known) {
    const { asked, key } = /** @type {{ asked: AskedOrder, key: OrderKey }} */ (question);
    const texts = new Map(asked.items.map(({ id, text }) => [id, text]));
    return key.items.map((id, position) =>
      because(`${position + 1}. ${bold(String(texts.get(id)))}`, " — ", key.reasons[id], known)
    );
  },
};
