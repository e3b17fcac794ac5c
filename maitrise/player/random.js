/**
 * Names made up by chance.
 */

/**
 * So many random bytes as hexadecimal letters.
 * @param {number} bytes
 */
export function hex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((each) => each.toString(16).padStart(2, "0"))
    .join("");
}

/** A UUID of version 4. `crypto.randomUUID` is not there where a room is on plain http. */
export function uuid() {
  const letters = hex(16);
  const variant = "89ab"[parseInt(letters[16], 16) % 4];
  return [
    letters.slice(0, 8),
    letters.slice(8, 12),
    `4${letters.slice(13, 16)}`,
    `${variant}${letters.slice(17, 20)}`,
    letters.slice(20),
  ].join("-");
}
