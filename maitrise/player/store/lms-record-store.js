/**
 * The record store that an LMS of cmi5 names: statements, and documents beside them.
 */

/** @typedef {import("../types.js").Statement} Statement */

export const STATE = "maitrise";
const MOST_KEPT_ALIVE = 60_000; // bytes that a page may still send while it is closed

/**
 * @typedef {object} Launch
 * @property {string} endpoint
 * @property {Record<string, any>} actor
 * @property {string} registration
 * @property {string} activity
 * @property {string} token
 */

/** @param {Launch} launch @param {string} stateId */
export async function readState(launch, stateId) {
  const answer = await ask(launch, "GET", "activities/state", placeOf(launch, stateId), [404]);
  return answer.status === 404 ? null : await answer.json();
}

/** @param {Launch} launch @param {string} text @param {boolean} isHidden */
export async function writeState(launch, text, isHidden) {
  await ask(launch, "PUT", "activities/state", placeOf(launch, STATE), [], text, isHidden);
}

/** @param {Launch} launch @param {string} stateId */
function placeOf({ activity, actor, registration }, stateId) {
  return { activityId: activity, agent: JSON.stringify(actor), registration, stateId };
}

/** @param {Launch} launch @param {Statement[]} statements @param {boolean} [isHidden] */
export async function post(launch, statements, isHidden = false) {
  if (!statements.length) return;
  await ask(launch, "POST", "statements", {}, [], JSON.stringify(statements), isHidden);
}

/**
 * @param {Launch} launch
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} query
 * @param {number[]} accepts
 * @param {string} [body]
 * @param {boolean} [isHidden] whether it has to outlive the page
 */
export async function ask(
  { endpoint, token },
  method,
  path,
  query,
  accepts,
  body,
  isHidden = false,
) {
  const address = new URL(path, endpoint);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const answer = await fetch(address, {
    method,
    headers: {
      Authorization: `Basic ${token}`,
      "X-Experience-API-Version": "1.0.3",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body ?? null,
    keepalive: isHidden && (body?.length ?? 0) < MOST_KEPT_ALIVE,
  });
  if (!answer.ok && !accepts.includes(answer.status)) {
    throw new Error(`The LMS answered ${answer.status} to ${method} ${path}.`);
  }
  return answer;
}
