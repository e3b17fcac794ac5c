/**
 * My record: what is kept of the learner, in plain words; a file and a table to take away, a file to
 * bring back; erasing, which asks twice.
 *
 * Classes: `maitrise-record`; `maitrise-files` (what is kept, a line a document); `maitrise-file`
 * (the field that a file is chosen with, a label around an input); `maitrise-sure`.
 */

import { callData } from "./call-data.js";
import { badge, button, make } from "./dom.js";
import { download } from "./download.js";
import { finishedPlays, givenAnswers } from "./given.js";
import { momentWords } from "./moments.js";
import { recordCsv } from "./record-csv.js";
import { sayIfSlow } from "./slow.js";
import { StoreError } from "./store/error.js";
import { fileOf, MAXIMUM_BYTES, readKept } from "./store/kept.js";
import { storeWords } from "./store-words.js";

/**
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("./types.js").Kept} Kept
 * @typedef {import("./types.js").Verdict} Verdict
 * @typedef {import("./given.js").Given} Given
 * @typedef {import("./given.js").Played} Played
 */
/**
 * The names by which a record is told.
 * @typedef {object} Names
 * @property {Record<string, string>} lessons titles
 * @property {Record<string, string>} cases titles
 * @property {Record<string, string>} questions their beginnings, by "lesson/question"
 * @property {Record<string, {title: string, endings: Record<string, string>}>} scenarios
 */

const LATEST = 12;

/** @type {import("./types.js").View} */
export function myRecord(page) {
  const { say, store, session, language } = page;
  /** @type {Names} */
  const names = callData(page, "my_record");
  const lead = make("div", {});
  const latest = make("div", {});
  const where = make("div", {});
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const takeAll = button(say("my-record.take"), take);
  const takeTable = button(say("my-record.csv"), table);
  const bringBack = fileField(say("my-record.bring"), bring);
  const anyway = button(say("my-record.bring-anyway"), () => {});
  anyway.hidden = true;
  const erasing = asksTwice(page, erase);
  let said = ""; // what became of the last click: it stays when the record is read anew
  let asked = 0;

  async function take() {
    await tried("my-record.not-read", async () => {
      const { name, type, content } = fileOf(await store.kept());
      download(name, type, content);
    });
  }
  async function table() {
    await tried("my-record.not-read", async () => {
      const content = recordCsv(await store.record(), language);
      download(`maitrise-${session.learner}.csv`, "text/csv", content);
    });
  }
  /** @param {File} file @param {{another?: boolean}} [how] */
  async function bring(file, how) {
    anyway.hidden = true;
    await tried("my-record.not-brought", async () => {
      if (file.size > MAXIMUM_BYTES) throw new StoreError("refused", "kept.too-large");
      const came = await store.bringBack(readKept(await file.text()), how);
      const anything = came.documents + came.answers + came.statements > 0;
      said = say(anything ? "my-record.brought" : "my-record.nothing-new", { ...came });
      await show();
    }, (refused) => {
      if (refused !== "kept.other-learner") return;
      anyway.onclick = () => bring(file, { another: true });
      anyway.hidden = false;
    });
  }
  async function erase() {
    await tried("my-record.not-erased", async () => {
      const count = await store.erase();
      said = say("my-record.erased", { count });
      await session.forget();
      await show();
    });
  }
  /**
   * @param {string} key what is said when it fails
   * @param {() => Promise<void>} act
   * @param {(refused: string) => void} [refuse] told why a file was not let in
   * @returns {Promise<void>}
   */
  async function tried(key, act, refuse) {
    said = notice.textContent = "";
    await watched(key, act, refuse);
    said = notice.textContent;
  }
  /** @type {typeof tried} */
  async function watched(key, act, refuse) {
    try {
      await sayIfSlow(notice, say, act());
    } catch (error) {
      const refused = error instanceof StoreError && error.kind === "refused" ? error.message : "";
      notice.textContent = refused ? say(refused) : storeWords(say, error, key);
      if (refused) refuse?.(refused);
    }
  }

  async function show() {
    const own = asked += 1;
    const kept = await store.kept();
    if (own !== asked) return; // it is being read anew
    const given = givenAnswers(kept.record);
    const lines = leadWords(page, names, given, finishedPlays(kept.record));
    lead.replaceChildren(...lines.map((text) => make("p", {}, text)));
    latest.replaceChildren(...latestAnswers(page, names, given));
    const listed = keptWords(page, names, kept);
    where.replaceChildren(
      make("p", {}, say(`my-record.place.${store.status().place}`)),
      make("ul", { class: "maitrise-files" }, ...listed.map((text) => make("li", {}, text))),
    );
    takeAll.disabled = !listed.length;
    takeTable.disabled = !given.length;
    erasing.start.disabled = !listed.length;
    if (notice.textContent !== said) notice.textContent = said;
  }
  const refresh = () => watched("my-record.not-read", show);

  refresh();
  session.watch(refresh);
  store.watch(refresh);
  return make(
    "section",
    { class: "maitrise maitrise-record", "aria-label": say("my-record.title") },
    lead,
    latest,
    where,
    make("div", { class: "maitrise-actions" }, takeAll, takeTable, bringBack, erasing.start),
    erasing.question,
    notice,
    anyway,
  );
}

/**
 * @param {Page} page
 * @param {Names} names
 * @param {Given[]} given
 * @param {Played[]} plays
 */
function leadWords({ say, session, language }, names, given, plays) {
  if (!given.length && !plays.length) return [say("my-record.none")];
  const asked = new Set(given.map(({ lesson, question }) => `${lesson}/${question}`));
  const counts = {
    answers: given.length,
    questions: asked.size,
    right: given.filter(({ success }) => success === true).length,
    learner: session.learner,
  };
  const last = new Map(plays.map((play) => [play.scenario, play]));
  const told = [...last].filter(([name]) => Object.hasOwn(names.scenarios, name)).map(
    ([name, { ending, at }]) => {
      const { title, endings } = names.scenarios[name];
      return say("my-record.played", {
        title,
        count: plays.filter(({ scenario }) => scenario === name).length,
        when: momentWords(at, language),
        ending: endings[ending] ?? ending,
      });
    },
  );
  return [say("my-record.counts", counts), ...told];
}

/** @param {Page} page @param {Names} names @param {Given[]} given */
function latestAnswers({ say, language }, names, given) {
  if (!given.length) return [];
  const items = given.slice(-LATEST).reverse().map((each) => {
    const verdict = verdictOf(each);
    const lesson = names.lessons[each.lesson] ?? each.lesson;
    const question = names.questions[`${each.lesson}/${each.question}`] ?? each.question;
    const told = `${momentWords(each.at, language)} · ${lesson} · ${question} `;
    return make("li", {}, told, badge(verdict, say(`verdict.${verdict}`)));
  });
  return [
    make(
      "details",
      {},
      make("summary", {}, say("my-record.latest")),
      make("ul", {}, ...items),
    ),
  ];
}

/** @param {Given} given @returns {Verdict} */
function verdictOf({ success, points }) {
  if (success === null) return "to mark";
  if (success) return "right";
  return points > 0 ? "partly" : "wrong";
}

/** What is kept, a line a document. @param {Page} page @param {Names} names @param {Kept} kept */
function keptWords({ say }, names, { documents, record }) {
  const lines = Object.keys(documents).sort().map((name) => {
    const [, kind, of = ""] = /^([a-z]+)(?:\/(.*))?$/.exec(name) ?? [];
    /** @type {Record<string, string | undefined>} */
    const titles = {
      answers: names.lessons[of],
      cases: names.cases[of.replace(/-(fr|en)$/, "")],
      scenarios: names.scenarios[of]?.title,
    };
    if (["cards", "learner", "settings"].includes(kind)) {
      return of ? name : say(`my-record.kept.${kind}`);
    }
    const title = Object.hasOwn(titles, kind) ? titles[kind] : undefined;
    return title ? say(`my-record.kept.${kind}`, { title }) : name;
  });
  if (record.length) lines.push(say("my-record.kept.record", { count: record.length }));
  return lines;
}

/** A field for a file that looks like a button. @param {string} words @param {(file: File) => void} act */
function fileField(words, act) {
  /** @type {HTMLInputElement} */
  const input = make("input", {
    type: "file",
    accept: ".json,application/json",
    class: "maitrise-spoken",
    onchange: () => {
      const file = input.files?.[0];
      if (file) act(file);
      input.value = ""; // the same file may be chosen again
    },
  });
  return make("label", { class: "maitrise-button maitrise-file" }, input, words);
}

/** @param {Page} page @param {() => Promise<void>} act */
function asksTwice({ say }, act) {
  let step = 0;
  const words = make("span", {});
  const start = button(say("my-record.erase"), () => ask(0), { quiet: true });
  const yes = button(say("my-record.yes"), () => step === 0 ? ask(1) : done());
  const no = button(say("my-record.no"), close);
  const question = make(
    "div",
    { class: "maitrise-sure", role: "group", "aria-label": say("my-record.erase"), hidden: true },
    words,
    yes,
    no,
  );
  /** @param {number} next */
  function ask(next) {
    step = next;
    words.textContent = say(step ? "my-record.second" : "my-record.first");
    yes.textContent = say(step ? "my-record.really" : "my-record.yes");
    question.hidden = false;
    start.hidden = true;
    no.focus();
  }
  function close() {
    question.hidden = true;
    start.hidden = false;
    start.focus();
  }
  async function done() {
    await act();
    close();
  }
  return { start, question };
}
