/**
 * Who is asked what in an exam: the rules of `Slot.item_of` in `maitrise/cases/model.py`.
 */

import { latin } from "../kinds/numeral.js";
import { sha256 } from "./sha256.js";

/**
 * A place of an exam, filled for each learner by one of several parallel questions.
 * @typedef {{ id: string, items: string[] }} Slot
 */

/**
 * The question that a learner is asked in a slot. Ids that end in consecutive numbers (p-0041,
 * p-0042) get different ones in every slot.
 * @param {Slot} slot
 * @param {string} learner
 */
export function itemOf(slot, learner) {
  return slot.items[Number((place(learner) + digest(slot.id)) % BigInt(slot.items.length))];
}

/**
 * The question of each graded cell, in reading order.
 * @param {string[]} cells
 * @param {Slot[]} slots none but in an exam
 * @param {string} learner
 * @returns {Map<string, string>} the question's id by cell
 */
export function allotted(cells, slots, learner) {
  const drawn = new Map(slots.map((slot) => [slot.id, itemOf(slot, learner)]));
  return new Map(cells.map((cell) => [cell, drawn.get(cell) ?? cell]));
}

/**
 * The number that an id ends with, else a stable number made from it.
 * @param {string} learner
 */
function place(learner) {
  const found = /(\p{Nd}+)\P{Nd}*$/u.exec(learner);
  return found ? BigInt(latin([...found[1]].slice(-9).join(""))) : digest(learner);
}

/** @param {string} text */
function digest(text) {
  return new DataView(sha256(text).buffer).getBigUint64(0);
}
