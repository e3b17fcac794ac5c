import {
  begin,
  decide,
  decisionsBehind,
  endingOf,
  NoSuchDecision,
  replay,
} from "../../maitrise/player/scenario.js";
import { equal } from "./equal.js";

/** @typedef {import("../../maitrise/player/scenario.js").Scenario} Scenario */

const TITLE = { fr: "", en: "" };

/**
 * @param {string} id
 * @param {string} goto
 * @param {Record<string, number>} [effects]
 * @returns {import("../../maitrise/player/scenario.js").Choice}
 */
const choice = (id, goto, effects = {}) => ({
  id,
  goto,
  effects,
  mandate: "kept",
  text: "",
  result: "",
  why: "",
});

/** @param {string} id @param {import("../../maitrise/player/scenario.js").Choice[]} choices */
const scene = (id, choices) => ({
  id,
  choices,
  month: 1,
  title: "",
  names: TITLE,
  role: "",
  facing: "",
  text: "",
});

/** @param {string} id @param {object} conditions */
const ending = (id, conditions) => ({
  id,
  title: "",
  text: "",
  why: "",
  hangsOn: ["need"],
  when: {},
  decided: [],
  ...conditions,
});

/** @type {Scenario} */
const SHORT = {
  id: "short",
  title: "",
  names: TITLE,
  intro: "",
  months: 2,
  start: "first",
  gauges: [{ id: "need", name: "", start: 40 }, { id: "trust", name: "", start: 95 }],
  scenes: [
    scene("first", [
      choice("ask", "second", { need: 20, trust: 10 }),
      choice("draw", "detour", { need: -50 }),
    ]),
    scene("detour", [choice("tell", "second", { trust: 5 })]),
    scene("second", [choice("recommend", "end"), choice("sign", "end", { trust: -30 })]),
  ],
  endings: [
    ending("disputed", { hangsOn: ["trust"], decided: ["second/sign"] }),
    ending("useful", { when: { need: [50, 100] } }),
    ending("pretty", {}),
  ],
};

/** @param {string[]} choices */
const played = (...choices) =>
  choices.reduce((state, each) => decide(SHORT, state, each), begin(SHORT));

/** @param {() => unknown} act */
function refused(act) {
  try {
    act();
  } catch (error) {
    if (error instanceof NoSuchDecision) return;
    throw error;
  }
  throw new Error("it was not refused");
}

Deno.test("a gauge never leaves its bounds, and says what it really moved", () => {
  const before = begin(SHORT);
  const asked = decide(SHORT, before, "ask");
  equal(asked.gauges, { need: 60, trust: 100 });
  equal(asked.decisions[0].moved, { need: 20, trust: 5 });
  equal(played("draw").gauges.need, 0);
  equal(before, begin(SHORT));
});

Deno.test("a decision that is not offered there is refused, and any after the end", () => {
  refused(() => decide(SHORT, begin(SHORT), "sign"));
  refused(() => decide(SHORT, played("ask", "sign"), "sign"));
  refused(() => replay(SHORT, [["first", "draw"], ["second", "sign"]]));
  equal(replay(SHORT, [["first", "draw"], ["detour", "tell"]]), played("draw", "tell"));
});

Deno.test("the first ending that fits is the one, and is explained by what it hangs on", () => {
  /** @param {string[]} choices */
  const end = (...choices) => {
    const state = played(...choices);
    const found = endingOf(SHORT, state);
    return found &&
      [found.id, ...decisionsBehind(found, state).map((each) => each.choice.id)];
  };
  equal(end("ask"), null);
  equal(end("ask", "recommend"), ["useful", "ask"]);
  equal(end("draw", "tell", "recommend"), ["pretty", "draw"]);
  equal(end("ask", "sign"), ["disputed", "ask", "sign"]);
});
