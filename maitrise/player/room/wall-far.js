/** How far the class is: lesson by lesson, what it shares in errors, and by name if asked for. */

import { make, plain } from "../dom.js";
import { counted } from "./wall-counted.js";

/** @typedef {import("../types.js").Say} Say */
/** @typedef {import("./wall.js").Named} Named */
/** @typedef {import("./wall.js").State} State */

/** @param {State} state @param {Say} say */
export function howFar({ lessons, names, misconceptions, active }, say) {
  const far = lessons.map(({ title, people, answers, questions }) => {
    const all = people * questions;
    const told = say("room.wall.far", { people, answers, all });
    return make(
      "li",
      {},
      make("span", {}, plain(title)),
      make("progress", { max: all, value: answers, "aria-label": told }),
      make("span", { class: "soft" }, told),
    );
  });
  return [
    make("h2", {}, say("room.wall.how-far")),
    make("p", { class: "soft" }, say("room.wall.active", { count: active })),
    far.length
      ? make("ul", { class: "wall-far" }, ...far)
      : make("p", {}, say("room.wall.nobody-yet")),
    ...(misconceptions.length
      ? [make("h2", {}, say("room.wall.misconceptions")), counted(misconceptions, say)]
      : []),
    ...(names ? [make("h2", {}, say("room.wall.names")), named(names, say)] : []),
  ];
}

/** @param {Named[]} people @param {Say} say */
function named(people, say) {
  return make(
    "ul",
    { class: "wall-names" },
    ...people.map(({ name, lesson, answers }) =>
      make(
        "li",
        {},
        make("b", {}, name),
        " ",
        make(
          "span",
          { class: "soft" },
          lesson
            ? say("room.wall.at", { lesson: plain(lesson), answers })
            : say("room.wall.not-begun"),
        ),
      )
    ),
  );
}
