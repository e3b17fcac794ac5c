/**
 * How far a learner is in a scenario, as the document `scenarios/<name>` keeps it: the same content
 * as the file that `maitrise/learner/scenario_progress.py` writes.
 */

import { begin, decisionsOf, endingOf, NoSuchDecision, replay } from "./scenario.js";

/**
 * @typedef {import("./scenario.js").Scenario} Scenario
 * @typedef {import("./scenario.js").State} State
 */

/**
 * @typedef {object} Progress
 * @property {1} format
 * @property {string} scenario
 * @property {[string, string][]} decisions scene and choice of each, in order
 * @property {string[]} endings ids, in the order they were first reached
 */

export const FORMAT = 1;

/**
 * @typedef {object} Reading
 * @property {State} state where the play is
 * @property {string[]} endings those ever reached
 * @property {"" | "changed" | "damaged"} fault why the play begins anew
 */

/**
 * Take a play up where it was left; never throws for what it finds.
 * @param {Scenario} scenario
 * @param {unknown} document what the store keeps; null where there is nothing
 * @returns {Reading}
 */
export function takeUp(scenario, document) {
  if (document === null || document === undefined) return anew(scenario, [], "");
  const progress = readProgress(scenario.id, document);
  if (!progress) return anew(scenario, [], "damaged");
  try {
    const state = replay(scenario, progress.decisions);
    return { state, endings: progress.endings, fault: "" };
  } catch (error) {
    if (!(error instanceof NoSuchDecision)) throw error;
    // The scenario has changed since: the endings still count.
    const known = scenario.endings.map((each) => each.id);
    return anew(scenario, progress.endings.filter((each) => known.includes(each)), "changed");
  }
}

/** @param {Scenario} scenario @param {string[]} endings @param {Reading["fault"]} fault */
function anew(scenario, endings, fault) {
  return { state: begin(scenario), endings, fault };
}

/**
 * The document after a decision, or after beginning again.
 * @param {Scenario} scenario
 * @param {State} state
 * @param {string[]} endings those reached before
 * @returns {Progress}
 */
export function kept(scenario, state, endings) {
  const ending = endingOf(scenario, state);
  const reached = ending && !endings.includes(ending.id) ? [...endings, ending.id] : endings;
  const decisions = decisionsOf(state);
  return { format: FORMAT, scenario: scenario.id, decisions, endings: reached };
}

/**
 * A document that is one of ours; null when it is not.
 * @param {string} scenario
 * @param {unknown} document
 * @returns {Progress | null}
 */
export function readProgress(scenario, document) {
  const raw = /** @type {Progress | null} */ (document);
  if (typeof raw !== "object" || raw === null || raw.format !== FORMAT) return null;
  if (raw.scenario !== scenario || !Array.isArray(raw.decisions)) return null;
  const pairs = raw.decisions.every((each) =>
    Array.isArray(each) && each.length === 2 && each.every((name) => typeof name === "string")
  );
  if (!pairs || !Array.isArray(raw.endings)) return null;
  return raw.endings.every((each) => typeof each === "string") ? raw : null;
}
