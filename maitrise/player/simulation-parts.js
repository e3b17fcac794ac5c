/**
 * What a scene and its debrief are made of: titles, months, gauges, stamps. Classes are told in
 * `simulation.js`.
 */

import { badge, fresh, make, rich } from "./dom.js";

/**
 * @typedef {import("./types.js").Say} Say
 * @typedef {import("./types.js").Verdict} Verdict
 * @typedef {import("./scenario.js").Gauge} Gauge
 * @typedef {import("./scenario.js").Mandate} Mandate
 */

/** @type {Record<Mandate, Verdict>} */
export const VERDICTS = { kept: "right", exceeded: "wrong", unused: "partly" };
/** @type {[number, string][]} from which value on a gauge is called what */
const LEVELS = [[75, "strong"], [50, "sound"], [25, "fragile"], [0, "critical"]];

/** A title that the keyboard is put on: a screen reader reads it, Tab goes on from there. @param {string} text */
export function heading(text) {
  return make("p", { class: "maitrise-scene-title", tabindex: "-1" }, rich(text));
}

/** @param {string} label @param {string} text */
export function line(label, text) {
  return make("p", {}, make("strong", {}, `${label} `), rich(text));
}

/** @param {Say} say @param {Mandate} mandate */
export function stamp(say, mandate) {
  const sign = badge(VERDICTS[mandate], say(`scenario.mandate.${mandate}`));
  return make("span", { class: "maitrise-stamp", "data-mandate": mandate }, sign);
}

/** @param {Say} say @param {number} months @param {number} now 0 when all is over */
export function monthsLine(say, months, now) {
  return Array.from({ length: months }, (_, place) => {
    const number = place + 1;
    const spoken = make("span", { class: "maitrise-spoken" }, `${say("scenario.month")} `);
    return make("li", { "aria-current": number === now && "step" }, spoken, String(number));
  });
}

/** @param {Say} say @param {Gauge} gauge @param {number} value @param {number} change */
export function meter(say, gauge, value, change) {
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
export function movedWords(say, gauges, moved, only) {
  return gauges.filter(({ id }) => id in moved && (!only || only.includes(id)))
    .map(({ id, name }) => `${name} ${changeWords(say, moved[id])}`)
    .join(", ");
}
