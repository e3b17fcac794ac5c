import clicks from "../fixtures/player/clicks.json" with { type: "json" };
import french from "../fixtures/player/fr.json" with { type: "json" };
import { openSession } from "../../maitrise/player/session.js";
import { memoryStore } from "../../maitrise/player/store/browser.js";
import { say } from "./course.js";
import { equal } from "./equal.js";

/** @typedef {import("../../maitrise/player/types.js").PageData} PageData */

Deno.test("the same clicks are recorded as Python records them", async () => {
  // `tests/test_lesson_questions.py` compares these statements with Python's.
  const data = /** @type {PageData} */ (/** @type {unknown} */ (french));
  const store = await memoryStore();
  await store.update("learner", () => ({ format: 1, id: clicks.learner, path: "" }));
  let now = "";
  const session = await openSession(data, store, { say, now: () => now });
  for (const { act, at, answers } of clicks.clicks) {
    now = at;
    const given = Object.entries(answers);
    if (act === "put") {
      for (const [question, value] of given) await session.put(question, value);
    } else await session.checkAll(given);
  }
  session.close();
  const record = await store.record();
  equal(record.map(({ id: _, ...statement }) => statement), clicks.statements);
  for (const { id } of record) {
    equal(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id), true);
  }
  equal(new Set(record.map(({ id }) => id)).size, record.length);
});
