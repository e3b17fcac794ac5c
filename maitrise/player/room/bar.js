/**
 * On each page of the course that is read in a room: who one is there, and when the trainer puts a
 * question to the room. Its place is kept by the styles until it comes, and is as high whatever it
 * says: nothing that is read or clicked moves.
 *
 * Classes: `room-bar`, with `data-put` while a question waits for an answer; in it `room-bar-who`,
 * `room-bar-state` (what is wrong, in place of all else) and `room-bar-question`.
 */

import { make } from "../dom.js";
import { ask } from "./asking.js";
import { listen } from "./live.js";

/** @typedef {import("../types.js").Page} Page */

/**
 * @param {Page} page
 * @param {string} address from the page to where the room answers ("../entry/")
 */
export function showRoom({ language, say }, address) {
  const who = make("span", { class: "room-bar-who" });
  const state = make("span", { class: "room-bar-state", role: "status" });
  const link = make(
    "a",
    { href: `${address}question?lang=${language}` },
    say("room.bar.question"),
  );
  const question = make("span", { class: "room-bar-question", role: "status" }, link);
  const bar = make(
    "aside",
    { class: "room-bar", "aria-label": say("room.bar.room") },
    who,
    state,
    question,
  );
  document.querySelector(".site-head")?.after(bar);
  listen(`${address}live?lang=${language}`, {
    news({ put }) {
      const isOpen = put !== null && put.key === null;
      bar.toggleAttribute("data-put", isOpen);
      link.textContent = say(isOpen ? "room.bar.put" : "room.bar.question");
    },
    line: (isOpen) => state.textContent = isOpen ? "" : say("room.line-down"),
    over() {
      bar.removeAttribute("data-put");
      who.remove();
      question.remove();
      state.textContent = say("room.over");
    },
  });
  ask(`${address}me`, { language, say }).then(({ name }) => {
    if (name) who.textContent = say("room.you-are", { name });
  }, () => null); // the line says what is wrong
}
