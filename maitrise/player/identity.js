/**
 * Who is learning: a pseudonym, never a name, and what the learner has said of themselves. The
 * document `learner`, as Python keeps it (`maitrise/learner/identity.py`).
 */

import { isTable } from "../kinds/answer.js";
import { hex } from "./random.js";

/** @typedef {import("./types.js").Store} Store */
/**
 * @typedef {object} Learner
 * @property {string} id
 * @property {string} path the onboarding path chosen; "" while none is
 * @property {string} roster_id what the trainer's list calls the learner; "" until a case is
 *   handed in
 * @property {boolean} [isProvisional] nothing could be read or kept: whoever keeps the answers may
 *   know the learner by another pseudonym
 */

const DOCUMENT = "learner";
const FORMAT = 1;
const ID = /^[A-Za-z0-9-]{1,64}$/;
const ROSTER_ID = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/**
 * The learner of this store; made up at the first call. A document that cannot be read is set
 * aside: the answers do not hang on it. Where nothing can be written the learner lasts as long as
 * the page.
 * @param {Store} store
 * @returns {Promise<Learner>}
 */
export async function currentLearner(store) {
  const fresh = { id: `p-${hex(6)}`, path: "", roster_id: "" };
  try {
    return await change(store, (learner) => learner ?? fresh);
  } catch {
    return { ...fresh, isProvisional: true }; // told where the first answer cannot be kept
  }
}

/**
 * Remember the onboarding path, or what the trainer's list calls the learner.
 * @param {Store} store
 * @param {{ path?: string, roster_id?: string }} what
 * @returns {Promise<Learner>} rejects with a StoreError
 */
export async function changeLearner(store, what) {
  const current = await currentLearner(store);
  return await change(store, (learner) => ({ ...(learner ?? current), ...what }));
}

/**
 * Whether an id can stand in a trainer's list and in the name of a file.
 * @param {string} given
 */
export function isRosterId(given) {
  return ROSTER_ID.test(given);
}

/**
 * @param {Store} store
 * @param {(learner: Learner | null) => Learner} to
 * @returns {Promise<Learner>}
 */
async function change(store, to) {
  await store.setAside(DOCUMENT, "damaged", (raw) => read(raw) === null);
  const kept = await store.update(DOCUMENT, (raw) => data(to(read(raw))));
  return /** @type {Learner} */ (read(kept));
}

/** @param {unknown} raw @returns {Learner | null} */
function read(raw) {
  if (!isTable(raw)) return null;
  const { id, path = "", roster_id = "" } = raw;
  if (typeof id !== "string" || !ID.test(id)) return null;
  return typeof path === "string" && typeof roster_id === "string" ? { id, path, roster_id } : null;
}

/** @param {Learner} learner */
function data({ id, path, roster_id }) {
  return { format: FORMAT, id, path, ...(roster_id ? { roster_id } : {}) };
}
