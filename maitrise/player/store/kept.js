/**
 * All that is kept of a learner as one file, to take away and to bring back.
 */

import { isTable } from "../../kinds/answer.js";
import { isPlain } from "../sheet.js";
import { HOME_PAGE } from "../statement.js";
import { StoreError } from "./error.js";
import { isWelcome } from "./merge.js";

/** @typedef {import("../types.js").Kept} Kept */

export const FORMAT = 1;
/** What the course calls itself in what it keeps. */
export const COURSE = HOME_PAGE;
/** No file of ours is larger; look at a file's size before reading it. */
export const MAXIMUM_BYTES = 64 * 1024 * 1024;
const DEEPEST = 16;

/**
 * The file to take away: its name, and what is in it.
 * @param {Kept} kept
 */
export function fileOf(kept) {
  const { id } = /** @type {{ id?: string }} */ (kept.documents.learner ?? {});
  return {
    name: `maitrise-${id ?? "p"}-${kept.at.slice(0, 10)}.json`,
    type: "application/json",
    content: `${JSON.stringify(kept, null, 1)}\n`,
  };
}

/**
 * A file that was taken away, from its text.
 * @param {string} text
 * @returns {Kept} throws a StoreError ("refused") whose message is a key of the words
 */
export function readKept(text) {
  if (text.length > MAXIMUM_BYTES) throw new StoreError("refused", "kept.too-large");
  let raw;
  try {
    raw = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new StoreError("refused", "kept.not-json");
  }
  const { documents, record } = isTable(raw) ? raw : {};
  if (!isTable(raw) || !isTable(documents) || !Array.isArray(record)) {
    throw new StoreError("refused", "kept.not-ours");
  }
  if (raw.format !== FORMAT) throw new StoreError("refused", "kept.other-format");
  if (raw.course !== COURSE) throw new StoreError("refused", "kept.other-course");
  if (!isPlain(raw, DEEPEST)) throw new StoreError("refused", "kept.not-ours");
  const sound = Object.entries(documents).filter(([name, content]) => isWelcome(name, content));
  return {
    format: FORMAT,
    course: COURSE,
    at: String(raw.at ?? ""),
    documents: Object.fromEntries(sound),
    record,
  };
}

/**
 * Whether a file is of another person than the one who has answered here.
 * @param {Kept} file
 * @param {Kept} here
 */
export function isOfAnother(file, here) {
  const [other, own] = [file, here].map(({ documents }) =>
    isTable(documents.learner) ? documents.learner.id : undefined
  );
  if (other === undefined || own === undefined || other === own) return false;
  return here.record.length > 0 || Object.keys(here.documents).some((name) => name.includes("/"));
}
