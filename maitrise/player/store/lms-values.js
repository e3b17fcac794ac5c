/**
 * Values in few characters, for the state that an LMS keeps: an id by its place among those of its
 * question.
 */

import { AnswerError, isTable } from "../../kinds/answer.js";

export const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SHORT = 62; // the digits that stand for a place by themselves

/**
 * The ids that answers to a question are made of, in its order, its own first.
 * @param {unknown} asked
 * @returns {string[]}
 */
export function idsOf(asked) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {unknown} part @param {string} name */
  const walk = (part, name) => {
    if (Array.isArray(part)) part.forEach((each) => walk(each, name));
    else if (isTable(part)) { for (const [key, each] of Object.entries(part)) walk(each, key); }
    else if (typeof part === "string" && ["id", "letter", "roles"].includes(name)) found.add(part);
  };
  walk(asked, "");
  return [...found, "?", "-"];
}

/**
 * An answer: an id by its place, `(…)` a list, `_…)` a table, `!…!` a number, `~…~` a text.
 * @param {unknown} value
 * @param {string[]} ids
 * @returns {string}
 */
export function packValue(value, ids) {
  if (typeof value === "number") return `!${String(value).replace("+", "")}!`;
  if (Array.isArray(value)) return `(${value.map((each) => packValue(each, ids)).join("")})`;
  if (isTable(value)) {
    const entries = Object.entries(value).filter(([, each]) => each !== null);
    const written = entries.map(([key, each]) => packValue(key, ids) + packValue(each, ids));
    return `_${written.join("")})`;
  }
  const place = ids.indexOf(String(value));
  if (place < 0) return packText(String(value));
  if (place < SHORT) return DIGITS[place];
  return `-${DIGITS[Math.floor(place / SHORT)]}${DIGITS[place % SHORT]}`;
}

/**
 * @param {string} written
 * @param {string[]} ids
 * @returns {unknown} throws an AnswerError
 */
export function unpackValue(written, ids) {
  let at = 0;
  /** @param {string} end */
  const until = (end) => {
    const stop = written.indexOf(end, at);
    if (stop < 0) throw new AnswerError();
    const text = written.slice(at, stop);
    at = stop + 1;
    return text;
  };
  /** @param {number} place */
  const idAt = (place) => {
    if (ids[place] === undefined) throw new AnswerError();
    return ids[place];
  };
  /** @returns {unknown} */
  const next = () => {
    const sign = written[at];
    at += 1;
    if (sign === "!") return Number(until("!"));
    if (sign === "~") return readText(until("~"));
    if (sign === "(" || sign === "_") {
      /** @type {unknown[]} */
      const list = [];
      while (written[at] !== ")") list.push(next());
      at += 1;
      if (sign === "(") return list;
      const pairs = list.flatMap((each, place) => place % 2 ? [] : [[each, list[place + 1]]]);
      return Object.fromEntries(pairs);
    }
    if (sign === "-") {
      const [high, low] = [DIGITS.indexOf(written[at]), DIGITS.indexOf(written[at + 1])];
      at += 2;
      return idAt(high * SHORT + low);
    }
    if (sign === undefined) throw new AnswerError();
    return idAt(DIGITS.indexOf(sign));
  };
  const value = next();
  if (at !== written.length) throw new AnswerError();
  return value;
}

/** @param {string} text */
export function packText(text) {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return `~${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}~`;
}

/** @param {string} written */
function readText(written) {
  const bytes = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
}

/** @param {string} written @returns {Generator<string>} */
export function* readTexts(written) {
  for (const [, text] of written.matchAll(/~([^~]*)~/g)) yield readText(text);
}
