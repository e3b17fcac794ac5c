/**
 * How each language writes numbers and counts: one value a language, as `maitrise/base/locale.py`.
 * No other module asks which language it is.
 */

/** @typedef {import("./types.js").Language} Language */
/**
 * @typedef {object} Locale
 * @property {string} decimal the decimal mark
 * @property {string} group what stands between groups of three digits
 * @property {string} typedGroup the mark that people type there, apart from any kind of space
 * @property {RegExp} ambiguous numbers that could be read in two ways, spaces as underscores
 * @property {string} percentSpace what stands between a number and its percent sign
 * @property {boolean} currencyFirst whether a currency stands before the amount
 * @property {(count: number) => boolean} isSingular whether a noun counted by this number is in the
 *   singular (Unicode CLDR)
 */

/** @type {Record<Language, Locale>} */
export const LOCALES = {
  fr: {
    decimal: ",",
    group: "\u202f",
    typedGroup: "",
    // A keypad has a point, so 1270.5 is read; 1.270 may come from a German or an English page.
    ambiguous: /^[+-]?[1-9]\p{Nd}{0,2}(?:\.\p{Nd}{3})+(?:,\p{Nd}+)?$/u,
    percentSpace: "\u00a0",
    currencyFirst: false,
    isSingular: (count) => Math.abs(count) < 2,
  },
  en: {
    decimal: ".",
    group: ",",
    typedGroup: ",",
    ambiguous: /^[+-]?\p{Nd}+,\p{Nd}+$/u,
    percentSpace: "",
    currencyFirst: true,
    isSingular: (count) => count === 1,
  },
};
