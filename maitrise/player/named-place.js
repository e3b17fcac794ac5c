/**
 * A place that takes the focus once it is filled: a verdict, a solution, the result of a quiz.
 *
 * Orca says nothing of a place without a name when the focus comes to it (heard with Firefox); so
 * it is a group that its headline names.
 */

import { fresh, make } from "./dom.js";

/**
 * @param {string} style its class
 * @returns {HTMLElement} empty and hidden
 */
export function namedPlace(style) {
  return make("div", {
    class: style,
    role: "group",
    "aria-labelledby": fresh("headline"),
    tabindex: "-1",
    hidden: true,
  });
}

/**
 * What makes an element in a place the one that names it.
 * @param {HTMLElement} place
 */
export function naming(place) {
  return { class: "maitrise-headline", id: place.getAttribute("aria-labelledby") };
}
