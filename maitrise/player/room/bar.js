/**
 * On each page of the course that is read in a room: who one is there, and when the trainer puts a
 * question to the room.
 *
 * Classes: `room-bar`, with `data-put` while a question waits for an answer.
 */

import { make } from "../dom.js";
import { ask } from "./asking.js";
import { listen } from "./live.js";

/** @typedef {import("../types.js").Page} Page */

/**
 * @param {Page} page
 * @param {string} address from the page to where the room answers ("../entry/")
 */
export async function showRoom({ language, say }, address) {
  const me = await ask(`${address}me`, { language, say }).catch(() => null);
  const link = make(
    "a",
    { href: `${address}question?lang=${language}` },
    say("room.bar.question"),
  );
  const state = make("span", { role: "status" });
  const bar = make(
    "aside",
    { class: "room-bar", "aria-label": say("room.bar.room") },
    make("span", {}, me?.name ? say("room.you-are", { name: me.name }) : ""),
    state,
    link,
  );
  document.querySelector(".site-head")?.after(bar);
  let isOver = false;
  listen(`${address}live?lang=${language}`, {
    news({ put }) {
      const isOpen = put !== null && put.key === null;
      bar.toggleAttribute("data-put", isOpen);
      link.textContent = say(isOpen ? "room.bar.put" : "room.bar.question");
    },
    line(isOpen) {
      if (!isOver) state.textContent = isOpen ? "" : say("room.line-down");
    },
    over() {
      isOver = true;
      bar.replaceChildren(make("span", { role: "status" }, say("room.over")));
    },
  });
}
