/**
 * What takes a while says so, in a live region that is there before: one that comes with its words
 * goes unheard.
 */

const A_WHILE = 800; // milliseconds; what has come by then needs no words

/**
 * @template T
 * @param {HTMLElement} place a live region
 * @param {import("./types.js").Say} say
 * @param {Promise<T>} done
 * @returns {Promise<T>}
 */
export async function sayIfSlow(place, say, done) {
  const words = say("store.wait");
  const timer = setTimeout(() => place.textContent = words, A_WHILE);
  try {
    return await done;
  } finally {
    clearTimeout(timer);
    if (place.textContent === words) place.textContent = "";
  }
}
