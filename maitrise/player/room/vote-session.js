/**
 * A learner's answers to what the trainer puts to the room, as a question's card asks for them. They
 * are kept as one document, `votes`: by putting, so that the same question may be put again.
 */

import { AnswerError, isTable } from "../../kinds/answer.js";
import { readAnswer } from "../../kinds/scoring.js";

/** @typedef {import("../types.js").Asked} Asked */
/** @typedef {import("../types.js").Key} Key */
/** @typedef {import("../types.js").Outcome} Outcome */
/** @typedef {import("../types.js").Say} Say */
/** @typedef {import("../types.js").Session} Session */
/** @typedef {import("../types.js").Store} Store */
/** @typedef {{ id: string, stage: string, asked: Asked, key: Key | null }} Put */

const VOTES = "votes";

/**
 * @param {Put} put
 * @param {unknown} value what was answered before
 * @param {Store} store
 * @param {Say} say
 * @returns {Session}
 */
export function voteSession({ id, asked, key }, value, store, say) {
  let entry = { value, at: "", checked: key !== null };
  let isSent = false;
  /** @type {Set<(anew: boolean) => void>} */
  const listeners = new Set();
  const tell = () => listeners.forEach((listener) => listener(false));
  const where = () => say(store.status().waiting ? "room.vote.waits" : "room.vote.sent");
  const nothing = () => Promise.resolve({ saved: true, where: "", notice: "" });

  /** @param {string} _ @param {unknown} next @returns {Promise<Outcome>} */
  async function put(_, next) {
    if (key) return { saved: false, where: "", notice: say("room.vote.closed") };
    const at = new Date().toISOString();
    entry = { value: next, at, checked: false };
    isSent = false;
    tell();
    try {
      await store.update(VOTES, (current) => ({
        format: 1,
        votes: { ...votesIn(current), [id]: { question: asked.id, value: next, at } },
      }));
    } catch {
      return { saved: false, where: "", notice: say("room.vote.not-sent") };
    }
    isSent = true;
    return { saved: true, where: where(), notice: "" };
  }
  return {
    lesson: "",
    learner: "",
    notices: [],
    entry: () => entry,
    answer() {
      try {
        return readAnswer(asked, entry.value);
      } catch (error) {
        if (error instanceof AnswerError) return null;
        throw error;
      }
    },
    put,
    check: put,
    checkAll: nothing,
    verdict: () => "blank",
    points: () => ({ points: 0, maximum: asked.points }),
    beginAgain: nothing,
    forget: async () => {},
    record: nothing,
    moment: () => {
      throw new Error("Nothing of a vote is on record.");
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watchKept: (listener) =>
      store.watch((name) => {
        if (name === "status") listener();
      }),
    where: () => (isSent ? where() : ""),
    close: () => {},
  };
}

/** @param {Store} store @param {string} id of a putting @returns {Promise<unknown>} */
export async function votedOn(store, id) {
  const votes = votesIn(await store.load(VOTES).catch(() => null));
  return votes[id]?.value ?? null;
}

/** @param {unknown} raw @returns {Record<string, any>} */
function votesIn(raw) {
  return isTable(raw) && isTable(raw.votes) ? raw.votes : {};
}
