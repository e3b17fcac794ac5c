import { begin, decide } from "../../maitrise/player/scenario.js";
import { scenarioKeeping } from "../../maitrise/player/scenario-keeping.js";
import { fileOf, MAXIMUM_BYTES, readKept } from "../../maitrise/player/store/kept.js";
import { mergeDocument, mergeRecords } from "../../maitrise/player/store/merge.js";
import { localStore } from "../../maitrise/player/store/local.js";
import { inLocalStorage } from "../../maitrise/player/store/local-storage.js";
import { StoreError } from "../../maitrise/player/store/error.js";
import { browser, say } from "./course.js";
import { equal } from "./equal.js";

/** @typedef {import("../../maitrise/player/types.js").Kept} Kept */

/** @param {Promise<unknown> | (() => unknown)} act @returns {Promise<string>} what it was refused for */
async function refusal(act) {
  try {
    await (typeof act === "function" ? act() : act);
  } catch (error) {
    if (error instanceof StoreError) return error.kind === "refused" ? error.message : error.kind;
    throw error;
  }
  return "";
}

/** @param {string} name @param {() => void | Promise<void>} act */
function test(name, act) {
  Deno.test({ name, fn: act, sanitizeOps: false, sanitizeResources: false });
}

/** Another device on which one question was answered. @param {string} question @param {string} value */
async function device(question, value) {
  const shown = browser();
  const { store, session } = await shown.tab();
  await session.put(question, value);
  session.close();
  return { ...shown, kept: await store.kept(), store };
}

test("a file taken away and brought back on a new device moves the learner", async () => {
  const old = await device("one", "moe");
  const file = readKept(fileOf(old.kept).content);
  const { store, session } = await browser().tab();
  equal(await store.bringBack(file), { documents: 2, answers: 1, statements: 1 });
  const now = await store.kept();
  equal([now.documents, now.record], [file.documents, file.record]);
  equal(await store.bringBack(file), { documents: 0, answers: 0, statements: 0 });
  session.close();
});

test("a file of another learner is refused until it is meant, then merged by time", async () => {
  const old = await device("one", "moe");
  const { store, session } = await browser().tab();
  await session.put("several", ["scope"]);
  equal(await refusal(store.bringBack(old.kept)), "kept.other-learner");
  equal(Object.keys((await store.kept()).documents).length, 2);
  await store.bringBack(old.kept, { another: true });
  const { documents, record } = await store.kept();
  const sheet = /** @type {any} */ (documents["answers/every-kind"]);
  equal(Object.keys(sheet.answers).sort(), ["one", "several"]);
  equal(/** @type {any} */ (documents.learner).id, session.learner);
  equal(record.length, 2);
  session.close();
});

test("of two answers to one question the later one stays, wherever it was given", () => {
  /** @param {Record<string, string>} moments */
  const sheet = (moments) => ({
    format: 1,
    case: "x",
    language: "en",
    learner: "p-1",
    answers: Object.fromEntries(Object.entries(moments).map(([id, at]) => [id, { value: at, at }])),
  });
  const [early, late] = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z"];
  const merged = mergeDocument(
    "answers/x",
    sheet({ a: early, b: late }),
    sheet({ a: late, b: early }),
  );
  equal(/** @type {any} */ (merged).answers.a.value, late);
  equal(/** @type {any} */ (merged).answers.b.value, late);
});

test("cards stay as they were last seen, endings come together", () => {
  const [here, brought] = ["2026-01-02T00:00:00+00:00", "2026-01-03T00:00:00+00:00"];
  const cards = mergeDocument(
    "cards",
    { format: 1, cards: { a: { last_review: here, due: "x" }, b: { last_review: null } } },
    { format: 1, cards: { a: { last_review: brought, due: "y" }, c: { last_review: here } } },
  );
  equal(Object.values(/** @type {any} */ (cards).cards).map((each) => each.due ?? ""), [
    "y",
    "",
    "",
  ]);
  const played = { format: 1, scenario: "s", decisions: [["a", "b"]], endings: ["one"] };
  equal(
    mergeDocument("scenarios/s", played, { ...played, decisions: [], endings: ["two", "one"] }),
    { ...played, endings: ["one", "two"] },
  );
});

test("a plan of the first days holds what either place has ticked or added", () => {
  const line = { plan: "new-pmo", period: "d30", text: "…" };
  equal(
    mergeDocument(
      "plan",
      { format: 1, ticked: ["a", "b"], added: { one: line } },
      { format: 1, ticked: ["b", "c"], added: { two: line } },
    ),
    { format: 1, ticked: ["a", "b", "c"], added: { one: line, two: line } },
  );
});

test("two plays under way are both kept, and a file brought back twice changes nothing", async () => {
  /** @param {string[]} choices @param {string[]} endings */
  const play = (choices, endings) => ({
    format: 1,
    scenario: "s",
    decisions: choices.map((choice, place) => [`scene-${place}`, choice]),
    endings,
  });
  const [old, next] = [browser(), browser()];
  const [{ store: there }, { store: here }] = [await old.tab(), await next.tab()];
  await there.update("scenarios/s", () => play(["a", "b", "c"], ["won"]));
  await there.update("scenarios/t", () => play(["a", "b"], []));
  await here.update("scenarios/s", () => play(["a", "x"], ["lost"]));
  await here.update("scenarios/t", () => play(["a"], []));
  const file = await there.kept();
  await here.bringBack(file, { another: true });
  const { documents } = await here.kept();
  equal(documents["scenarios/s"], play(["a", "x"], ["lost", "won"]));
  equal(documents["scenarios/t"], play(["a", "b"], []));
  const aside = Object.keys(documents).filter((name) => name.startsWith("scenarios/s.before-"));
  equal(aside.map((name) => documents[name]), [play(["a", "b", "c"], ["won"])]);
  equal(await here.bringBack(file, { another: true }), { documents: 0, answers: 0, statements: 0 });
});

test("a play that went on in another place meanwhile is set aside, never written over", async () => {
  const shown = browser();
  const { store } = await shown.tab();
  const scenario = /** @type {any} */ ({
    id: "s",
    start: "one",
    gauges: [],
    endings: [],
    scenes: ["one", "two", "three"].map((id) => ({
      id,
      choices: ["a", "b"].map((choice) => ({ id: choice, effects: {}, goto: "three" })),
    })),
  });
  const [one, other] = [
    scenarioKeeping(store, scenario, say),
    scenarioKeeping(store, scenario, say),
  ];
  for (const each of [one, other]) await each.takeUp();
  const begun = begin(scenario);
  const [went, further] = [decide(scenario, begun, "a"), decide(scenario, begun, "b")];
  equal(await one.keep(went), "");
  equal(await one.keep(decide(scenario, went, "a")), "");
  equal(await one.keep(went), ""); // gone back on: nothing is set aside
  equal(await other.keep(further), "scenario.elsewhere");
  equal(await other.keep(decide(scenario, further, "a")), "");
  const { documents } = await store.kept();
  const plays = Object.entries(documents).filter(([name]) => name.startsWith("scenarios/s.before"));
  equal(plays.map(([, play]) => /** @type {any} */ (play).decisions), [[["one", "a"]]]);
  const goesOn = /** @type {any} */ (documents["scenarios/s"]).decisions;
  equal(goesOn, [["one", "b"], ["three", "a"]]);
});

test("statements of two devices stand once each, by time", () => {
  /** @param {string} id @param {string} timestamp */
  const said = (id, timestamp) => ({ id, timestamp, actor: {}, verb: {}, object: {} });
  const here = [said("a", "2026-01-01T00:00:00Z"), said("c", "2026-01-03T00:00:00Z")];
  const brought = [said("b", "2026-01-02T00:00:00Z"), here[1], said("d", "2026-01-04T00:00:00Z")];
  const { record, statements } = mergeRecords(here, [...brought, { id: "x" }, brought[0]]);
  equal(record.map(({ id }) => id), ["a", "b", "c", "d"]);
  equal(statements, 2);
});

test("a file that is not ours is refused with a reason, and changes nothing", async () => {
  const { kept, store } = await device("one", "moe");
  /** @param {object} changed */
  const file = (changed) => JSON.stringify({ ...kept, ...changed });
  const cases = {
    "kept.not-json": file({}).slice(0, -20),
    "kept.not-ours": JSON.stringify([kept]),
    "kept.other-format": file({ format: 2 }),
    "kept.other-course": file({ course: "https://another.example" }),
    "kept.too-large": " ".repeat(MAXIMUM_BYTES + 1),
  };
  for (const [key, text] of Object.entries(cases)) equal(await refusal(() => readKept(text)), key);
  equal(await refusal(() => readKept(`${"[".repeat(200_000)}`)), "kept.not-json");
  equal(await store.kept().then(({ documents }) => documents), kept.documents);
});

test("what a file may not hold is left out of it", async () => {
  const { kept } = await device("one", "moe");
  const script = "<img src=x onerror=alert(1)>";
  const documents = {
    ...kept.documents,
    "answers/every-kind": "no sheet",
    "answers/../learner": kept.documents["answers/every-kind"],
    [script]: { format: 1 },
    erased: "mark",
    cards: { format: 1, cards: { [script]: { last_review: script } } },
    "answers/other.before-20260101-000000-000000": script,
  };
  const read = readKept(
    JSON.stringify({ ...kept, documents, record: [script, null, { id: script }] }),
  );
  equal(Object.keys(read.documents).sort(), [
    "answers/other.before-20260101-000000-000000",
    "cards",
    "learner",
  ]);
  const { store, session } = await browser().tab();
  equal(await store.bringBack(read), { documents: 3, answers: 0, statements: 0 });
  equal((await store.kept()).record, []);
  session.close();
});

/** The browser's simple storage with room for so many letters. @param {number} room */
function storage(room = Infinity) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  const used = () => [...texts].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const all = {
    get length() {
      return texts.size;
    },
    /** @param {number} place */
    key: (place) => [...texts.keys()][place] ?? null,
    /** @param {string} key */
    getItem: (key) => texts.get(key) ?? null,
    /** @param {string} key */
    removeItem: (key) => void texts.delete(key),
    /** @param {string} key @param {string} text */
    setItem(key, text) {
      const before = texts.get(key);
      texts.set(key, text);
      if (used() <= room) return;
      if (before === undefined) texts.delete(key);
      else texts.set(key, before);
      throw new DOMException("no room", "QuotaExceededError");
    },
    clear: () => texts.clear(),
  };
  return /** @type {Storage} */ (/** @type {unknown} */ (all));
}

test("where there is no database the browser's simple storage does the same", async () => {
  const around = {
    now: () => "2026-11-29T10:00:00.000Z",
    random: () => "mark",
    news: { tell() {}, listen: () => () => {} },
  };
  const kept = storage();
  const store = await localStore(inLocalStorage(kept), around);
  await store.update("cards", () => ({ format: 1, cards: {} }));
  await store.add([{ id: "a" }, { id: "b" }]);
  await store.add([{ id: "c" }]);
  const again = await localStore(inLocalStorage(kept), around);
  equal((await again.record()).map(({ id }) => id), ["a", "b", "c"]);
  equal(await again.setAside("cards", "before"), "cards.before-20261129-100000-000000");
  equal(await again.load("cards"), null);
  equal(await again.erase(), 2);
  equal(await refusal(store.add([{ id: "d" }])), "gone");
  equal(await again.record(), []);
});

test("a storage that is full keeps what it held, whole", async () => {
  const around = {
    now: () => "2026-11-29T10:00:00.000Z",
    random: () => "mark",
    news: { tell() {}, listen: () => () => {} },
  };
  const store = await localStore(inLocalStorage(storage(200)), around);
  await store.update("cards", () => ({ format: 1 }));
  const large = "x".repeat(300);
  equal(await refusal(store.update("cards", () => ({ format: 1, large }))), "full");
  equal(await refusal(store.add([{ id: "a" }, { id: large }])), "full");
  equal([await store.load("cards"), await store.record()], [{ format: 1 }, []]);
});
