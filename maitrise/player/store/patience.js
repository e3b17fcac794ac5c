/**
 * How long whoever keeps the answers is waited for. One who has just been silent is not asked again
 * for a while, and then not waited for as long: what is answered waits in the browser meanwhile, and
 * no click waits behind the one before.
 */

const PATIENCE = 8000; // ms before a request counts as unanswered: a kernel may be at work
const SHORT = 2500; // ms, for one who was silent the last time
export const SILENCE = 9000; // ms without a request; shorter than the wait before what waits is sent

/** @typedef {import("./conversation.js").Request} Request */
/** @typedef {import("./conversation.js").Answer} Answer */
/** @typedef {import("./conversation.js").Transport} Transport */

/**
 * @param {(request: Request, left: AbortSignal) => Promise<Answer>} ask rejects when it is aborted
 * @param {() => number} [clock] milliseconds
 * @returns {Transport}
 */
export function patient(ask, clock = () => performance.now()) {
  /** @type {number | null} */
  let silentSince = null;
  return async (request) => {
    if (silentSince !== null && clock() - silentSince < SILENCE) {
      throw new Error("Nobody answered a moment ago.");
    }
    const left = new AbortController();
    const timer = setTimeout(() => left.abort(), silentSince === null ? PATIENCE : SHORT);
    try {
      const answer = await ask(request, left.signal);
      silentSince = null;
      return answer;
    } catch (error) {
      // One who refuses at once costs nothing: the next request may ask again.
      silentSince = left.signal.aborted ? clock() : null;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}
