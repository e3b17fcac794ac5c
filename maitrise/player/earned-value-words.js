/** What the earned-value lab shows of a project: its measures, its bars and its alert, in words. */

import { fixed, writeNumber } from "../kinds/numeral.js";
import * as value from "./earned-value.js";

/**
 * @typedef {import("./earned-value.js").Project} Project
 * @typedef {import("./earned-value.js").Assumption} Assumption
 * @typedef {import("./earned-value.js").Level} Level
 * @typedef {import("../kinds/numeral.js").Language} Language
 * @typedef {(key: string, values?: Record<string, unknown>) => string} Say
 */

/**
 * @typedef {object} Bar
 * @property {string} name
 * @property {string} value the number in words
 * @property {string} kind what it measures
 * @property {number} share of the scale, 0 to 1
 * @property {boolean} cut longer than the scale: its number tells the rest
 */

const FORMULAS = {
  cv: "EV − AC",
  sv: "EV − PV",
  cpi: "EV ÷ AC",
  spi: "EV ÷ PV",
  tcpi: "(BAC − EV) ÷ (BAC − AC)",
  etc: "EAC − AC",
  vac: "BAC − EAC",
};
/** @type {Record<Assumption, string>} */
const EAC_FORMULAS = {
  "one-off": "AC + BAC − EV",
  "efficiency-lasts": "BAC ÷ CPI",
  "both-drifts": "AC + (BAC − EV) ÷ (CPI × SPI)",
};
const WIDEST = 2.5; // times the budget: a bar longer than this is cut

/** @type {Record<Level, string>} */
const VERDICT_OF_LEVEL = {
  "on-track": "right",
  "watch": "partly",
  "alert": "wrong",
  "unmeasured": "blank",
};

/** What a PMO officer may do with the figures. */
export const ACTIONS = ["record", "manager", "committee", "rebaseline", "cut"];

/** @type {Record<Level, string>} */
const SOUND = {
  "on-track": "record",
  "watch": "manager",
  "alert": "committee",
  "unmeasured": "manager",
};
/** @type {Record<Level, string>} */
const DEFENSIBLE = {
  "on-track": "manager",
  "watch": "committee",
  "alert": "manager",
  "unmeasured": "record",
};

/**
 * A project in the words of one page.
 * @param {Project} project
 * @param {Language} language
 * @param {Say} say
 */
export function inWords(project, language, say) {
  /** Money, with one decimal only where it says something. @param {number | null} given */
  const amount = (given) => {
    if (given === null) return say("earned-value.nothing");
    const whole = Math.abs(given - Math.round(given)) < 0.05;
    return writeNumber(given, language, whole ? 0 : 1);
  };
  /** @param {number | null} given */
  const index = (given) =>
    given === null ? say("earned-value.nothing") : writeNumber(given, language, 2);
  /** @param {string} measure @param {Assumption} [assumption] */
  const name = (measure, assumption) =>
    say(
      `earned-value.name.${measure}`,
      assumption && { assumption: say(`earned-value.assumption.${assumption}`) },
    );

  return {
    measures: () => measures(project, { amount, index, name }, say),
    bars: () => bars(project, { amount, name }, say),
    summary: () => summary(project, amount, say),
    alert: () => alert(project, language, say),
  };
}

/**
 * Every measure: its name, its formula and its value.
 * @param {Project} project
 * @param {{amount: (given: number | null) => string, index: (given: number | null) => string,
 *   name: (measure: string, assumption?: Assumption) => string}} write
 * @param {Say} say
 * @returns {string[][]}
 */
function measures(project, { amount, index, name }, say) {
  const given = say("earned-value.given");
  const rows = [
    [name("bac"), given, amount(project.bac)],
    [name("pv"), given, amount(project.pv)],
    [name("ev"), given, amount(project.ev)],
    [name("ac"), given, amount(project.ac)],
    [name("cv"), FORMULAS.cv, amount(value.cv(project))],
    [name("sv"), FORMULAS.sv, amount(value.sv(project))],
    [name("cpi"), FORMULAS.cpi, index(value.cpi(project))],
    [name("spi"), FORMULAS.spi, index(value.spi(project))],
  ];
  for (const each of value.ASSUMPTIONS) {
    rows.push([name("eac", each), EAC_FORMULAS[each], amount(value.eac(project, each))]);
  }
  for (const each of value.ASSUMPTIONS) {
    rows.push([name("etc", each), FORMULAS.etc, amount(value.etc(project, each))]);
  }
  for (const each of value.ASSUMPTIONS) {
    rows.push([name("vac", each), FORMULAS.vac, amount(value.vac(project, each))]);
  }
  rows.push([name("tcpi"), FORMULAS.tcpi, index(value.tcpi(project))]);
  return rows;
}

/**
 * Where the project stands, and where it is heading, as shares of one scale.
 * @param {Project} project
 * @param {{amount: (given: number | null) => string,
 *   name: (measure: string, assumption?: Assumption) => string}} write
 * @param {Say} say
 * @returns {{groups: {name: string, bars: Bar[]}[], budget: number}}
 */
function bars(project, { amount, name }, say) {
  /** @type {[string, number | null, string][]} */
  const now = [
    [name("pv"), project.pv, "pv"],
    [name("ev"), project.ev, "ev"],
    [name("ac"), project.ac, "ac"],
  ];
  /** @type {[string, number | null, string][]} */
  const end = [[name("bac"), project.bac, "bac"]];
  for (const each of value.ASSUMPTIONS) {
    const supposed = say(`earned-value.assumption.${each}`);
    // The assumption alone, under a heading that says what it is one of.
    const title = supposed[0].toUpperCase() + supposed.slice(1);
    end.push([title, value.eac(project, each), "eac"]);
  }
  const lengths = [...now, ...end].map(([, length]) => length ?? 0);
  const longest = Math.max(...lengths);
  const scale = Math.min(Math.max(longest, project.bac * 1.15), project.bac * WIDEST);
  /** @param {[string, number | null, string][]} group */
  const drawn = (group) =>
    group.map(([title, length, kind]) => ({
      name: title,
      value: amount(length),
      kind,
      share: length === null ? 0 : Math.min(1, length / scale),
      cut: length !== null && length > scale,
    }));
  return {
    groups: [
      { name: say("earned-value.now"), bars: drawn(now) },
      { name: say("earned-value.end"), bars: drawn(end) },
    ],
    budget: project.bac / scale,
  };
}

/**
 * The bars in a sentence or two.
 * @param {Project} project
 * @param {(given: number | null) => string} amount
 * @param {Say} say
 */
function summary(project, amount, say) {
  const forecasts = value.ASSUMPTIONS.map((each) => value.eac(project, each))
    .filter((each) => each !== null);
  const words = {
    ev: amount(project.ev),
    pv: amount(project.pv),
    ac: amount(project.ac),
    bac: amount(project.bac),
    least: amount(Math.min(...forecasts)),
    most: amount(Math.max(...forecasts)),
  };
  const one = words.least === words.most;
  return say(one ? "earned-value.summary-one" : "earned-value.summary", words);
}

/**
 * How loudly to speak, and why.
 * @param {Project} project
 * @param {Language} language
 * @param {Say} say
 */
function alert(project, language, say) {
  const [cost, schedule, level] = [value.cpi(project), value.spi(project), value.level(project)];
  const lines = [];
  if (cost !== null) {
    const share = writeNumber(cost, language, 2);
    lines.push(say("earned-value.cost-words", { cpi: share, share }));
  }
  if (schedule !== null) {
    lines.push(
      say("earned-value.schedule-words", {
        spi: writeNumber(schedule, language, 2),
        share: fixed(schedule * 100, 0),
      }),
    );
  }
  lines.push(say(`earned-value.means.${level}`));
  return {
    level,
    verdict: VERDICT_OF_LEVEL[level],
    headline: say(`earned-value.level.${level}`),
    lines,
  };
}

/**
 * What to make of what the learner does with the figures.
 * @param {Project} project
 * @param {string} action one of `ACTIONS`
 * @param {Say} say
 */
export function judged(project, action, say) {
  const level = value.level(project);
  let verdict = "wrong";
  if (action === SOUND[level]) verdict = "right";
  else if (action === DEFENSIBLE[level]) verdict = "partly";
  const always = action === "rebaseline" || action === "cut";
  const key = always ? `earned-value.why.${action}` : `earned-value.why.${action}.${level}`;
  return { choice: action, verdict, label: say(`verdict.${verdict}`), reason: say(key) };
}
