/**
 * Controls that have become marks: what was chosen stays legible, and the reason stands beside it.
 *
 * Classes: `maitrise-part` (where a reason stands), `maitrise-reason` (one, with `data-verdict`),
 * `maitrise-given` (what was chosen or written, after a check), `maitrise-was` (the sign of a radio
 * button or check box that it was; `maitrise-on` when it was chosen, `maitrise-square` for a box).
 */

import { badge, make, rich } from "./dom.js";

/** @typedef {import("./types.js").Part} Part */

/**
 * A verdict and the reason for it.
 * @param {Part} part
 * @param {"p" | "div"} [as]
 */
export function reasonLine({ verdict, label, reason }, as = "p") {
  return make(
    as,
    { class: "maitrise-reason", "data-verdict": verdict },
    badge(verdict, label),
    reason ? make("span", {}, " ", rich(reason)) : null,
  );
}

/**
 * Show a reason in its place, or none.
 * @param {HTMLElement} place
 * @param {Part | null | undefined} part
 */
export function showReason(place, part) {
  place.replaceChildren(...(part ? [reasonLine(part)] : []));
}

/**
 * The sign of a radio button or check box that stood here.
 * @param {{ on: boolean, square: boolean }} was
 */
export function wasControl({ on, square }) {
  const looks = ["maitrise-was", square && "maitrise-square", on && "maitrise-on"];
  return make("span", { class: looks.filter(Boolean).join(" "), "aria-hidden": "true" });
}

/**
 * How what may be picked stands after a check: what was picked, and what was expected, told; the
 * rest only where all is asked for.
 * @param {import("./types.js").Checked} checked
 * @param {string} id
 * @param {{ isPicked: boolean, several: boolean, say: import("./types.js").Say }} how
 * @returns {{ state: "right" | "wrong" | "expected" | "other", part: Part | null }}
 */
export function standing({ key, all }, id, { isPicked, several, say }) {
  const { right = [], reasons = {} } = /** @type {import("./picks.js").PicksKey} */ (key ?? {});
  const isRight = right.includes(id);
  const reason = reasons[id] ?? "";
  if (isPicked) {
    const label = say(isRight ? "verdict.right" : "picks.not-this");
    const verdict = isRight ? "right" : "wrong";
    return { state: verdict, part: { verdict, label, reason } };
  }
  if (isRight) {
    const label = say(several ? "picks.this-too" : "picks.expected");
    return { state: "expected", part: { verdict: "right", label, reason } };
  }
  const part = { verdict: /** @type {const} */ ("blank"), label: say("picks.why-not"), reason };
  return { state: "other", part: all ? part : null };
}
