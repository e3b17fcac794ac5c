/**
 * The file that a learner hands in: a zip with the answer sheet and, if they wish, their learning
 * record. `maitrise mark` takes it as it takes the one that a notebook makes.
 */

// @ts-types="./vendor/fflate.d.ts"
import { strToU8, zipSync } from "./vendor/fflate.js";

const SHEET = "answers.json";
const RECORD = "record.jsonl";

/**
 * @param {unknown} sheet the answer sheet as it is kept
 * @param {Record<string, unknown>[] | null} record its statements; null to leave it out
 * @returns {Uint8Array} the zip
 */
export function handInFile(sheet, record) {
  /** @type {Record<string, Uint8Array>} */
  const files = { [SHEET]: strToU8(`${JSON.stringify(sheet, null, 1)}\n`) };
  if (record?.length) {
    files[RECORD] = strToU8(record.map((each) => `${JSON.stringify(each)}\n`).join(""));
  }
  return zipSync(files);
}

/**
 * What the file is called: marking finds whose it is by this name.
 * @param {string} assignment "payroll-fr"
 * @param {string} learner the id on the trainer's list
 */
export function handInName(assignment, learner) {
  return `${assignment}-${learner}.zip`;
}

/**
 * Have the browser keep a file where it keeps downloads.
 * @param {string} name
 * @param {Uint8Array} content
 */
export function download(name, content) {
  const blob = new Blob([/** @type {BlobPart} */ (content)], { type: "application/zip" });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link); // Firefox follows no link that is not in the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // once the browser has read it
}
