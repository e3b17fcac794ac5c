import { keepUnsaved, takeUnsaved } from "../../maitrise/player/unsaved.js";
import { browser, pageData, settled } from "./course.js";
import { equal } from "./equal.js";

const SHEET = "answers/every-kind";

/** @param {import("../../maitrise/player/types.js").Store} store @returns {Promise<any>} */
const answers = async (store) => (/** @type {any} */ (await store.load(SHEET)))?.answers ?? {};

/** @param {import("../../maitrise/player/types.js").Store} store */
const verbs = async (store) => (await store.record()).map((each) => each.verb.id.split("/").at(-1));

/** @param {string} name @param {() => void | Promise<void>} act */
function test(name, act) {
  // What could not be kept is tried again later: that timer is not to be waited for.
  Deno.test({ name, fn: act, sanitizeOps: false, sanitizeResources: false });
}

test("an answer counts at once and is kept in the sheet", async () => {
  const { store, session } = await browser().tab();
  const kept = session.put("one", "moe");
  equal(session.answer("one"), "moe");
  equal(await kept, { saved: true, where: "question.saved-device", notice: "" });
  equal((await answers(store)).one.value, "moe");
  equal(session.verdict("one"), "blank");
  session.close();
});

test("the first answer begins the lesson, a check is recorded, the last one ends it", async () => {
  const { store, session } = await browser().tab();
  await session.put("one", "moa");
  await session.check("one", "moa");
  await session.put("one", "moe");
  equal(await verbs(store), ["attempted", "answered"]);
  const others = Object.keys(pageData().questions ?? {}).filter((name) => !name.startsWith("end"));
  /** @type {Record<string, unknown>} */
  const given = {
    one: "moa",
    several: ["scope"],
    pairs: { fund: "moa" },
    matrix: { D09: { MOA: "A" } },
    steps: ["need", "design", "build", "accept"],
    picked: ["J1"],
    cpi: 0.5,
    note: "A text.",
  };
  for (const name of others) await session.check(name, given[name]);
  equal((await verbs(store)).includes("completed"), false);
  await session.checkAll([["end-choice", "yes"]]);
  equal((await verbs(store)).slice(-2), ["answered", "completed"]);
  session.close();
});

test("an answer that no longer fits its question is blank and stays in the sheet", async () => {
  const shown = browser();
  const { store, session } = await shown.tab();
  await session.put("one", "moe");
  session.close();
  const text = JSON.stringify(await store.load(SHEET)).replace('"moe"', '"gone"');
  await shown.write(SHEET, text);
  const { session: again } = await shown.tab(store);
  equal(again.answer("one"), null);
  equal(again.entry("one").value, "gone");
  await again.put("several", ["scope"]);
  equal((await answers(store)).one.value, "gone");
  again.close();
});

test("two tabs see one another's answers, and none is lost", async () => {
  const shown = browser();
  const [one, other] = [await shown.tab(), await shown.tab()];
  await one.session.put("one", "moe");
  await settled();
  equal(other.session.answer("one"), "moe");
  await other.session.put("several", ["scope"]);
  await settled();
  equal(Object.keys(await answers(one.store)).sort(), ["one", "several"]);
  equal(one.session.answer("several"), ["scope"]);
  equal(await verbs(one.store), ["attempted"]);
  one.session.close();
  other.session.close();
});

test("two tabs that do not hear one another lose nothing either", async () => {
  const shown = browser({ hears: false });
  const [one, other] = [await shown.tab(), await shown.tab()];
  await one.session.put("one", "moe");
  await other.session.put("several", ["scope"]);
  await one.session.put("one", "moa");
  const kept = await answers(one.store);
  equal([kept.one.value, kept.several.value], ["moa", ["scope"]]);
  equal(one.session.answer("several"), ["scope"]);
  one.session.close();
  other.session.close();
});

test("what could not be kept is said, stays on the page, and goes with the next answer", async () => {
  const shown = browser();
  const { store, session } = await shown.tab();
  shown.fail("full");
  const outcome = await session.check("one", "moe");
  equal(outcome, {
    saved: false,
    where: "",
    notice: 'store.not-kept {"why":"store.why.full"}',
  });
  equal(session.verdict("one"), "wrong");
  let [kept, shownAnew] = [0, 0];
  session.watchKept(() => kept += 1);
  session.watch((anew) => shownAnew += Number(anew));
  const held = session.entry("one");
  globalThis.dispatchEvent(new Event("online")); // tried again by itself
  await session.record([]);
  equal([kept, session.where()], [0, ""]);
  shown.fail("");
  globalThis.dispatchEvent(new Event("online"));
  await session.record([]);
  equal([kept, session.where(), await verbs(store)], [1, "question.saved-device", ["answered"]]);
  await session.put("several", ["scope"]);
  equal(Object.keys(await answers(store)).sort(), ["one", "several"]);
  // What comes back as it was is the same for who shows it.
  equal([kept, shownAnew, session.entry("one") === held], [1, 0, true]);
  session.close();
});

test("what another page has erased never comes back from this one", async () => {
  for (const hears of [true, false]) {
    const shown = browser({ hears });
    const [one, other] = [await shown.tab(), await shown.tab()];
    await one.session.put("one", "moe");
    await settled();
    const before = other.session.learner;
    await other.store.erase();
    await other.session.forget();
    equal(other.session.learner === before, false);
    equal(other.session.answer("one"), null);
    const outcome = await one.session.put("several", ["scope"]);
    equal([outcome.saved, outcome.notice], [false, "my-record.gone"]);
    equal(await answers(one.store), {});
    equal(await one.store.record(), []);
    await other.session.put("one", "moa");
    equal((/** @type {any} */ (await other.store.load(SHEET))).learner, other.session.learner);
    one.session.close();
    other.session.close();
  }
});

test("what is held is kept again when the browser's data were cleared under the page", async () => {
  const shown = browser();
  const { store, session } = await shown.tab();
  await session.put("one", "moe");
  await shown.clear();
  const outcome = await session.put("several", ["scope"]);
  equal(outcome.notice, "store.cleared");
  equal(Object.keys(await answers(store)).sort(), ["one", "several"]);
  equal((await session.put("one", "moa")).notice, "");
  session.close();
});

test("a sheet that cannot be read is set aside and said, on opening and later", async () => {
  const shown = browser();
  await shown.write(SHEET, '{"format": 1, "case"');
  const { store, session } = await shown.tab();
  equal(session.notices.length, 1);
  equal(session.notices[0].startsWith("sheet.not-json sheet.set-aside"), true);
  const { documents } = await store.kept();
  const aside = Object.keys(documents).filter((name) => name.includes(".damaged-"));
  equal(aside.map((name) => documents[name]), ['{"format": 1, "case"']);
  await session.put("one", "moe");
  await shown.write(SHEET, "[]");
  const outcome = await session.put("several", ["scope"]);
  equal(outcome.saved, true);
  equal(outcome.notice.startsWith("sheet.not-a-sheet"), true);
  session.close();
});

test("a clock that was set back does not lose what is answered after", async () => {
  const shown = browser();
  const [one, other] = [await shown.tab(), await shown.tab()];
  await one.session.put("one", "moe");
  await settled();
  shown.time.set("2020-01-01T00:00:00.000Z");
  await other.session.put("one", "moa");
  await settled();
  equal([one.session.answer("one"), (await answers(one.store)).one.value], ["moa", "moa"]);
  one.session.close();
  other.session.close();
});

test("a fresh start sets the answers aside, for every tab", async () => {
  const shown = browser();
  const [one, other] = [await shown.tab(), await shown.tab()];
  await one.session.check("one", "moe");
  await settled();
  equal((await other.session.beginAgain()).saved, true);
  await settled();
  equal([one.session.answer("one"), other.session.answer("one")], [null, null]);
  await one.session.put("several", ["scope"]);
  equal(Object.keys(await answers(one.store)), ["several"]);
  const { documents } = await one.store.kept();
  const aside = Object.keys(documents).find((name) => name.includes(".before-"));
  equal(/** @type {any} */ (documents[String(aside)]).answers.one.value, "moe");
  one.session.close();
  other.session.close();
});

test("a sheet as large as no sheet may be is refused, and stays on the page", async () => {
  const { session } = await browser().tab();
  const outcome = await session.put("note", "x".repeat(1024 * 1024));
  equal([outcome.saved, outcome.notice], [false, 'sheet.too-large {"size":"1.0"}']);
  equal((await session.put("note", "short")).saved, true);
  session.close();
});

test("what was answered before anybody said who learns is there when the page is opened again", async () => {
  /** @type {Map<string, string>} */
  const simple = new Map();
  const faked = {
    localStorage: {
      getItem: (/** @type {string} */ key) => simple.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ text) => simple.set(key, text),
      removeItem: (/** @type {string} */ key) => simple.delete(key),
    },
    document: { visibilityState: "hidden", addEventListener() {}, removeEventListener() {} },
  };
  const names = /** @type {(keyof typeof faked)[]} */ (["localStorage", "document"]);
  const real = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  for (const name of names) {
    Object.defineProperty(globalThis, name, { value: faked[name], configurable: true });
  }
  try {
    /** @type {import("../../maitrise/player/sheet.js").Sheet} */
    const another = {
      case: "every-kind",
      language: "fr",
      learner: "p-another",
      answers: new Map([["several", {
        value: ["scope"],
        at: "2026-11-29T10:00:00.000Z",
        checked: false,
      }]]),
    };
    keepUnsaved(SHEET, another, []);
    const shown = browser();
    const silent = await shown.store();
    shown.fail("unreachable"); // from the first request to the last
    const { session } = await shown.tab(silent);
    const unnamed = session.learner;
    await session.put("one", "moe");
    await session.check("one", "moe");
    session.close();

    faked.document.visibilityState = "visible";
    shown.fail("");
    const { store, session: again } = await shown.tab();
    equal(again.answer("one"), "moe");
    equal(again.answer("several"), null);
    equal(again.notices, ["question.recovered"]);
    await settled();
    equal((await answers(store)).one.value, "moe");
    equal(again.learner === unnamed, false);
    equal((await store.record()).map(({ actor }) => actor.account.name), [
      again.learner,
      again.learner,
    ]);
    again.close();
    const { session: last } = await shown.tab(store);
    equal(last.notices, []);
    last.close();
    const left = takeUnsaved(SHEET, { lesson: "every-kind", learner: "p-another" });
    equal([...left?.answers.keys() ?? []], ["several"]); // nobody else has taken or dropped it
  } finally {
    names.forEach((name, at) => {
      const own = real[at];
      if (own) Object.defineProperty(globalThis, name, own);
      else Reflect.deleteProperty(globalThis, name);
    });
  }
});
