/**
 * Sentences of the page, filled as Python's `say` fills them.
 */

import { LOCALES } from "../kinds/locale.js";

/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Say} Say */

const PLACEHOLDER = /\{\{|\}\}|\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;

/**
 * How a page says its words.
 *
 * Where a word changes with a number, the sentence gives the singular, a bar and the plural:
 * `{done} réponse{done:|s} sur {total}`.
 * @param {Record<string, string>} words by key
 * @param {Language} language
 * @returns {Say} throws when there is no such sentence: a fault of ours
 */
export function sayer(words, language) {
  return (key, values) => {
    if (!Object.hasOwn(words, key)) throw new Error(`This page has no words for "${key}".`);
    return values ? fill(words[key], values, language) : words[key];
  };
}

/**
 * @param {string} sentence
 * @param {Record<string, unknown>} values
 * @param {Language} language
 */
export function fill(sentence, values, language) {
  return sentence.replace(PLACEHOLDER, (found, name, singular, plural) => {
    if (name === undefined) return found[0];
    if (!Object.hasOwn(values, name)) throw new Error(`"${sentence}" needs a value for ${name}.`);
    if (plural === undefined) return String(values[name]);
    const count = values[name];
    const isSingular = typeof count === "number" && LOCALES[language].isSingular(count);
    return isSingular ? singular : plural;
  });
}
