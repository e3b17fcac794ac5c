/**
 * Whoever speaks in a lesson gets a face beside their words.
 */

import { face } from "./people.js";

/**
 * @param {ParentNode} root
 * @param {Record<string, import("./people.js").Features>} people by id
 */
export function showFaces(root, people) {
  for (const speech of root.querySelectorAll(".speech")) {
    const features = people[/** @type {HTMLElement} */ (speech).dataset.person ?? ""];
    if (features) speech.prepend(face(features));
  }
}
