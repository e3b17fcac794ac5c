/**
 * What a page remembers of its visit in an LMS for the case that it is loaded anew: then the visit goes
 * on, and is not begun a second time. It is this tab's, and gone with it.
 */

import { isTable } from "../../kinds/answer.js";

/**
 * @typedef {object} Visit
 * @property {string} [token] of a launch by cmi5: the address that gives it answers once
 * @property {boolean} [isBegun] whether the LMS was told that the visit began
 * @property {boolean} [isOver] whether it was told that the visit is over: it takes nothing more
 * @property {number} [seconds] so far
 * @property {string} [kept] what was being sent when the page went
 */

const PLACE = "maitrise-visit/";

/** @param {string} name of the visit @returns {Visit} */
export function visitOf(name) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE + name) ?? "");
    return isTable(kept) ? kept : {};
  } catch {
    return {}; // there is none, or the browser keeps nothing in this frame
  }
}

/** @param {string} name @param {Visit} change */
export function noteVisit(name, change) {
  try {
    sessionStorage.setItem(PLACE + name, JSON.stringify({ ...visitOf(name), ...change }));
  } catch {
    // Then the page works until it is loaded anew.
  }
}

/** Whether this page was shown in this tab before: loaded anew, or come back to. */
export function isLoadedAnew() {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type !== "navigate";
}

/**
 * Whether the page that is being left is about to be loaded anew. A browser says so of what a script or
 * a link of the page asks for, and of keys pressed; of its own button it does not: then a visit ends.
 * @returns {() => boolean}
 */
export function watchReloads() {
  let isReload = false;
  // Chromium, Firefox 147, Safari 26.2
  /** @type {any} */ (globalThis).navigation?.addEventListener(
    "navigate",
    (/** @type {{ navigationType: string }} */ { navigationType }) => {
      isReload = navigationType === "reload";
    },
  );
  // In a frame these keys load the platform anew, and the visit ends.
  if (globalThis.window.parent === globalThis.window) {
    addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
      isReload = key === "F5" || ((ctrlKey || metaKey) && key.toLowerCase() === "r");
    });
  }
  addEventListener("pointerdown", () => {
    isReload = false;
  });
  return () => isReload;
}
