/**
 * What is picked from a list: the key and the marks that options and rows of a table share.
 */

import { markOfShare, reason } from "./mark.js";

/**
 * `right` lists ids; `reasons` and `misconceptions` are by id.
 * @typedef {import("./types.js").Key & {
 *   right: string[],
 *   reasons: Record<string, string>,
 *   misconceptions: Record<string, string>,
 * }} PicksKey
 */

/**
 * Right minus wrong over the number right, never below nothing.
 * @param {{ asked: import("./types.js").Asked, key: PicksKey }} question
 * @param {string[]} ids what there is to pick from
 * @param {string[]} picked
 * @returns {import("./types.js").Mark}
 */
export function scorePicks(question, ids, picked) {
  const { key } = question;
  const hits = picked.filter((id) => key.right.includes(id)).length;
  const misses = picked.length - hits;
  const reasons = ids.flatMap((id) => {
    const [isPicked, isRight] = [picked.includes(id), key.right.includes(id)];
    if (isPicked && isRight) return [reason(id, "right", key.reasons[id])];
    if (!isPicked && !isRight) return [];
    return [reason(id, "wrong", key.reasons[id], key.misconceptions[id] ?? null)];
  });
  return markOfShare(question, Math.max(0, (hits - misses) / key.right.length), reasons);
}
