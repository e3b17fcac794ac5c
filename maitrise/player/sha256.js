/**
 * SHA-256 of a text, at once: the browser's own takes a promise, and is not there on plain http.
 */

const WORD = 2 ** 32;
const ROUNDS = constants(64, 1 / 3);
const START = constants(8, 1 / 2);

/**
 * The first bits of the fractional parts of the roots of the first primes (FIPS 180-4, 4.2.2).
 * @param {number} count
 * @param {number} power
 */
function constants(count, power) {
  const found = [];
  for (let number = 2; found.length < count; number++) {
    let divisor = 2;
    while (divisor * divisor <= number && number % divisor) divisor++;
    if (divisor * divisor > number) found.push(Math.floor((number ** power % 1) * WORD) >>> 0);
  }
  return found;
}

/**
 * The digest of a text in UTF-8: 32 bytes.
 * @param {string} text
 */
export function sha256(text) {
  const bytes = padded(new TextEncoder().encode(text));
  const view = new DataView(bytes.buffer);
  const state = Uint32Array.from(START);
  for (let at = 0; at < bytes.length; at += 64) step(state, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, place) => digest.setUint32(place * 4, word));
  return new Uint8Array(digest.buffer);
}

/** @param {Uint8Array} message */
function padded(message) {
  const length = Math.ceil((message.length + 9) / 64) * 64;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - 8, Math.floor((message.length * 8) / WORD));
  view.setUint32(length - 4, (message.length * 8) >>> 0);
  return bytes;
}

/**
 * @param {Uint32Array} state
 * @param {DataView} view
 * @param {number} at
 */
function step(state, view, at) {
  const words = new Uint32Array(64);
  for (let t = 0; t < 16; t++) words[t] = view.getUint32(at + t * 4);
  for (let t = 16; t < 64; t++) {
    const [early, late] = [words[t - 15], words[t - 2]];
    const one = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const two = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[t] = words[t - 16] + one + words[t - 7] + two;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const one = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + one + ((e & f) ^ (~e & g)) + ROUNDS[t] + words[t]) >>> 0;
    const two = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (two + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, place) => state[place] += word);
}

/** @param {number} word @param {number} by */
function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}
