/**
 * Numbers as people read and write them in French and in English: the rules of
 * `maitrise/base/number.py`, digit for digit.
 */

import { SPACES, strip } from "./characters.js";
import { LOCALES } from "./locale.js";

/** @typedef {import("./types.js").Language} Language */

const SPACE = new RegExp(`[${SPACES}\u2007\u2009\u202f']+`, "gu");
// Python takes a dotless and a dotted i for an i where case does not count.
const UNIT = /(%|[km]€|[€£$][km]?|h|jours?|days?|semaines?|weeks?|po[iİı]nts?|pts?)\.?$/iu;
const CURRENCY = new RegExp(`^([+-]?)[€£$][${SPACES}]*`, "u");
const MINUS = /[−–—﹣－]/g;
const MOST_DIGITS = 30;

/** A number that cannot be read, with what to say of it. */
export class NumberError extends Error {
  /**
   * @param {"number.ambiguous" | "number.unreadable"} key of the sentence
   * @param {string} written what was written, cut short
   */
  constructor(key, written) {
    super(key);
    this.name = "NumberError";
    this.key = key;
    this.written = written;
  }
}

/**
 * Read a number as a person of that language writes it; null when nothing was written. What could
 * be read in two ways (`1.270` in French, `1270,5` in English) is refused, not guessed.
 * @param {string} written
 * @param {Language} language
 * @returns {number | null} throws a NumberError
 */
export function readNumber(written, language) {
  let text = strip(written).replace(MINUS, "-");
  if (!text) return null;
  text = strip(text.replace(UNIT, "")).replace(CURRENCY, "$1").replace(SPACE, "_");
  text = text.replace(/^([+-])_/, "$1");
  const { decimal, typedGroup, ambiguous } = LOCALES[language];
  const { grouped, plain } = patternsOf(language);
  let digits;
  if (grouped.test(text)) {
    digits = text.replaceAll("_", "").replaceAll(typedGroup, "").replace(decimal, ".");
  } else if (ambiguous.test(text)) {
    throw complaint("number.ambiguous", written);
  } else if (plain.test(text)) {
    digits = text.replace(decimal, ".");
  } else throw complaint("number.unreadable", written);
  if ([...digits].length > MOST_DIGITS) throw complaint("number.unreadable", written);
  return Number(latin(digits));
}

/**
 * What a typed number may look like, any space in it as an underscore. Digits of any script are
 * digits; a group begins with 1 to 9 of ours.
 * @param {Language} language
 */
function patternsOf(language) {
  const { decimal, typedGroup } = LOCALES[language];
  const part = `[${decimal}]\\p{Nd}+`;
  return {
    grouped: new RegExp(`^[+-]?[1-9]\\p{Nd}{0,2}(?:[_${typedGroup}]\\p{Nd}{3})+(?:${part})?$`, "u"),
    plain: new RegExp(`^[+-]?\\p{Nd}+(?:[.${decimal}]\\p{Nd}+)?$`, "u"),
  };
}

/**
 * A text with the digits of every script as ours. Each script has its ten in a row, from nought.
 * @param {string} text
 */
export function latin(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = Number(digit.codePointAt(0));
    let start = code;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(start - 1))) start -= 1;
    return String((code - start) % 10);
  });
}

/**
 * @param {"number.ambiguous" | "number.unreadable"} key
 * @param {string} written
 */
function complaint(key, written) {
  const shown = [...strip(written)];
  const cut = shown.length <= 40 ? shown.join("") : `${shown.slice(0, 40).join("")}…`;
  return new NumberError(key, cut);
}

/**
 * Whether a value lies within an absolute tolerance of another, edges included. Decimal numbers are
 * not exact in binary: 97.1 is still within 0.1 of 97.0.
 * @param {number} value
 * @param {number} target
 * @param {number} tolerance
 */
export function isWithin(value, target, tolerance) {
  const rounding = Math.max(1e-9, 4 * lastPlace(target));
  return Math.abs(value - target) <= tolerance + rounding;
}

/**
 * The distance from a number to the next larger one.
 * @param {number} value
 */
function lastPlace(value) {
  const [, exponent] = parts(value);
  return 2 ** exponent;
}

/**
 * A number as a whole one times a power of two: 52 bits after the first, or the least there is.
 * @param {number} value
 * @returns {[bigint, number]} never negative
 */
function parts(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return exponent ? [fraction | (1n << 52n), exponent - 1075] : [fraction, -1074];
}

/**
 * A number with so many decimals, ties to even, as Python writes it. (`toFixed` rounds ties up.)
 * @param {number} value
 * @param {number} decimals
 * @returns {string} without groups; no minus for what rounds to nought
 */
export function fixed(value, decimals) {
  const [whole, exponent] = parts(value);
  const scaled = whole * 10n ** BigInt(decimals);
  const digits = String(exponent >= 0 ? scaled << BigInt(exponent) : halved(scaled, -exponent))
    .padStart(decimals + 1, "0");
  const minus = value < 0 && /[1-9]/.test(digits) ? "-" : "";
  const point = digits.length - decimals;
  return minus + digits.slice(0, point) + (decimals ? `.${digits.slice(point)}` : "");
}

/**
 * A whole number divided by a power of two, ties to even.
 * @param {bigint} value
 * @param {number} times
 */
function halved(value, times) {
  const [quotient, rest, half] = [
    value >> BigInt(times),
    value & ((1n << BigInt(times)) - 1n),
    1n << BigInt(times - 1),
  ];
  return rest > half || (rest === half && quotient & 1n) ? quotient + 1n : quotient;
}

/**
 * A number rounded to so many decimals, ties to even.
 * @param {number} value
 * @param {number} decimals
 */
export function rounded(value, decimals) {
  return Number(fixed(value, decimals));
}

/**
 * Write a number for reading: `1 270,5` in French, `1,270.5` in English.
 * @param {number} value
 * @param {Language} language
 * @param {number} [decimals]
 */
export function writeNumber(value, language, decimals = 0) {
  const { decimal, group } = LOCALES[language];
  const [whole, part] = fixed(value, decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group).replace("-", "−");
  return part ? `${grouped}${decimal}${part}` : grouped;
}

/**
 * The same with as many decimals as it needs, and at most so many.
 * @param {number} value
 * @param {Language} language
 * @param {number} [atMost]
 */
export function writeShortest(value, language, atMost = 6) {
  return writeNumber(value, language, decimalsOf(value, atMost));
}

/**
 * How many decimals a number needs, and at most so many.
 * @param {number} value
 * @param {number} [atMost]
 */
export function decimalsOf(value, atMost = 6) {
  const cut = rounded(value, atMost);
  for (let count = 0; count < atMost; count += 1) if (rounded(cut, count) === cut) return count;
  return atMost;
}

/**
 * Write a number with its unit, if it has one, as each language sets it: French puts every unit
 * after a non-breaking space; English closes up the percent sign and puts a currency in front.
 * @param {number} value
 * @param {string} unit
 * @param {Language} language
 * @param {number} [decimals]
 */
export function writeQuantity(value, unit, language, decimals = 0) {
  const number = writeNumber(value, language, decimals);
  const { percentSpace, currencyFirst } = LOCALES[language];
  if (!unit) return number;
  if (unit === "%") return `${number}${percentSpace}%`;
  if (currencyFirst && /^[€£$]/.test(unit)) {
    const minus = number.startsWith("−") ? "−" : "";
    return `${minus}${unit[0]}${number.slice(minus.length)}${unit.slice(1)}`;
  }
  return `${number}\u00a0${unit}`;
}

/**
 * A number as Python writes it in code and records: 1270.5, 81.0, 1e+16.
 * @param {number} value
 */
export function repr(value) {
  const [mantissa, power] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, "0");
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${digits}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
