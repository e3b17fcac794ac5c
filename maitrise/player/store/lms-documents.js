/** The documents of a page and the state that an LMS keeps: one from the other. */

import { isTable } from "../../kinds/answer.js";
import { hex } from "../random.js";

/** @typedef {import("../lms-standing.js").Standing} Standing */
/** @typedef {import("./lms-pack.js").Lesson} Lesson */
/** @typedef {import("./lms-pack.js").State} State */

const LEARNER = /^[A-Za-z0-9-]{1,64}$/;

/**
 * Documents as a page keeps them, from what an LMS kept.
 * @param {State} state
 * @param {Lesson & { name: string, language: string }} lesson
 */
export function documentsOf({ learner, at, place, answers, documents }, { name, language }) {
  const id = LEARNER.test(learner) ? learner : `p-${hex(6)}`;
  const when = at || "1970-01-01T00:00:00.000Z";
  /** @type {Map<string, unknown>} */
  const found = new Map([...documents, ["learner", { format: 1, path: "", id }]]);
  const path = documents.get("learner");
  if (isTable(path)) found.set("learner", { ...path, format: 1, id });
  if (answers.size) {
    const entries = [...answers].map(([question, { value, checked }]) => [
      question,
      checked ? { value, at: when, checked } : { value, at: when },
    ]);
    found.set(`answers/${name}`, {
      format: 1,
      case: name,
      language,
      learner: id,
      answers: Object.fromEntries(entries),
    });
  }
  if (place) found.set("settings", { format: 1, reading: { [name]: { ...place, at: when } } });
  return found;
}

/**
 * What an LMS is to keep, from the documents of a page.
 * @param {Record<string, any>} documents
 * @param {Lesson & { name: string }} lesson
 * @param {Standing} standing
 * @returns {State}
 */
export function stateOf(documents, { name }, standing) {
  const { learner, settings, [`answers/${name}`]: sheet, ...others } = documents;
  /** @type {Map<string, import("./lms-pack.js").Given>} */
  const answers = new Map(Object.entries(sheet?.answers ?? {}));
  const times = [...Object.values(sheet?.answers ?? {})].map(({ at }) => String(at)).sort();
  // What was set aside is of this visit only.
  const kept = Object.entries(others).filter(([each]) => !each.includes("."));
  return {
    learner: String(learner?.id ?? ""),
    at: times.at(-1) ?? new Date().toISOString(),
    standing,
    place: settings?.reading?.[name] ?? null,
    answers,
    documents: new Map(learner?.path ? [...kept, ["learner", learner]] : kept),
  };
}
