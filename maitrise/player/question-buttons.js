/**
 * The buttons of a question: check, hint, again, the other reasons, the solution.
 */

import { button, make } from "./dom.js";

/** @typedef {"hint" | "again" | "all" | "solution"} Click every button but the check, which submits */

/**
 * @param {import("./types.js").Say} say
 * @param {Record<Click, () => void>} clicks
 * @returns {Record<Click | "check", HTMLButtonElement>} in the order they stand in
 */
export function questionButtons(say, clicks) {
  const buttons = {
    check: make(
      "button",
      { type: "submit", class: "maitrise-button maitrise-main maitrise-check" },
      say("question.check"),
    ),
    hint: button(say("question.hint"), clicks.hint, { quiet: true }),
    again: button(say("question.again"), clicks.again),
    all: button(say("picks.others"), clicks.all, { quiet: true }),
    solution: button(say("question.solution"), clicks.solution, { quiet: true }),
  };
  buttons.hint.classList.add("maitrise-hint");
  buttons.again.classList.add("maitrise-again");
  buttons.all.classList.add("maitrise-all");
  buttons.solution.classList.add("maitrise-solve");
  return buttons;
}
