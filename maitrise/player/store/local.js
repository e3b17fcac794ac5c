/**
 * A store over a medium of this browser.
 *
 * An erasing leaves a mark, a few random letters that say nothing of anyone. A page remembers the
 * mark that it found on opening, and writes only while no other one is there: what it holds in
 * memory never comes back after an erasing. Where the mark is missing (site data cleared by hand)
 * nobody has erased: the page goes on, and what it holds is kept again.
 */

import { StoreError } from "./error.js";
import { COURSE, FORMAT, isOfAnother } from "./kept.js";
import { mergeDocuments, mergeRecords } from "./merge.js";
import { asideOf } from "./names.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {import("../types.js").Merged} Merged */
/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("./medium.js").Desk} Desk */
/** @typedef {import("./medium.js").Medium} Medium */
/** @typedef {import("./news.js").News} News */

const MARK = "erased";

/**
 * @typedef {object} Around
 * @property {() => string} now
 * @property {() => string} random a mark
 * @property {News} news
 */

/**
 * @param {Medium} medium
 * @param {Around} around
 * @returns {Promise<Store>}
 */
export async function localStore(medium, { now, news, random }) {
  /** @type {Set<(name: string) => void>} */
  const listeners = new Set();
  news.listen((name) => listeners.forEach((listener) => listener(name)));
  let mark = await medium.step({ documents: [MARK] }, (desk) => desk.documents.get(MARK) ?? "");

  /**
   * A step that is refused once everything was erased elsewhere.
   * @template T
   * @param {import("./medium.js").Wanted} wanted
   * @param {(desk: Desk) => T} act
   * @returns {Promise<T>}
   */
  const step = (wanted, act) => {
    const documents = wanted.documents === "all" ? wanted.documents : [...wanted.documents, MARK];
    return medium.step({ ...wanted, documents }, (desk) => {
      const found = desk.documents.get(MARK);
      if (found !== undefined && found !== mark) throw new StoreError("gone");
      if (found === undefined && mark) desk.documents.set(MARK, mark);
      return act(desk);
    });
  };

  return {
    load: (name) => medium.step({ documents: [name] }, (desk) => read(desk.documents.get(name))),
    async update(name, change) {
      const kept = await step({ documents: [name] }, ({ documents }) => {
        const next = change(read(documents.get(name)));
        put(documents, name, next);
        return next;
      });
      news.tell(name);
      return kept;
    },
    async setAside(name, why, is = () => true) {
      const aside = asideOf(name, why, now());
      const done = await step({ documents: [name] }, ({ documents }) => {
        const text = documents.get(name);
        if (text === undefined || !is(read(text))) return false;
        documents.set(aside, text);
        documents.delete(name);
        return true;
      });
      if (done) news.tell(name);
      return done ? aside : null;
    },
    async add(statements) {
      await step({ documents: [] }, (desk) => {
        desk.added.push(...statements.map((each) => JSON.stringify(each)));
      });
      news.tell("record");
    },
    record: () => medium.step({ documents: [], record: true }, (desk) => statementsOf(desk.record)),
    kept: () => medium.step({ documents: "all", record: true }, (desk) => keptOn(desk, now())),
    async bringBack(file, { another = false } = {}) {
      const { names, merged } = await step(
        { documents: "all", record: true },
        (desk) => bringOn(desk, file, { another, now: now() }),
      );
      for (const name of names) news.tell(name);
      return merged;
    },
    async erase() {
      const fresh = random();
      const count = await medium.step({ documents: "all", record: true }, (desk) => {
        const names = [...desk.documents.keys()].filter((name) => name !== MARK);
        for (const name of names) desk.documents.delete(name);
        desk.documents.set(MARK, fresh);
        const records = desk.record.length ? 1 : 0;
        desk.record = [];
        desk.rewritten = true;
        return names.length + records;
      });
      // What this page holds itself must be let go of before it may write again.
      for (const listener of listeners) listener("erased");
      mark = fresh;
      news.tell("erased");
      return count;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    status: () => ({ place: medium.place, waiting: 0 }),
  };
}

/**
 * All that is kept.
 * @param {Desk} desk
 * @param {string} at
 * @returns {Kept}
 */
function keptOn(desk, at) {
  const documents = [...desk.documents].filter(([name]) => name !== MARK);
  return {
    format: FORMAT,
    course: COURSE,
    at,
    documents: Object.fromEntries(documents.map(([name, text]) => [name, read(text)])),
    record: statementsOf(desk.record),
  };
}

/**
 * Merge what a file holds into what is kept. Where nobody has answered yet, the file's pseudonym is
 * taken over with it: a learner has moved.
 * @param {Desk} desk
 * @param {Kept} file
 * @param {{ another: boolean, now: string }} how
 * @returns {{ names: string[], merged: Merged }}
 */
function bringOn(desk, file, { another, now }) {
  const here = keptOn(desk, now);
  if (!another && isOfAnother(file, here)) throw new StoreError("refused", "kept.other-learner");
  const isMoving = !here.record.length &&
    !Object.keys(here.documents).some((name) => name.includes("/"));
  if (isMoving && file.documents.learner) delete here.documents.learner;
  const brought = new Map(Object.entries(file.documents));
  const { documents, merged } = mergeDocuments(
    new Map(Object.entries(here.documents)),
    brought,
    now,
  );
  for (const [name, content] of documents) put(desk.documents, name, content);
  const { record, statements } = mergeRecords(here.record, file.record);
  if (statements) {
    desk.record = record.map((each) => JSON.stringify(each));
    desk.rewritten = true;
  }
  const names = [...documents.keys(), ...(statements ? ["record"] : [])];
  return { names, merged: { ...merged, statements } };
}

/**
 * @param {Map<string, string>} documents
 * @param {string} name
 * @param {unknown} content null deletes it
 */
function put(documents, name, content) {
  if (content === null || content === undefined) documents.delete(name);
  else documents.set(name, JSON.stringify(content));
}

/**
 * A document from its text; a text that is no JSON is handed over as it is, for whoever reads the
 * document to refuse and set aside.
 * @param {string | undefined} text
 * @returns {unknown}
 */
function read(text) {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param {string[]} lines @returns {Statement[]} */
function statementsOf(lines) {
  return lines.map(read).filter((each) => typeof each === "object" && each !== null);
}
