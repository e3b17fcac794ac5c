/**
 * Playing a branching scenario: (scenario, state, decision) ▶ state. No clock, no store, no chance.
 */

/** @typedef {"kept" | "exceeded" | "unused"} Mandate */

/** @typedef {{id: string, name: string, start: number}} Gauge */

/**
 * @typedef {object} Choice
 * @property {string} id
 * @property {string} text
 * @property {string} result what happens at once
 * @property {string} why who was entitled to decide
 * @property {Mandate} mandate
 * @property {string} goto the next scene, or "end"
 * @property {Record<string, number>} effects by how much it moves each gauge
 */

/**
 * @typedef {object} Scene
 * @property {string} id
 * @property {number} month counted from 1
 * @property {string} title
 * @property {Record<"fr" | "en", string>} names the title in both languages, for the learning record
 * @property {string} role who the player is here
 * @property {string} facing who faces the player: a name of `course/people.toml`; "" for nobody
 * @property {string} text
 * @property {Choice[]} choices
 */

/**
 * @typedef {object} Ending
 * @property {string} id
 * @property {string} title
 * @property {string} text
 * @property {string} why
 * @property {string[]} hangsOn gauges; decisions that moved these are listed
 * @property {Record<string, number[]>} when for a gauge, the lowest and the highest value
 * @property {string[]} decided decisions ("scene/choice") of which one at least was taken
 */

/**
 * A scenario in one language.
 * @typedef {object} Scenario
 * @property {string} id
 * @property {string} title
 * @property {Record<"fr" | "en", string>} names the title in both languages, for the learning record
 * @property {string} intro
 * @property {number} months
 * @property {string} start
 * @property {Gauge[]} gauges
 * @property {Scene[]} scenes
 * @property {Ending[]} endings
 */

/** @typedef {{scene: Scene, choice: Choice, moved: Record<string, number>}} Decision */

/**
 * @typedef {object} State
 * @property {string} scene the scene to decide in; "end" when it is over
 * @property {Record<string, number>} gauges 0 to 100
 * @property {Decision[]} decisions those taken so far, in order
 */

export const END = "end";
const LEAST = 0;
const MOST = 100;

/** A decision that the scenario does not offer there. */
export class NoSuchDecision extends Error {}

/** @param {Scenario} scenario @param {string} name @returns {Scene} */
export function sceneOf(scenario, name) {
  const scene = scenario.scenes.find((each) => each.id === name);
  if (!scene) throw new NoSuchDecision(`${scenario.id} has no scene ${name}`);
  return scene;
}

/** The state before the first decision. @param {Scenario} scenario @returns {State} */
export function begin(scenario) {
  const gauges = Object.fromEntries(scenario.gauges.map((each) => [each.id, each.start]));
  return { scene: scenario.start, gauges, decisions: [] };
}

/**
 * The state after a decision.
 * @param {Scenario} scenario
 * @param {State} state
 * @param {string} choice
 * @returns {State}
 * @throws {NoSuchDecision} the play is over, or its scene has no such choice
 */
export function decide(scenario, state, choice) {
  if (state.scene === END) throw new NoSuchDecision(`${scenario.id} is over`);
  const scene = sceneOf(scenario, state.scene);
  const taken = scene.choices.find((each) => each.id === choice);
  if (!taken) throw new NoSuchDecision(`scene ${scene.id} has no choice ${choice}`);
  /** @type {Record<string, number>} */
  const gauges = {};
  /** @type {Record<string, number>} */
  const moved = {};
  for (const [name, value] of Object.entries(state.gauges)) {
    gauges[name] = Math.min(MOST, Math.max(LEAST, value + (taken.effects[name] ?? 0)));
    if (gauges[name] !== value) moved[name] = gauges[name] - value;
  }
  const decisions = [...state.decisions, { scene, choice: taken, moved }];
  return { scene: taken.goto, gauges, decisions };
}

/**
 * The state after decisions taken earlier, each a scene and a choice.
 * @param {Scenario} scenario
 * @param {Iterable<[string, string]>} choices
 * @throws {NoSuchDecision} they do not fit the scenario as it now is
 */
export function replay(scenario, choices) {
  let state = begin(scenario);
  for (const [scene, choice] of choices) {
    if (scene !== state.scene) throw new NoSuchDecision(`the play is at ${state.scene}`);
    state = decide(scenario, state, choice);
  }
  return state;
}

/**
 * The scene and choice of each decision, in order: what is kept of a play.
 * @param {State} state
 * @returns {[string, string][]}
 */
export function decisionsOf(state) {
  return state.decisions.map(({ scene, choice }) => [scene.id, choice.id]);
}

/** The state before the last decision. @param {Scenario} scenario @param {State} state */
export function goBack(scenario, state) {
  return replay(scenario, decisionsOf(state).slice(0, -1));
}

/**
 * The ending that a play has come to; null while it goes on.
 * @param {Scenario} scenario
 * @param {State} state
 * @returns {Ending | null}
 */
export function endingOf(scenario, state) {
  if (state.scene !== END) return null;
  return scenario.endings.find((ending) => isMet(ending, state)) ?? null;
}

/**
 * The decisions that made this ending, in the order taken: those that it names, and those that
 * moved a gauge it hangs on.
 * @param {Ending} ending
 * @param {State} state
 */
export function decisionsBehind(ending, state) {
  return state.decisions.filter(({ scene, choice, moved }) =>
    ending.decided.includes(`${scene.id}/${choice.id}`) ||
    Object.keys(moved).some((name) => ending.hangsOn.includes(name))
  );
}

/** @param {Ending} ending @param {State} state */
function isMet(ending, state) {
  const within = Object.entries(ending.when).every(([name, [low, high]]) =>
    low <= state.gauges[name] && state.gauges[name] <= high
  );
  const taken = state.decisions.map(({ scene, choice }) => `${scene.id}/${choice.id}`);
  return within && (!ending.decided.length || ending.decided.some((each) => taken.includes(each)));
}
