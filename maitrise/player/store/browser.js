/**
 * The store of a page that no server keeps: the browser's database, else its simple storage, else
 * the page alone.
 */

import { hex } from "../random.js";
import { indexed } from "./indexed.js";
import { inLocalStorage } from "./local-storage.js";
import { localStore } from "./local.js";
import { memory } from "./memory.js";
import { news, silence } from "./news.js";

/** @typedef {import("../types.js").Store} Store */

/**
 * @param {() => string} [now]
 * @returns {Promise<Store>} never rejects for what the browser forbids
 */
export async function browserStore(now = () => new Date().toISOString()) {
  const around = { now, random: () => hex(8) };
  for (const medium of [indexed, async () => await inLocalStorage(localStorage)]) {
    try {
      return await localStore(await medium(), { ...around, news: news() });
    } catch {
      continue; // the browser does not let this page have it
    }
  }
  return await memoryStore(now);
}

/**
 * A store that lasts as long as the page.
 * @param {() => string} [now]
 * @returns {Promise<Store>}
 */
export function memoryStore(now = () => new Date().toISOString()) {
  return localStore(memory(), { now, news: silence(), random: () => hex(8) });
}
