/**
 * The store of a page that no server keeps: IndexedDB, else the page alone.
 */

import { indexed } from "./indexed.js";
import { localStore } from "./local.js";
import { memory } from "./memory.js";
import { news, silence } from "./news.js";

/** @typedef {import("../types.js").Store} Store */

/** @returns {Promise<Store>} never rejects for what the browser forbids */
export async function browserStore() {
  const medium = await indexed().catch(memory);
  return await localStore(medium, {
    now: () => new Date().toISOString(),
    news: news(),
    random: () => crypto.getRandomValues(new Uint32Array(2)).join("-"),
  });
}

/**
 * A store that lasts as long as the page.
 * @param {() => string} [now]
 * @returns {Promise<Store>}
 */
export function memoryStore(now = () => new Date().toISOString()) {
  let count = 0;
  return localStore(memory(), { now, news: silence(), random: () => `mark-${count++}` });
}
