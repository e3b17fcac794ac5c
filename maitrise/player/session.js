/**
 * The answers of one page: a skeleton that keeps them in memory and in the store.
 */

/** @typedef {import("./types.js").Session} Session */
/** @typedef {import("./types.js").PageData} PageData */
/** @typedef {import("./types.js").Store} Store */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Say} Say */

/**
 * @param {PageData} data
 * @param {Store} store
 * @param {{ say: Say, now: () => string }} around
 * @returns {Promise<Session>}
 */
// deno-lint-ignore require-await
export async function openSession(data, store, { now }) {
  /** @type {Map<string, Entry>} */
  const answers = new Map();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @param {string} question @param {unknown} value @param {boolean} checked */
  const keep = (question, value, checked) => {
    answers.set(question, { value, at: now(), checked });
    listeners.forEach((listener) => listener());
    return Promise.resolve();
  };
  return {
    lesson: data.page,
    learner: "p-000000000000",
    notices: [],
    entry: (question) => answers.get(question) ?? { value: null, at: "", checked: false },
    answer: (
      question,
    ) => /** @type {import("./types.js").Answer | null} */ (answers.get(question)?.value ?? null),
    put: (question, value) => keep(question, value, false),
    check: (question, value) => keep(question, value, true),
    checkAll: async (pairs) => {
      for (const [question, value] of pairs) await keep(question, value, true);
    },
    verdict: () => "blank",
    points: () => ({ points: 0, maximum: 0 }),
    beginAgain: () => Promise.resolve(answers.clear()),
    forget: () => Promise.resolve(answers.clear()),
    saved: () => "",
    record: (statements) => store.add(statements),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
