import { pageOf, placeIn } from "../../maitrise/player/address.js";
import {
  minutesLeft,
  numberOf,
  progressOf,
  screensOf,
  START,
  stepNamed,
  SUMMARY,
  unnumbered,
} from "../../maitrise/player/outline.js";
import { readings, remember } from "../../maitrise/player/reading.js";
import { memoryStore } from "../../maitrise/player/store/browser.js";
import { equal } from "./equal.js";

/** @typedef {import("../../maitrise/player/outline.js").Step} Step */

/** @param {string} cell @param {string[][]} screens @param {number | null} part @param {number} minutes */
function step(cell, screens, part = 0, minutes = 5) {
  return { id: `1-${cell}`, cell, title: `1. ${cell}`, part, minutes, screens };
}

const STEPS = [
  step(START, [[]], null, 1),
  step("monday", [["a"], ["b"]]),
  step("verbs", [[]]),
  step("owner", [["c"]], 1, 7),
  step(SUMMARY, [[]], 1, 1),
];

Deno.test("a step is done once its questions are checked, or seen where it asks none", () => {
  const none = new Set();
  const monday = STEPS[1];
  /** @param {...string} checked */
  const told = (...checked) => (/** @type {string} */ id) => checked.includes(id);
  equal(progressOf(monday, none, told()), "to come");
  equal(progressOf(monday, new Set(["monday"]), told("a")), "waiting");
  equal(progressOf(monday, none, told("a", "b")), "done");
  equal(progressOf(STEPS[2], none, told()), "to come");
  equal(progressOf(STEPS[2], new Set(["verbs"]), told()), "done");
});

Deno.test("steps are counted between the one under the title and the summary", () => {
  equal(numberOf(STEPS, 0), null);
  equal(numberOf(STEPS, 1), { number: 1, total: 3 });
  equal(numberOf(STEPS, 3), { number: 3, total: 3 });
  equal(numberOf(STEPS, 4), null);
});

Deno.test("minutes left are those of the part that one is in", () => {
  /** @param {Step} step @returns {import("../../maitrise/player/outline.js").Progress} */
  const progress = ({ cell }) => cell === "verbs" ? "done" : "to come";
  equal(minutesLeft(STEPS, 1, progress), 5);
  equal(minutesLeft(STEPS, 3, progress), 8);
  equal(minutesLeft(STEPS, 0, progress), 14);
});

Deno.test("a step is found by its place in the address or by the cell that opens it", () => {
  equal(stepNamed(STEPS, "1-verbs"), 2);
  equal(stepNamed(STEPS, "verbs"), 2);
  equal(stepNamed(STEPS, "nowhere"), -1);
  equal(screensOf(STEPS).length, 6);
  equal(unnumbered("12. Douze"), "Douze");
  equal(unnumbered("2026, un bilan"), "2026, un bilan");
});

Deno.test("the address of the single document names the longest page that it begins with", () => {
  const pages = ["fr", "fr/cases/payroll", "fr/cases"];
  equal(pageOf("#fr/cases/payroll/2-les-roles", pages), "fr/cases/payroll");
  equal(pageOf("#fr", pages), "fr");
  equal(pageOf("#frog", pages), "");
  equal(pageOf("", pages), "");
});

Deno.test("a place in another page follows its address, whatever its form", () => {
  equal(placeIn("01-moa.html", "verbs", 1), "01-moa.html#verbs/2");
  equal(placeIn("01-moa.html#top", "verbs"), "01-moa.html#verbs");
  equal(placeIn("#fr/01-moa", "verbs"), "#fr/01-moa/verbs");
  equal(placeIn("#fr/01-moa", ""), "#fr/01-moa");
});

Deno.test("where one stopped is kept by page, and what else the document holds stays", async () => {
  const store = await memoryStore();
  await store.update("settings", () => ({ format: 1, reading: {}, kept: "by another" }));
  const at = "2026-11-29T18:10:00.000Z";
  await remember(store, "01-moa", { at, cell: "monday", screen: 1, seen: ["monday"] });
  await remember(store, "01-moa", { at, cell: "verbs", screen: 0, seen: ["verbs"] });
  const found = await readings(store);
  equal(found["01-moa"], { at, cell: "verbs", screen: 0, seen: ["monday", "verbs"] });
  equal(/** @type {any} */ (await store.load("settings")).kept, "by another");
});

Deno.test("a document that was damaged begins the page at its beginning", async () => {
  const store = await memoryStore();
  for (const broken of ["text", null, [], { reading: 3 }, { reading: { a: { cell: 7 } } }]) {
    await store.update("settings", () => broken);
    equal(await readings(store), {});
  }
});
