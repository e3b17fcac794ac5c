/**
 * Names of documents: `answers/<lesson>`, `cases/<case>-<language>`, `scenarios/<name>`, `learner`,
 * `cards`, `settings`; and what was set aside, `<name>.damaged-<stamp>` or `<name>.before-<stamp>`.
 */

const NAME =
  /^(?:(?<room>answers|cases|scenarios)\/(?<id>[a-z0-9][a-z0-9-]{0,79})|(?<single>[a-z]{1,20}))(?<aside>\.(?:damaged|before)-[0-9-]{1,40})?$/;

/**
 * @typedef {object} Name
 * @property {string} room "answers", "cases", "scenarios"; "" for a document by itself
 * @property {string} own its name in the room
 * @property {boolean} isAside whether it was set aside
 */

/**
 * The parts of a name; null for one that no document can have.
 * @param {string} name
 * @returns {Name | null}
 */
export function partsOf(name) {
  const { room, id, single, aside } = NAME.exec(name)?.groups ?? {};
  if (!id && !single) return null;
  return { room: room ?? "", own: id ?? single, isAside: aside !== undefined };
}

/**
 * The name that a document gets when it is set aside.
 * @param {string} name
 * @param {"damaged" | "before"} why
 * @param {string} at a moment
 */
export function asideOf(name, why, at) {
  const [, date = "", time = "", part = ""] = /^([\d-]+)T([\d:]+)\.?(\d*)/.exec(at) ?? [];
  const stamp = `${date.replaceAll("-", "")}-${time.replaceAll(":", "")}-${part.padEnd(6, "0")}`;
  return `${name}.${why}-${stamp}`;
}
