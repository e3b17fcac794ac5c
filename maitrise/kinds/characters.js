/**
 * Characters as Python sees them: what a space is differs a little from what JavaScript says.
 */

/** What `str.isspace` and `\s` take for a space in Python, as the inside of a class. */
export const SPACES =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const AROUND = new RegExp(`^[${SPACES}]+|[${SPACES}]+$`, "gu");

/**
 * A text without the spaces around it.
 * @param {string} text
 */
export function strip(text) {
  return text.replace(AROUND, "");
}

/**
 * A text without half characters (a browser may cut an emoji in two), which could be neither stored
 * nor recorded.
 * @param {string} text
 */
export function whole(text) {
  return text.replace(
    /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g,
    (found) => found.length === 2 ? found : "\ufffd",
  );
}
