/**
 * Earned value: what a project's progress and spending say about its cost and its date [R52].
 *
 * The same rules as `maitrise/course/earned_value.py`; a test runs both over the same projects.
 * Every index is null where its divisor is zero: nothing spent, nothing planned or nothing earned
 * is nothing measured, neither good nor bad.
 */

import { rounded } from "../kinds/numeral.js";

/**
 * What is supposed of the work that remains: the deviation was a single event, costs go on as
 * before, or being late costs money too.
 * @typedef {"one-off" | "efficiency-lasts" | "both-drifts"} Assumption
 */

/** @typedef {"on-track" | "watch" | "alert" | "unmeasured"} Level */

/**
 * A project at its status date; money in any unit, the same throughout.
 * @typedef {object} Project
 * @property {number} bac budget at completion: all the work
 * @property {number} pv planned value: the budget of the work planned by now
 * @property {number} ev earned value: the budget of the work done by now
 * @property {number} ac actual cost: what that work has cost
 */

/** @type {Assumption[]} */
export const ASSUMPTIONS = ["one-off", "efficiency-lasts", "both-drifts"];

// Conventions of this course: from here on the project manager is told; below, the tolerance is
// used up and the owner has to decide.
const WATCH_BELOW = 0.95;
const ALERT_BELOW = 0.90;

/** @param {number} part @param {number} whole @returns {number | null} */
function ratio(part, whole) {
  return whole === 0 ? null : part / whole;
}

/** Cost variance: below 0 the work cost more than its budget. @param {Project} project */
export function cv({ ev, ac }) {
  return ev - ac;
}

/** Schedule variance: below 0 less was done than planned. @param {Project} project */
export function sv({ ev, pv }) {
  return ev - pv;
}

/** Cost performance index; below 1 is unfavourable. @param {Project} project */
export function cpi({ ev, ac }) {
  return ratio(ev, ac);
}

/** Schedule performance index; below 1 is unfavourable. @param {Project} project */
export function spi({ ev, pv }) {
  return ratio(ev, pv);
}

/**
 * Estimate at completion; null while there is nothing to extrapolate from.
 * @param {Project} project
 * @param {Assumption} assumption
 * @returns {number | null}
 */
export function eac(project, assumption) {
  const left = project.bac - project.ev;
  if (assumption === "one-off") return project.ac + left;
  const cost = cpi(project);
  if (cost === null) return null;
  if (assumption === "efficiency-lasts") return ratio(project.bac, cost);
  const schedule = spi(project);
  if (schedule === null) return null;
  const toCome = ratio(left, cost * schedule);
  return toCome === null ? null : project.ac + toCome;
}

/**
 * Estimate to complete: what is still to be spent.
 * @param {Project} project
 * @param {Assumption} assumption
 */
export function etc(project, assumption) {
  const whole = eac(project, assumption);
  return whole === null ? null : whole - project.ac;
}

/**
 * Variance at completion: below 0 the budget will not do.
 * @param {Project} project
 * @param {Assumption} assumption
 */
export function vac(project, assumption) {
  const whole = eac(project, assumption);
  return whole === null ? null : project.bac - whole;
}

/**
 * To-complete performance index: the efficiency that the rest needs to end within the budget.
 * @param {Project} project
 */
export function tcpi(project) {
  const money = project.bac - project.ac;
  return money <= 0 ? null : (project.bac - project.ev) / money;
}

/**
 * How loudly to speak, by this course's convention: the worse of the two indices decides.
 * @param {Project} project
 * @returns {Level}
 */
export function level(project) {
  const [cost, schedule] = [cpi(project), spi(project)];
  if (cost === null || schedule === null) return "unmeasured";
  // Rounded as it is shown: what reads 0.95 must not be treated as less.
  const worse = rounded(Math.min(cost, schedule), 2);
  if (worse < ALERT_BELOW) return "alert";
  return worse < WATCH_BELOW ? "watch" : "on-track";
}
