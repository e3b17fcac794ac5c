/**
 * Asking the room's server: a sentence comes back where something is not done.
 */

/** @typedef {import("../types.js").Say} Say */

const PATIENCE = 10_000; // ms

/** Why the room did not do something, in words for the reader. */
export class RoomError extends Error {}

/**
 * @param {string} address
 * @param {{ language: string, say: Say, token?: string, content?: unknown }} how with content it is
 *   sent, as JSON
 * @returns {Promise<any>} what was answered; rejects with a RoomError
 */
export async function ask(address, { language, say, token = "", content }) {
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(address, {
      method: content === undefined ? "GET" : "POST",
      headers: {
        "Accept-Language": language,
        "Content-Type": "application/json",
        "X-XSRFToken": token,
      },
      body: content === undefined ? null : JSON.stringify(content),
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new RoomError(say("room.unreachable"));
  }
  const text = await answer.text();
  const said = parsed(text);
  if (!answer.ok) throw new RoomError(said?.message ?? say("room.unreachable"));
  return said;
}

/** @param {string} text */
function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null; // the page of a proxy between us
  }
}
