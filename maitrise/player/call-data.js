/** @typedef {import("./types.js").Page} Page */

/**
 * What a page holds for one call: `simulation/six-months` for `m.simulation("six-months")`.
 * @param {Page} page
 * @param {string} call
 * @param {...string} args
 * @returns {any}
 */
export function callData({ data }, call, ...args) {
  const name = [call, ...args].join("/");
  const found = data.data?.[name];
  if (!found) throw new Error(`The page ${data.page} holds no data for ${name}.`);
  return found;
}
