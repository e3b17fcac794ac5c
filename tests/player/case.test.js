import { openCase } from "../../maitrise/player/case-session.js";
import { inOrder } from "../../maitrise/player/case-table.js";
import { changeLearner, currentLearner } from "../../maitrise/player/identity.js";
import { memoryStore } from "../../maitrise/player/store/browser.js";
// @ts-types="../../maitrise/player/vendor/fflate.d.ts"
import { strFromU8, unzipSync } from "../../maitrise/player/vendor/fflate.js";
import { equal } from "./equal.js";

/** @typedef {import("../../maitrise/player/types.js").PageData} PageData */

/** @param {string} id */
const choice = (id) => ({
  asked: {
    id,
    kind: "choice",
    prompt: "Who signs?",
    convention: null,
    competency: "K1",
    difficulty: "easy",
    points: 1,
    options: [{ id: "moa", text: "MOA" }, { id: "moe", text: "MOE" }],
  },
  key: null,
});

/** @param {Record<string, string[]>} [slots] @returns {PageData} */
function data(slots = {}) {
  const cells = Object.keys(slots).length ? Object.keys(slots) : ["one", "two"];
  const items = Object.keys(slots).length ? Object.values(slots).flat() : cells;
  return /** @type {PageData} */ ({
    format: 1,
    page: "small-case",
    kind: "case",
    language: "en",
    title: "A small case",
    words: {},
    questions: Object.fromEntries(items.map((id) => [id, choice(id)])),
    data: {
      case: {
        case: "small-case",
        minutes: 10,
        points: items.length,
        cells,
        slots: Object.entries(slots).map(([id, items]) => ({ id, items })),
      },
    },
  });
}

function around() {
  /** @type {{ name: string, content: Uint8Array }[]} */
  const files = [];
  let count = 0;
  return {
    files,
    say: (/** @type {string} */ key) => key,
    now: () => `2026-11-29T10:00:${String(count++).padStart(2, "0")}.000Z`,
    deliver: (/** @type {string} */ name, /** @type {Uint8Array} */ content) =>
      files.push({ name, content }),
  };
}

/** @param {Uint8Array} content */
function unpacked(content) {
  return Object.fromEntries(
    Object.entries(unzipSync(content)).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
}

Deno.test("answers are kept under the case and its language, without a verdict", async () => {
  const store = await memoryStore();
  const { session, case: atWork } = await openCase(data(), store, around());
  equal(atWork.blank(), [1, 2]);
  await session.put("one", "moa");
  equal(atWork.blank(), [2]);
  equal(session.verdict("one"), "blank");
  const kept = /** @type {any} */ (await store.load("cases/small-case-en"));
  equal([kept.case, kept.language, kept.answers.one.value], ["small-case", "en", "moa"]);
  equal(await store.record(), []);
  session.close();
});

Deno.test("what is handed in is the sheet under the trainer's id, and the record if wished", async () => {
  const store = await memoryStore();
  const own = around();
  const { session, case: atWork } = await openCase(data(), store, own);
  await session.put("one", "moa");
  await store.add([{ id: "s1", verb: {} }]);
  await atWork.handIn("p-0042", false);
  await atWork.handIn("p-0042", true);
  const [first, second] = own.files;
  equal(first.name, "small-case-en-p-0042.zip");
  equal(Object.keys(unpacked(first.content)), ["answers.json"]);
  const sheet = JSON.parse(unpacked(first.content)["answers.json"]);
  equal([sheet.learner, sheet.answers.one.value], ["p-0042", "moa"]);
  equal(unpacked(second.content)["record.jsonl"], '{"id":"s1","verb":{}}\n');
  equal((await currentLearner(store)).roster_id, "p-0042");
  equal(/** @type {any} */ (await store.load("cases/small-case-en")).learner, "p-0042");
  session.close();
});

Deno.test("an exam that was begun goes on with the questions it was drawn for", async () => {
  const slots = { s1: ["a1", "a2", "a3"], s2: ["b1", "b2", "b3"] };
  const store = await memoryStore();
  await changeLearner(store, { roster_id: "p-0041" });
  const first = await openCase(data(slots), store, around());
  const drawn = [...first.case.asked.values()];
  await first.session.put(drawn[0], "moa");
  first.session.close();
  await changeLearner(store, { roster_id: "p-0042" });
  const again = await openCase(data(slots), store, around());
  equal([...again.case.asked.values()], drawn);
  equal(again.case.blank(), [2]);
  const own = around();
  again.session.close();
  const third = await openCase(data(slots), store, own);
  await third.case.handIn("p-0042", false);
  equal(JSON.parse(unpacked(own.files[0].content)["answers.json"]).learner, "p-0041");
  third.session.close();
});

Deno.test("ids that end in consecutive numbers are asked different questions", async () => {
  const slots = { s1: ["a1", "a2", "a3"], s2: ["b1", "b2", "b3"] };
  const drawn = [];
  for (const id of ["p-0041", "p-0042", "p-0043"]) {
    const store = await memoryStore();
    await changeLearner(store, { roster_id: id });
    const { session, case: atWork } = await openCase(data(slots), store, around());
    drawn.push(atWork.asked.get("s1"));
    session.close();
  }
  equal(new Set(drawn).size, 3);
});

Deno.test("rows are sorted by what they mean, and empty cells come last", () => {
  equal(inOrder([10, null, 9, 9.5], "ascending", "fr"), [2, 3, 0, 1]);
  equal(inOrder([10, null, 9, 9.5], "descending", "fr"), [0, 3, 2, 1]);
  equal(inOrder(["T10", "T9", "été"], "ascending", "fr"), [2, 1, 0]);
});
