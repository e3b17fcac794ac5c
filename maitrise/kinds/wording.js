/**
 * What the words of kinds have in common.
 */

/**
 * Words and the reason for them, unless the reader knows it already.
 * @param {string} words
 * @param {string} link
 * @param {string} reason
 * @param {Set<string>} known
 */
export function because(words, link, reason, known) {
  return known.has(reason) ? words : `${words}${link}${reason}`;
}

/**
 * A text in bold; emphasis inside it would end the bold.
 * @param {string} text
 */
export function bold(text) {
  return `**${text.replaceAll("*", "")}**`;
}
