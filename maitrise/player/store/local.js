/**
 * A store over a medium of this browser.
 *
 * An erasing leaves a mark, a few random letters that say nothing of anyone. A page remembers the
 * mark that it found on opening, and writes only while no other one is there: what it holds in
 * memory never comes back after an erasing. Where the mark is missing (site data cleared by hand)
 * nobody has erased: the page goes on, and what it holds is kept again.
 */

import { StoreError } from "./error.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("./medium.js").Medium} Medium */
/** @typedef {import("./medium.js").Desk} Desk */
/** @typedef {import("./news.js").News} News */

export const COURSE = "https://maitrise.example";
const MARK = "erased";

/**
 * @param {Medium} medium
 * @param {{ now: () => string, news: News, random: () => string }} around
 * @returns {Promise<Store>}
 */
export async function localStore(medium, { now, news, random }) {
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
        if (next === null || next === undefined) documents.delete(name);
        else documents.set(name, JSON.stringify(next));
        return next;
      });
      news.tell(name);
      return kept;
    },
    async setAside(name, why, is = () => true) {
      const aside = `${name}.${why}-${stamp(now())}`;
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
    kept: () =>
      medium.step({ documents: "all", record: true }, (desk) => ({
        format: 1,
        course: COURSE,
        at: now(),
        documents: Object.fromEntries(
          [...desk.documents].filter(([name]) => name !== MARK).map(([name, text]) => [
            name,
            read(text),
          ]),
        ),
        record: statementsOf(desk.record),
      })),
    bringBack: () => Promise.reject(new StoreError("off", "not yet")),
    async erase() {
      const fresh = random();
      const count = await medium.step({ documents: "all", record: true }, (desk) => {
        const names = [...desk.documents.keys()].filter((name) => name !== MARK);
        for (const name of names) desk.documents.delete(name);
        desk.documents.set(MARK, fresh);
        desk.record = [];
        desk.rewritten = true;
        return names.length;
      });
      mark = fresh;
      news.tell("erased");
      return count;
    },
    watch: (listener) => news.listen(listener),
    status: () => ({ place: medium.place, waiting: 0 }),
  };
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

/**
 * A moment as it stands in the name of what was set aside: 20261122-101500-000000.
 * @param {string} at
 */
function stamp(at) {
  const [, date, time, rest = ""] = /^([\d-]+)T([\d:]+)\.?(\d*)/.exec(at) ?? [];
  return `${date.replaceAll("-", "")}-${time.replaceAll(":", "")}-${rest.padEnd(6, "0")}`;
}
