/**
 * What a page of the room holds besides its element: words, language, where the room answers.
 */

import { sayer } from "../words.js";

/** @typedef {import("../types.js").Language} Language */
/** @typedef {import("../types.js").Say} Say */

/**
 * @typedef {object} RoomData
 * @property {Language} language
 * @property {string} title of the class
 * @property {string} root from the page's address to the room's
 * @property {Record<string, string>} words
 * @property {string} [learner] the name of whoever is in
 * @property {string} [token] what the wall shows to change anything
 * @property {string} [address] that learners type
 * @property {string} [fingerprint] of a certificate made for the day
 */

/** @returns {{ data: RoomData, say: Say, main: HTMLElement }} */
export function roomPage() {
  const written = document.getElementById("page-data")?.textContent ?? "{}";
  /** @type {RoomData} */
  const data = JSON.parse(written);
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  return { data, say: sayer(data.words, data.language), main };
}
