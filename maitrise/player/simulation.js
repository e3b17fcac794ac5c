/**
 * A branching scenario: a scene and the person who faces you, a choice, what comes of it and whose
 * call it was, at last a debrief. One may go back on the choice just made.
 *
 * Classes: `maitrise-simulation`; `maitrise-months` (the current one has `aria-current`);
 * `maitrise-gauges` (a `dl`), `maitrise-meter` with `maitrise-meter-fill` (its width is the value),
 * `maitrise-meter-value`, `maitrise-meter-change` (`data-way` "up" or "down"); `maitrise-stage` with
 * `maitrise-picture` and `maitrise-scene`; `maitrise-scene-title`; `maitrise-choices` with
 * `maitrise-choice` and `maitrise-letter`; `maitrise-stamp` (`data-mandate` "kept", "exceeded",
 * "unused"); `maitrise-debrief`; `maitrise-sure` (a question before all is begun again);
 * `maitrise-spoken` (for a screen reader only).
 */

import { callData } from "./call-data.js";
import { button, fresh, make, rich } from "./dom.js";
import { begin, decide, END, endingOf, goBack, NoSuchDecision, sceneOf } from "./scenario.js";
import { scenarioKeeping } from "./scenario-keeping.js";
import { endStage } from "./simulation-ending.js";
import {
  heading,
  line,
  meter,
  monthsLine,
  movedWords,
  stamp,
  VERDICTS,
} from "./simulation-parts.js";
import { picture } from "./simulation-picture.js";
import { decided, played } from "./statement.js";
import { storeWords } from "./store-words.js";

/**
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("./types.js").Say} Say
 * @typedef {import("./types.js").Verdict} Verdict
 * @typedef {import("./scenario.js").Decision} Decision
 * @typedef {import("./scenario.js").Ending} Ending
 * @typedef {import("./scenario.js").Gauge} Gauge
 * @typedef {import("./scenario.js").Scene} Scene
 * @typedef {import("./scenario.js").State} State
 */
/**
 * @typedef {import("./scenario.js").Scenario & {
 *   people: Record<string, import("./people.js").Features>
 * }} Drawn
 */

const LETTERS = "ABCDEFGH";

/** @type {import("./types.js").View} */
export function simulation(page, name) {
  const { say, store, session } = page;
  /** @type {Drawn} */
  const scenario = callData(page, "simulation", name);
  const keeping = scenarioKeeping(store, scenario, say);
  let state = begin(scenario);
  /** @type {"scene" | "told" | "end"} */
  let phase = "scene";
  let isNew = true; // whether the next decision begins a play
  /** @type {import("./types.js").Statement[]} of a choice that one may still go back on */
  let pending = [];

  const title = fresh("simulation");
  const cast = make(
    "details",
    { class: "maitrise-how" },
    make("summary", {}, say("scenario.cast")),
    make("p", {}, rich(scenario.intro)),
  );
  const months = make("ol", { class: "maitrise-months", "aria-label": say("scenario.months") });
  const gauges = make("dl", { class: "maitrise-gauges", "aria-label": say("scenario.gauges") });
  const stage = make("div", { class: "maitrise-stage" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const restart = sure(say, () => state.decisions.length, () => beginAgain());

  /** What was decided is recorded once one can no longer go back on it. */
  async function record() {
    const statements = pending;
    pending = [];
    return statements.length ? (await session.record(statements)).notice : "";
  }
  /** @param {string} choice */
  async function take(choice) {
    const after = decide(scenario, state, choice);
    const taken = after.decisions.at(-1);
    if (!taken) return;
    state = after;
    phase = "told";
    pending = recorded(taken);
    show({ focus: true });
    notice.textContent = await keeping.keep(after);
  }
  /** A decision, after the beginning and before the ending of a play. @param {Decision} taken */
  function recorded({ scene, choice }) {
    const [moment, ending] = [session.moment(), endingOf(scenario, state)];
    const where = { scenario: scenario.id, scene: scene.id, title: scene.names };
    const decision = { choice: choice.id, mandate: choice.mandate };
    return [
      ...(isNew ? [played(moment, scenario.id, scenario.names)] : []),
      decided(moment, where, decision),
      ...(ending ? [played(moment, scenario.id, scenario.names, ending.id)] : []),
    ];
  }
  async function goOn() {
    phase = state.scene === END ? "end" : "scene";
    isNew = false;
    show({ focus: true });
    notice.textContent = await record();
  }
  async function undo() {
    pending = [];
    state = goBack(scenario, state);
    phase = "scene";
    show({ focus: true });
    notice.textContent = await keeping.keep(state);
  }
  async function beginAgain() {
    state = begin(scenario);
    phase = "scene";
    show({ focus: true });
    const told = [await keeping.keep(state), await record()];
    isNew = true;
    notice.textContent = told.find(Boolean) ?? "";
  }

  /** @param {{focus?: boolean}} [how] */
  function show({ focus = false } = {}) {
    const last = state.decisions.at(-1);
    const told = phase === "told" && last ? last : null;
    const ending = endingOf(scenario, state);
    cast.open = state.decisions.length === 0;
    const month = told?.scene.month ?? (ending ? 0 : sceneOf(scenario, state.scene).month);
    months.replaceChildren(...monthsLine(say, scenario.months, month));
    gauges.replaceChildren(
      ...scenario.gauges.map((each) =>
        meter(say, each, state.gauges[each.id], told?.moved[each.id] ?? 0)
      ),
    );
    notice.textContent = "";
    restart.close(state.decisions.length > 0 && phase !== "end");
    if (told) stage.replaceChildren(toldStage(told));
    else if (ending) stage.replaceChildren(endStage(say, scenario, state, ending, again()));
    else stage.replaceChildren(sceneStage(sceneOf(scenario, state.scene)));
    stage.dataset.phase = phase;
    if (focus) /** @type {HTMLElement | null} */ (stage.querySelector("[tabindex]"))?.focus();

    function again() {
      return { found: keeping.endings().length, begin: beginAgain };
    }
  }

  /** @param {Scene} scene */
  function sceneStage(scene) {
    const choices = scene.choices.map((choice, place) =>
      make(
        "li",
        {},
        make(
          "button",
          { type: "button", class: "maitrise-choice", onclick: () => take(choice.id) },
          make("span", { class: "maitrise-letter", "aria-hidden": "true" }, LETTERS[place]),
          make("span", {}, rich(choice.text)),
        ),
      )
    );
    return inScene(
      scene,
      make("p", { class: "maitrise-lead" }, rich(scene.text)),
      make("p", { class: "maitrise-stem" }, say("scenario.ask")),
      make("ol", { class: "maitrise-choices" }, ...choices),
    );
  }
  /** @param {Decision} decision */
  function toldStage({ scene, choice, moved }) {
    const over = state.scene === END;
    const effect = movedWords(say, scenario.gauges, moved) || say("scenario.unmoved");
    return inScene(
      scene,
      line(say("scenario.you-did"), choice.text),
      line(say("scenario.result"), choice.result),
      line(say("scenario.effect"), `${effect}.`),
      make(
        "div",
        { class: "maitrise-verdict", "data-verdict": VERDICTS[choice.mandate] },
        make("p", {}, stamp(say, choice.mandate)),
        line(say("scenario.why"), choice.why),
      ),
      make(
        "div",
        { class: "maitrise-actions" },
        button(say(over ? "scenario.see-the-end" : "scenario.go-on"), goOn, { main: true }),
        !over && button(say("scenario.back"), undo, { quiet: true }),
      ),
    );
  }
  /** @param {Scene} scene @param {...(Node | false)} parts */
  function inScene(scene, ...parts) {
    const number = state.decisions.length + (phase === "told" ? 0 : 1);
    const when = { month: scene.month, months: scenario.months, number };
    const features = scenario.people[scene.facing];
    const said = say("scenario.facing", { name: scene.facing });
    return make(
      "article",
      { class: "maitrise-scene-card" },
      features && picture(features, said),
      make(
        "div",
        { class: "maitrise-scene" },
        make("p", { class: "maitrise-kicker" }, say("scenario.when", when)),
        heading(scene.title),
        make("p", { class: "maitrise-how" }, rich(scene.role)),
        ...parts,
      ),
    );
  }

  async function open() {
    try {
      const found = await keeping.takeUp();
      const isAsShown = !state.decisions.length && !found.state.decisions.length;
      state = found.state;
      isNew = state.decisions.length === 0;
      phase = state.scene === END ? "end" : "scene";
      if (!isAsShown) show(); // a button that is just being pressed stays where it is
      if (found.fault) notice.textContent = say(`scenario.${found.fault}`);
      else if (state.decisions.length) notice.textContent = say("scenario.resumed");
    } catch (error) {
      if (error instanceof NoSuchDecision) throw error;
      notice.textContent = storeWords(say, error, "scenario.not-read");
    }
  }

  show();
  open();
  store.watch((changed) => {
    if (changed === "erased") pending = [];
    if ((changed === keeping.document && phase !== "told") || changed === "erased") open();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !pending.length) return;
    isNew = false;
    record();
  });
  return make(
    "section",
    { class: "maitrise maitrise-simulation", "aria-labelledby": title },
    make("p", { class: "maitrise-lab-title", id: title }, scenario.title),
    cast,
    make("div", { class: "maitrise-dashboard" }, months, gauges),
    stage,
    notice,
    restart.element,
  );
}

/**
 * Beginning again, which asks first.
 * @param {Say} say
 * @param {() => number} count how many decisions would go
 * @param {() => void} act
 */
function sure(say, count, act) {
  const start = button(say("scenario.restart"), () => {
    words.textContent = say("scenario.sure", { count: count() });
    question.hidden = false;
    start.hidden = true;
    no.focus();
  }, { quiet: true });
  const words = make("span", {});
  const no = button(say("scenario.no"), () => {
    close(true);
    start.focus();
  });
  const yes = button(say("scenario.yes"), act, { main: true });
  const question = make(
    "div",
    { class: "maitrise-sure", role: "group", "aria-label": say("scenario.restart"), hidden: true },
    words,
    yes,
    no,
  );
  /** @param {boolean} offered */
  function close(offered) {
    question.hidden = true;
    start.hidden = !offered;
  }
  const actions = make("div", { class: "maitrise-actions maitrise-restart" }, start);
  return { element: make("div", {}, actions, question), close };
}
