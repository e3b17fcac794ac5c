/**
 * The words for a share of a competency's points: a choice of the course's design, not a standard.
 */

/** From this share of a competency's points in a test, no lesson is advised for it. */
export const SETTLED = 0.8;
const ON_THE_WAY = 0.4;

/**
 * @param {number} share from 0 to 1
 * @returns {"right" | "partly" | "wrong"}
 */
export function outcome(share) {
  if (share >= SETTLED) return "right";
  return share >= ON_THE_WAY ? "partly" : "wrong";
}
