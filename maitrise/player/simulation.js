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
import { badge, button, fresh, make, rich } from "./dom.js";
import {
  begin,
  decide,
  decisionsBehind,
  END,
  endingOf,
  goBack,
  NoSuchDecision,
  sceneOf,
} from "./scenario.js";
import { kept, readProgress, takeUp } from "./scenario-progress.js";
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

/** @type {Record<import("./scenario.js").Mandate, Verdict>} */
const VERDICTS = { kept: "right", exceeded: "wrong", unused: "partly" };
const LETTERS = "ABCDEFGH";
/** @type {[number, string][]} from which value on a gauge is called what */
const LEVELS = [[75, "strong"], [50, "sound"], [25, "fragile"], [0, "critical"]];

/** @type {import("./types.js").View} */
export function simulation(page, name) {
  const { say, store, session } = page;
  /** @type {Drawn} */
  const scenario = callData(page, "simulation", name);
  const document = `scenarios/${scenario.id}`;
  let state = begin(scenario);
  /** @type {string[]} */
  let endings = [];
  /** @type {"scene" | "told" | "end"} */
  let phase = "scene";
  let isNew = true; // whether the next decision begins a play

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

  /** Keep where the play is. @param {State} next */
  async function keep(next) {
    try {
      await store.update(document, (current) => {
        const known = readProgress(scenario.id, current)?.endings ?? [];
        const all = [...known, ...endings.filter((each) => !known.includes(each))];
        const document = kept(scenario, next, all);
        endings = document.endings;
        return document;
      });
      return "";
    } catch (error) {
      return storeWords(say, error, "scenario.not-kept");
    }
  }
  /** @param {string} choice */
  async function take(choice) {
    const after = decide(scenario, state, choice);
    const taken = after.decisions.at(-1);
    if (!taken) return;
    state = after;
    phase = "told";
    const statements = recorded(taken);
    isNew = false;
    show({ focus: true });
    const told = [await keep(after), (await session.record(statements)).notice];
    notice.textContent = told.find(Boolean) ?? "";
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
  function goOn() {
    phase = state.scene === END ? "end" : "scene";
    show({ focus: true });
  }
  async function undo() {
    state = goBack(scenario, state);
    phase = "scene";
    show({ focus: true });
    notice.textContent = await keep(state);
  }
  async function beginAgain() {
    state = begin(scenario);
    phase = "scene";
    isNew = true;
    show({ focus: true });
    notice.textContent = await keep(state);
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
      return { found: endings.length, begin: beginAgain };
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
      const found = takeUp(scenario, await store.load(document));
      ({ state, endings } = found);
      isNew = state.decisions.length === 0;
      phase = state.scene === END ? "end" : "scene";
      show();
      if (found.fault) {
        await store.setAside(document, found.fault === "damaged" ? "damaged" : "before");
        notice.textContent = say(`scenario.${found.fault}`);
      } else if (state.decisions.length) notice.textContent = say("scenario.resumed");
    } catch (error) {
      if (error instanceof NoSuchDecision) throw error;
      notice.textContent = storeWords(say, error, "scenario.not-read");
    }
  }

  show();
  open();
  store.watch((changed) => {
    if ((changed === document && phase !== "told") || changed === "erased") open();
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

// --- Parts ---------------------------------------------------------------------------------------

/** A title that the keyboard is put on: a screen reader reads it, Tab goes on from there. @param {string} text */
function heading(text) {
  return make("p", { class: "maitrise-scene-title", tabindex: "-1" }, rich(text));
}

/** @param {string} label @param {string} text */
function line(label, text) {
  return make("p", {}, make("strong", {}, `${label} `), rich(text));
}

/** @param {Say} say @param {import("./scenario.js").Mandate} mandate */
function stamp(say, mandate) {
  const sign = badge(VERDICTS[mandate], say(`scenario.mandate.${mandate}`));
  return make("span", { class: "maitrise-stamp", "data-mandate": mandate }, sign);
}

/** @param {Say} say @param {number} months @param {number} now 0 when all is over */
function monthsLine(say, months, now) {
  return Array.from({ length: months }, (_, place) => {
    const number = place + 1;
    const spoken = make("span", { class: "maitrise-spoken" }, `${say("scenario.month")} `);
    return make("li", { "aria-current": number === now && "step" }, spoken, String(number));
  });
}

/** @param {Say} say @param {Gauge} gauge @param {number} value @param {number} change */
function meter(say, gauge, value, change) {
  const id = fresh("gauge");
  const level = LEVELS.find(([least]) => value >= least)?.[1] ?? "critical";
  const words = say("scenario.value", { value, level: say(`scenario.level.${level}`) });
  const fill = make("span", { class: "maitrise-meter-fill" });
  fill.style.width = `${value}%`;
  const way = change > 0 ? "up" : "down";
  const signed = `${change > 0 ? "+" : "−"}${Math.abs(change)}`;
  return make(
    "div",
    { "data-gauge": gauge.id },
    make("dt", { id }, gauge.name),
    make(
      "dd",
      {},
      make("span", { class: "maitrise-meter-value" }, words),
      change !== 0 &&
        make(
          "span",
          { class: "maitrise-meter-change", "data-way": way },
          make("span", { "aria-hidden": "true" }, ` ${signed}`),
          make("span", { class: "maitrise-spoken" }, `, ${changeWords(say, change)}`),
        ),
      make(
        "span",
        {
          class: "maitrise-meter",
          role: "meter",
          "aria-labelledby": id,
          "aria-valuemin": 0,
          "aria-valuemax": 100,
          "aria-valuenow": value,
          "aria-valuetext": words,
        },
        fill,
      ),
    ),
  );
}

/** @param {Say} say @param {number} by */
function changeWords(say, by) {
  return say(`scenario.${by > 0 ? "up" : "down"}`, { by: Math.abs(by) });
}

/**
 * What a decision did to the gauges, in words; "" when nothing moved.
 * @param {Say} say
 * @param {Gauge[]} gauges
 * @param {Record<string, number>} moved
 * @param {string[]} [only] gauges to tell of
 */
function movedWords(say, gauges, moved, only) {
  return gauges.filter(({ id }) => id in moved && (!only || only.includes(id)))
    .map(({ id, name }) => `${name} ${changeWords(say, moved[id])}`)
    .join(", ");
}

/**
 * @param {Say} say
 * @param {Drawn} scenario
 * @param {State} state
 * @param {Ending} ending
 * @param {{found: number, begin: () => void}} again
 */
function endStage(say, scenario, state, ending, again) {
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
    make("p", {}, stamp(say, choice.mandate), effect && ` · ${effect}`),
    make("p", { class: "maitrise-how" }, rich(choice.why)),
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
