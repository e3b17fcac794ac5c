/**
 * The question put to the room, on a learner's own device. What is answered is kept as all answers
 * are: a line that breaks down keeps nobody from it.
 *
 * Classes: `room-me`, `room-vote` around the question, `room-nothing`, `room-state`.
 */

import { make } from "../dom.js";
import { question } from "../question.js";
import { serverStore } from "../store/server.js";
import { listen } from "./live.js";
import { votedOn, voteSession } from "./vote-session.js";
import { roomPage } from "./words.js";

/** @typedef {import("../types.js").PageData} PageData */
/** @typedef {import("./vote-session.js").Put} Put */

/** Listen for what the trainer puts to the room. */
export async function begin() {
  const { data, say, main } = roomPage();
  const { language, root, words } = data;
  const store = await serverStore(`${root}api/`, language);
  const state = make("p", { class: "room-state", role: "status" });
  const place = make("div", { class: "room-vote", "aria-live": "polite" });
  main.append(
    make("h1", { class: "maitrise-spoken" }, say("room.vote.title")),
    make(
      "p",
      { class: "room-me" },
      make("span", {}, say("room.you-are", { name: data.learner })),
      make("a", { href: `${root}${language}/index.html` }, say("room.to-course")),
    ),
    place,
    state,
  );
  let shown = "";
  listen(`live?lang=${language}`, {
    news: ({ put }) => take(put),
    line: (isOpen) => state.textContent = isOpen ? "" : say("room.line-down"),
    over: () => place.replaceChildren(make("p", { class: "room-nothing" }, say("room.over"))),
  });

  /** @param {Put | null} put */
  async function take(put) {
    const next = put ? `${put.id} ${put.key !== null}` : "none";
    if (next === shown) return; // answers shown on the wall change nothing here
    shown = next;
    if (!put) {
      place.replaceChildren(make("p", { class: "room-nothing" }, say("room.vote.nothing")));
      return;
    }
    const value = await votedOn(store, put.id);
    if (next !== shown) return; // the trainer was faster
    const { id } = put.asked;
    /** @type {PageData} */
    const asked = {
      format: 1,
      page: "room",
      kind: "page",
      language,
      title: data.title,
      words,
      questions: { [id]: { asked: put.asked, key: put.key } },
    };
    const session = voteSession(put, value, store, say);
    const now = () => new Date().toISOString();
    const card = question({ data: asked, language, say, session, store, now }, id, {
      checks: false,
    });
    const note = make("p", { class: "soft" }, say(noteOn(put, value)));
    place.replaceChildren(card, note);
  }
}

/** @param {Put} put @param {unknown} value */
function noteOn({ key }, value) {
  if (!key) return "room.vote.nobody-sees";
  return value === null ? "room.vote.closed" : "room.vote.on-the-wall";
}
