/**
 * How far the learner is in a case: in words, as a bar, and question by question.
 *
 * Classes: `case-state`, `maitrise-progress`; `case-numbers`, `case-number` (with `data-done`).
 */

import { fresh, make } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./case-session.js").CaseAtWork} CaseAtWork */

/** @param {Page} page */
export function caseState(page) {
  const { say } = page;
  const atWork = /** @type {CaseAtWork} */ (page.case);
  const name = fresh("progress");
  const total = atWork.asked.size;
  const words = make("span", { id: name, role: "status" });
  const bar = make("progress", { "aria-labelledby": name, max: total });
  const notice = make("p", { class: "maitrise-notice" }, atWork.notices.join(" "));
  const show = () => {
    const done = total - atWork.blank().length;
    words.textContent = say("case.so-far", { done, total });
    bar.value = done;
  };
  atWork.watch(show);
  show();
  return make(
    "section",
    { class: "maitrise case-state", "aria-label": say("case.progress") },
    make("div", { class: "maitrise-progress" }, words, bar),
    make("p", { class: "maitrise-how" }, say("case.how", atWork.facts)),
    atWork.notices.length > 0 && notice,
  );
}

/**
 * A number for each question: which are answered, and the way there.
 * @param {Page} page
 */
export function caseNumbers(page) {
  const { say } = page;
  const atWork = /** @type {CaseAtWork} */ (page.case);
  const numbers = [...atWork.asked.keys()].map((cell, place) => {
    const said = make("span", { class: "maitrise-spoken" });
    const attributes = {
      type: "button",
      class: "case-number",
      onclick: () => atWork.show(cell),
    };
    return { said, element: make("button", attributes, String(place + 1), said) };
  });
  const show = () => {
    const blank = new Set(atWork.blank());
    numbers.forEach(({ element, said }, place) => {
      const isDone = !blank.has(place + 1);
      element.toggleAttribute("data-done", isDone);
      said.textContent = ` ${say(isDone ? "case.answered" : "case.not-yet")}`;
    });
  };
  atWork.watch(show);
  show();
  return make(
    "nav",
    { class: "case-numbers", "aria-label": say("case.questions") },
    make("ol", {}, ...numbers.map(({ element }) => make("li", {}, element))),
  );
}
