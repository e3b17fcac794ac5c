/**
 * Where the reader stopped on each page and which steps they saw: the document "settings".
 */

/** @typedef {import("./types.js").Store} Store */
/**
 * @typedef {object} Stopped
 * @property {string} at when
 * @property {string} cell the step
 * @property {number} screen from 0
 * @property {string[]} seen cells of the steps that were shown
 */
/** @typedef {{ format: 1, reading: Record<string, Stopped> }} Settings */

const NAME = "settings";

/**
 * What is kept, or nothing where it cannot be read.
 * @param {Store} store
 * @returns {Promise<Record<string, Stopped>>} by page
 */
export async function readings(store) {
  try {
    return settings(await store.load(NAME)).reading;
  } catch {
    return {}; // the page begins at its beginning
  }
}

/**
 * The same of the document as it was read with all others.
 * @param {unknown} document
 */
export function readingsIn(document) {
  return settings(document).reading;
}

/**
 * Remember where the reader is. Never rejects: a page is read as well without it.
 * @param {Store} store
 * @param {string} page
 * @param {Stopped} stopped
 */
export async function remember(store, page, stopped) {
  try {
    await store.update(NAME, (current) => {
      const { reading } = settings(current);
      const before = reading[page]?.seen ?? [];
      const seen = [...new Set([...before, ...stopped.seen])];
      const others = isRecord(current) ? current : {};
      return { ...others, format: 1, reading: { ...reading, [page]: { ...stopped, seen } } };
    });
  } catch {
    // Storage is full or off: whoever answers is told so by the answer.
  }
}

/**
 * A document that somebody may have touched, in the shape that is expected of it.
 * @param {unknown} kept
 * @returns {Settings}
 */
function settings(kept) {
  const given = isRecord(kept) && isRecord(kept.reading) ? kept.reading : {};
  /** @type {Record<string, Stopped>} */
  const reading = {};
  for (const [page, each] of Object.entries(given)) {
    if (!isRecord(each) || typeof each.cell !== "string") continue;
    reading[page] = {
      at: typeof each.at === "string" ? each.at : "",
      cell: each.cell,
      screen: typeof each.screen === "number" ? each.screen : 0,
      seen: Array.isArray(each.seen) ? each.seen.filter((cell) => typeof cell === "string") : [],
    };
  }
  return { format: 1, reading };
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
