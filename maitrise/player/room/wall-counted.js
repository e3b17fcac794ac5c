/**
 * What several people share, and how many they are.
 */

import { make, plain } from "../dom.js";

/** @typedef {import("../types.js").Say} Say */
/** @typedef {{ text: string, count: number }} Counted */

/** @param {Counted[]} found @param {Say} say */
export function counted(found, say) {
  return make(
    "ul",
    { class: "wall-counted" },
    ...found.map(({ text, count }) =>
      make("li", {}, make("b", {}, say("room.wall.people", { count })), " ", plain(text))
    ),
  );
}
