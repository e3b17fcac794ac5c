/**
 * A page at work: data, words, the learner's answers and where they are kept, and the calls that
 * stand in it.
 */

import { CALLS } from "./calls.js";
import { openCase } from "./case-session.js";
import { make } from "./dom.js";
import { openSession } from "./session.js";
import { sayer } from "./words.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").PageData} PageData */
/** @typedef {import("./types.js").Store} Store */

/**
 * @param {PageData} data
 * @param {Store} store
 * @param {{ now?: () => string }} [around]
 * @returns {Promise<Page>}
 */
export async function openPage(data, store, { now = () => new Date().toISOString() } = {}) {
  const { language } = data;
  const say = sayer(data.words, language);
  const around = { say, now };
  const opened = data.kind === "case"
    ? await openCase(data, store, around)
    : { session: await openSession(data, store, around) };
  return { data, language, say, store, now, ...opened };
}

/**
 * Put each call's view in its place: elements of class `maitrise-call` with `data-call` and, in
 * `data-args`, a list as JSON. What stood there is the call's form without a script.
 * @param {Page} page
 * @param {ParentNode} root
 */
export function mountCalls(page, root) {
  for (const place of root.querySelectorAll(".maitrise-call")) {
    const { call = "", args = "[]" } = /** @type {HTMLElement} */ (place).dataset;
    const view = Object.hasOwn(CALLS, call) ? CALLS[call] : null;
    if (!view) continue; // its form without a script stays
    try {
      place.replaceChildren(view(page, ...JSON.parse(args)));
    } catch (error) {
      // One call that fails must not take the others with it.
      console.error(error);
      place.prepend(
        make("p", { class: "maitrise-notice", role: "status" }, page.say("call.failed")),
      );
    }
  }
}
