/**
 * The store of a page that an LMS has opened: answers live in the page, and go to the LMS after each
 * change, never within the click that made it.
 */

import { hex } from "../random.js";
import { localStore } from "./local.js";
import { memory } from "./memory.js";
import { silence } from "./news.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("./lms-line.js").LmsLine} LmsLine */

/**
 * @param {LmsLine} line
 * @param {() => string} [now]
 * @returns {Promise<Store>}
 */
export async function lmsStore(line, now = () => new Date().toISOString()) {
  const inner = await localStore(memory(), { now, news: silence(), random: () => hex(8) });
  for (const [name, content] of line.open()) await inner.update(name, () => content);
  const given = line.platform?.learner ?? "";
  if (given && !(await inner.load("learner"))) {
    await inner.update("learner", () => ({ format: 1, id: given, path: "" }));
  }
  // A page that is left before anything has changed sends what it was given, not nothing.
  line.documents = (await inner.kept()).documents;
  /**
   * @template T
   * @param {Promise<T>} change
   * @param {Statement[]} [answered]
   * @returns {Promise<T>}
   */
  async function after(change, answered = []) {
    const result = await change;
    line.changed((await inner.kept()).documents, answered);
    return result;
  }
  return {
    ...inner,
    update: (name, change) => after(inner.update(name, change)),
    setAside: (name, why, is) => after(inner.setAside(name, why, is)),
    add: (statements) => after(inner.add(statements), statements),
    bringBack: (file, how) => after(inner.bringBack(file, how)),
    erase: () => after(inner.erase()),
    status: () => ({
      place: line.atWork.way === "recording" && !line.atWork.refused.includes("state")
        ? "lms"
        : "page",
      waiting: 0,
    }),
  };
}
