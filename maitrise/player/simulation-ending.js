/**
 * The debrief of a play: how it ended, why, and the decisions that led there. Classes are told in
 * `simulation.js`.
 */

import { button, make, rich } from "./dom.js";
import { decisionsBehind } from "./scenario.js";
import { heading, line, movedWords, stamp } from "./simulation-parts.js";

/**
 * @typedef {import("./types.js").Say} Say
 * @typedef {import("./scenario.js").Decision} Decision
 * @typedef {import("./scenario.js").Ending} Ending
 * @typedef {import("./scenario.js").Gauge} Gauge
 * @typedef {import("./scenario.js").Scenario} Scenario
 * @typedef {import("./scenario.js").State} State
 */

/**
 * @param {Say} say
 * @param {Scenario} scenario
 * @param {State} state
 * @param {Ending} ending
 * @param {{found: number, begin: () => void}} again
 */
export function endStage(say, scenario, state, ending, again) {
  const behind = decisionsBehind(ending, state);
  const others = state.decisions.filter((each) => !behind.includes(each));
  const number = state.decisions.length;
  /** @param {import("./scenario.js").Mandate} mandate */
  const count = (mandate) =>
    state.decisions.filter(({ choice }) => choice.mandate === mandate).length;
  const mandates = { kept: count("kept"), exceeded: count("exceeded"), unused: count("unused") };
  /** @param {Decision[]} decisions */
  const list = (decisions) =>
    make(
      "ol",
      { class: "maitrise-debrief" },
      ...decisions.map((each) => debriefed(say, scenario.gauges, each, ending)),
    );
  return make(
    "div",
    { class: "maitrise-scene" },
    make("p", { class: "maitrise-kicker" }, say("scenario.over", { number })),
    heading(ending.title),
    make("p", { class: "maitrise-lead" }, rich(ending.text)),
    line(say("scenario.why-this-end"), ending.why),
    make("p", {}, say("scenario.mandates", { number, ...mandates })),
    make("p", { class: "maitrise-headline" }, say("scenario.behind")),
    list(behind),
    others.length > 0 &&
      make(
        "details",
        {},
        make("summary", {}, say("scenario.other-decisions")),
        list(others),
      ),
    make(
      "p",
      { class: "maitrise-how" },
      say("scenario.found", { found: again.found, total: scenario.endings.length }),
    ),
    make(
      "div",
      { class: "maitrise-actions" },
      button(say("scenario.play-again"), again.begin, { main: true }),
    ),
  );
}

/** @param {Say} say @param {Gauge[]} gauges @param {Decision} decision @param {Ending} ending */
function debriefed(say, gauges, { scene, choice, moved }, ending) {
  const weighed = ending.hangsOn.filter((name) => name in moved);
  const effect = movedWords(say, gauges, moved, weighed.length ? weighed : undefined);
  return make(
    "li",
    {},
    make("p", { class: "maitrise-headline" }, scene.title),
    make("p", {}, rich(choice.text)),
    make("p", {}, stamp(say, choice.mandate)),
    effect && make("p", {}, effect),
    make("p", { class: "maitrise-how" }, rich(choice.why)),
  );
}
