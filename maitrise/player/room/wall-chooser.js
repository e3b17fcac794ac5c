/**
 * Choosing the question to put to the room: a lesson, then one of its questions.
 *
 * Classes: `wall-chooser`, `wall-questions`.
 */

import { fresh, make, plain } from "../dom.js";
import { ask } from "./asking.js";

/** @typedef {import("../types.js").Say} Say */
/** @typedef {{ lesson: string, title: string, questions: { id: string, kind: string, prompt: string }[] }} OfLesson */

const LAST = "maitrise-wall-lesson";

/**
 * @param {import("./words.js").RoomData} data
 * @param {Say} say
 * @param {import("./wall.js").Do} act
 * @returns {() => Node} makes the form; its questions are asked for once
 */
export function chooser({ language }, say, act) {
  /** @type {Promise<OfLesson[]> | null} */
  let asked = null;
  return () => {
    const name = fresh("lesson");
    const select = make("select", { id: name, onchange: show });
    const list = make("ol", { class: "wall-questions" });
    const element = make(
      "div",
      { class: "wall-chooser" },
      make("h2", {}, say("room.wall.put")),
      make("p", { class: "soft" }, say("room.wall.put-how")),
      make("p", {}, make("label", { for: name }, say("room.wall.lesson")), " ", select),
      list,
    );
    /** @type {OfLesson[]} */
    let lessons = [];
    function show() {
      const found = lessons.find(({ lesson }) => lesson === select.value);
      try {
        sessionStorage.setItem(LAST, select.value);
      } catch {
        // Storage is off: the first lesson the next time.
      }
      list.replaceChildren(
        ...(found?.questions ?? []).map(({ id, kind, prompt }) =>
          make(
            "li",
            {},
            make(
              "button",
              {
                type: "button",
                class: "wall-put",
                onclick: () => act("put", { lesson: select.value, question: id }),
              },
              make("span", { class: "soft" }, say(`kind.${kind}`)),
              make("span", {}, plain(prompt)),
            ),
          )
        ),
      );
    }
    asked ??= ask(`questions?lang=${language}`, { language, say }).then((found) => found.lessons);
    asked.then((found) => {
      lessons = found;
      select.replaceChildren(
        ...found.map(({ lesson, title }) => make("option", { value: lesson }, plain(title))),
      );
      try {
        const last = sessionStorage.getItem(LAST);
        if (last && found.some(({ lesson }) => lesson === last)) select.value = last;
      } catch {
        // The first lesson.
      }
      show();
    }).catch((error) => {
      asked = null;
      list.replaceChildren(make("li", {}, error.message));
    });
    return element;
  };
}
