import { better } from "../../maitrise/player/lms-standing.js";
import { findApi, NAMES, Scorm } from "../../maitrise/player/store/lms-api.js";
import { interactionOf } from "../../maitrise/player/store/lms-interaction.js";
import { pack, unpack } from "../../maitrise/player/store/lms-pack.js";
import { clock, duration } from "../../maitrise/player/store/lms-scorm.js";
import { pageData } from "./course.js";
import { equal } from "./equal.js";

const cells = Array.from({ length: 14 }, (_, place) => `step-${place}`);
const steps = cells.map((cell) => ({
  id: cell,
  cell,
  title: cell,
  part: null,
  minutes: 1,
  screens: [[]],
}));
const lesson = () => ({ questions: pageData().questions ?? {}, steps });

/** @type {Record<string, unknown>} */
const GIVEN = {
  one: "moa",
  several: ["scope", "budget"],
  pairs: { workshops: "amoa" },
  matrix: { D09: { MOA: "A", MOE: "-" }, D22: { MOE: "A/R" } }, // rows in part
  steps: ["need", "design", "build", "accept"],
  picked: ["J3"],
  cpi: -1270.5e-7,
  note: "Ce n’est pas « fini » * ; ✓",
};

/** @param {Record<string, unknown>} given */
const state = (given = GIVEN) => ({
  learner: "p-0123456789ab",
  at: "2026-11-30T02:00:00.000Z",
  standing: { complete: true, success: /** @type {const} */ ("failed"), score: 62.5 },
  place: { cell: "step-9", screen: 1, seen: ["step-0", "step-7", "step-13"] },
  answers: new Map(
    Object.entries(given).map(([id, value]) => [id, { value, checked: id !== "one" }]),
  ),
  documents: new Map([["scenarios/short", { format: 1, decisions: [["a", "b"]], endings: [] }]]),
});

Deno.test("what an LMS keeps comes back whole, partial rows and typed texts included", () => {
  const { text, left } = pack(state(), lesson(), 4096);
  equal(left, []);
  equal(/^[\w.!~*()-]+$/.test(text), true); // nothing that a form or XML escapes
  equal(unpack(text, lesson()), { state: state(), isChanged: false, isCut: false, lost: 0 });
});

Deno.test("a question that has changed loses its own answer and no other", () => {
  const { text } = pack(state(), lesson(), 4096);
  const changed = lesson();
  changed.questions = structuredClone(changed.questions);
  changed.questions.one.asked.options.reverse();
  const back = unpack(text, changed);
  equal([back?.isChanged, back?.lost], [true, 1]);
  equal([...(back?.state.answers.keys() ?? [])], Object.keys(GIVEN).filter((id) => id !== "one"));
  equal(back?.state.standing, state().standing);
});

Deno.test("what has no room is left out and named, the longest answer first, never cut", () => {
  const long = state({ ...GIVEN, note: "é".repeat(4000) });
  const { text, left } = pack(long, lesson(), 4096);
  equal(left, ["documents", "place", "answers"]);
  equal(text.length <= 4096, true);
  const kept = unpack(text, lesson())?.state.answers;
  equal([...(kept?.keys() ?? [])], Object.keys(GIVEN).filter((id) => id !== "note"));
});

Deno.test("a text that was cut gives what is whole, and one that is not ours nothing", () => {
  const { text } = pack(state(), lesson(), 4096);
  for (let length = 0; length < text.length; length += 1) {
    const back = unpack(text.slice(0, length), lesson());
    equal(back?.isCut ?? true, true);
    for (const [id, { value }] of back?.state.answers ?? []) equal(value, GIVEN[id]);
  }
  const course = JSON.stringify({ lesson: "another", answers: [{ id: "one", value: "moe" }] });
  for (
    const other of [
      ...["", "null", "{}", "undefined", "m2*l*.", "\u0000", '{"v":1}', course],
      "x".repeat(64_000),
      "😀".repeat(1000),
    ]
  ) {
    equal(unpack(other, lesson()), null);
  }
  for (const part of ["q😀", "q1(((", "d~!!~", "d~~", "r😀", "s", "t😀", "b", "l<b>", "z"]) {
    equal(unpack(`m1*${part}*.`, lesson())?.state.answers.size, 0);
  }
});

Deno.test("the better of two is what was ever reached", () => {
  const passed = { complete: true, success: /** @type {const} */ ("passed"), score: 71 };
  const failed = { complete: true, success: /** @type {const} */ ("failed"), score: 80 };
  const begun = { complete: false, success: /** @type {const} */ (""), score: null };
  equal(better(begun, passed), passed);
  equal(better(failed, passed), { ...passed, score: 80 });
  equal(better(begun, failed), failed);
  equal(better(begun, begun), begun);
});

Deno.test("the LMS is found above other origins and in openers, and a circle is left", () => {
  const names = NAMES.scorm12;
  /** @type {any} */
  const circle = {};
  circle.parent = { parent: circle };
  circle.opener = circle;
  equal(findApi(names, circle), null);
  const api = { LMSInitialize: () => "true" };
  const top = /** @type {any} */ ({ API: api });
  top.parent = top;
  const foreign = {
    parent: top,
    get API() {
      throw new DOMException("", "SecurityError");
    },
  };
  equal(findApi(names, /** @type {any} */ ({ parent: foreign })), api);
  const popup = /** @type {any} */ ({ opener: { parent: top } });
  popup.parent = popup;
  equal(findApi(names, /** @type {any} */ ({ parent: popup })), api);
  equal(findApi(names, /** @type {any} */ ({ API: {}, parent: null })), null);
});

Deno.test("no call to an LMS throws, whatever it lacks or answers", () => {
  const broken = new Scorm({
    LMSGetValue() {
      throw new Error("no");
    },
    LMSSetValue: () => undefined,
    LMSCommit: () => "false",
    LMSGetLastError: () => "301",
  }, NAMES.scorm12);
  equal([broken.initialize(), broken.get("x"), broken.set("x", "1")], [false, "", false]);
  equal([broken.commit(), broken.finish()], [false, false]);
});

Deno.test("an answer is listed by letters in SCORM 1.2 and by ids in 2004", () => {
  const { questions } = lesson();
  /** @param {string} id @param {string} type @param {string} response */
  const said = (id, type, response) => ({
    object: {
      id: `https://maitrise.example/every-kind/${id}`,
      definition: { interactionType: type },
    },
    result: { response, success: false },
    timestamp: "2026-11-30T02:03:04.567Z",
  });
  const of = (/** @type {any} */ statement, /** @type {"scorm12" | "scorm2004"} */ version) =>
    interactionOf(statement, questions, version)?.fields ?? {};
  const pairs = said("pairs", "matching", "fund[.]moa[,]workshops[.]amoa");
  equal(of(pairs, "scorm12"), {
    id: "pairs",
    time: "02:03:04",
    type: "matching",
    student_response: "a.a,b.b",
    result: "wrong",
  });
  equal(of(pairs, "scorm2004"), {
    id: "pairs",
    type: "matching",
    timestamp: "2026-11-30T02:03:04.56Z",
    learner_response: "fund[.]moa[,]workshops[.]amoa",
    result: "incorrect",
  });
  const matrix = said("matrix", "matching", "D09/MOA[.]A[,]D09/AMOA[.]R");
  equal(interactionOf(matrix, questions, "scorm12")?.fields.type, "fill-in");
  equal(interactionOf(said("gone", "choice", "x"), questions, "scorm12"), null);
  equal([clock(3725.9), duration(3725.9)], ["0001:02:05", "PT1H2M5S"]);
});
