/**
 * The card of one question: what stands in it, and in which order.
 *
 * Classes: `maitrise maitrise-question` the card, with `data-question`, `data-kind`, `data-phase`
 * (open, checked) and `data-verdict`; in it, in this order:
 * `maitrise-kicker` (kind, `maitrise-difficulty`, `maitrise-kept` with `data-state` saved or
 * waiting), `maitrise-convention`, `maitrise-fields` (a fieldset with `maitrise-stem`, the
 * `maitrise-verdict` with its `maitrise-headline` and `maitrise-points`, and the kind's controls),
 * `maitrise-hints`, `maitrise-notice` (`data-verdict` wrong where something is to be done),
 * `maitrise-brief` (what the question teaches), `maitrise-solution` with `maitrise-headline`,
 * `maitrise-actions` (buttons: `maitrise-check`, `maitrise-hint`, `maitrise-again`, `maitrise-all`,
 * `maitrise-solve`). What kinds show is told in `maitrise/kinds/<kind>/view.js` and
 * `maitrise/kinds/marks.js`.
 */

import { fresh, make, rich, stem } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Asked} Asked */

/** @typedef {{ kind: string, difficulty: string }} Above what stands over a question, in words */

/**
 * @typedef {object} Parts
 * @property {{ element: HTMLElement }} controls of the kind
 * @property {ReturnType<typeof import("./question-verdict.js").verdictPlaces>} places
 * @property {HTMLElement} kept
 * @property {HTMLElement} hints
 * @property {HTMLElement} notice
 * @property {ReturnType<typeof import("./question-buttons.js").questionButtons>} buttons
 */

/**
 * @param {Page} page
 * @param {Asked} asked
 * @param {Parts} parts
 * @param {{ above?: Above, submitted: (event: Event) => void }} how `above` stands in place of the
 *   question's kind and difficulty
 * @returns {HTMLElement}
 */
export function questionFrame({ say }, asked, parts, { above, submitted }) {
  const { controls, places, kept, hints, notice, buttons } = parts;
  const name = fresh("stem");
  const form = make(
    "form",
    { novalidate: true, onsubmit: submitted },
    make(
      "fieldset",
      { class: "maitrise-fields", "aria-describedby": asked.convention && `${name}-convention` },
      make("legend", { class: "maitrise-stem", id: name }, stem(asked.prompt)),
      places.verdict,
      controls.element,
    ),
    hints,
    notice,
    places.brief,
    places.solution,
    make("div", { class: "maitrise-actions" }, ...Object.values(buttons)),
  );
  return make(
    "section",
    {
      class: "maitrise maitrise-question",
      "data-question": asked.id,
      "data-kind": asked.kind,
    },
    make(
      "p",
      { class: "maitrise-kicker" },
      make("span", {}, above?.kind ?? say(`kind.${asked.kind}`)),
      make(
        "span",
        { class: "maitrise-difficulty" },
        above?.difficulty ?? say(`difficulty.${asked.difficulty}`),
      ),
      kept,
    ),
    asked.convention && convention(asked.convention, `${name}-convention`, say),
    form,
  );
}

/**
 * @param {string} text
 * @param {string} id
 * @param {import("./types.js").Say} say
 */
function convention(text, id, say) {
  const label = make("strong", {}, say("question.convention"), " ");
  return make("p", { class: "maitrise-convention", id }, label, rich(text));
}
