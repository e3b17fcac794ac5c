/**
 * Comparing plain data in tests, without a library from outside.
 */

/**
 * @param {unknown} found
 * @param {unknown} wanted
 */
export function equal(found, wanted) {
  const [one, other] = [found, wanted].map((each) => JSON.stringify(sorted(each), null, 1));
  if (one !== other) throw new Error(`found ${one}\nwanted ${other}`);
}

/** @param {unknown} value @returns {unknown} */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}
