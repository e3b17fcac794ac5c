/**
 * What a question says once it was checked: how right the answer is, what the question teaches, and
 * the solution where it is asked for. Each stands in a place of its own.
 */

import { feedback, told } from "../kinds/feedback.js";
import { reasonLine } from "../kinds/marks.js";
import { keyLines } from "../kinds/scoring.js";
import { badge, make, rich } from "./dom.js";
import { namedPlace, naming } from "./named-place.js";

/** @typedef {import("./types.js").Asked} Asked */
/** @typedef {import("./types.js").Key} Key */
/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Page} Page */

/**
 * @typedef {object} Told
 * @property {Mark} mark
 * @property {boolean} isSolved whether the solution was asked for
 * @property {boolean} solvedOnDemand whether what the question teaches gives the solution away
 * @property {boolean} countsLines whether a verdict says how many lines are right
 */

/** The places of one question. @param {Page} page @param {Asked} asked */
export function verdictPlaces(page, asked) {
  const { say } = page;
  const verdict = namedPlace("maitrise-verdict");
  const brief = make("div", { class: "maitrise-brief", hidden: true });
  const solution = namedPlace("maitrise-solution");

  /** @param {ReturnType<typeof feedback>} said @param {Told} told */
  function showVerdict({ headline, points, reasons }, { mark, countsLines }) {
    verdict.hidden = false;
    verdict.dataset.verdict = mark.verdict;
    verdict.replaceChildren(
      make(
        "p",
        naming(verdict),
        badge(mark.verdict, headline),
        countsLines && mark.verdict === "partly" && ` ${linesRight(mark)}`,
        points && make("span", { class: "maitrise-points" }, ` ${points}`),
      ),
      // The headline has just said how right it is.
      ...reasons.map((part) =>
        part.label === headline ? make("p", {}, rich(part.reason)) : reasonLine(part)
      ),
    );
  }

  /** How many lines are right, in words. @param {Mark} mark */
  function linesRight({ reasons }) {
    const right = reasons.filter(({ verdict }) => verdict === "right").length;
    return say("question.lines", { right, total: reasons.length });
  }

  /** @param {string | null} text */
  function showBrief(text) {
    brief.hidden = !text;
    const words = make("strong", {}, say("question.in-short"), " ");
    brief.replaceChildren(...(text ? [make("p", {}, words, rich(text))] : []));
  }

  /** @param {string[]} lines @param {string | null} explanation */
  function showSolution(lines, explanation) {
    solution.hidden = !lines.length && !explanation;
    solution.replaceChildren(
      make("p", naming(solution), say("question.solution-is")),
      make("ul", {}, ...lines.map((line) => make("li", {}, rich(line)))),
      ...(explanation ? [make("p", {}, rich(explanation))] : []),
    );
  }

  return {
    verdict,
    brief,
    solution,
    hide() {
      for (const each of [verdict, brief, solution]) each.hidden = true;
    },
    /**
     * @param {Key} key
     * @param {Told} given
     * @returns {import("../kinds/types.js").Checked["parts"]} what is said beside each part
     */
    show(key, given) {
      const keyed = { asked, key };
      const { mark, isSolved, solvedOnDemand } = given;
      const { parts, ...whole } = feedback(keyed, mark, page);
      showVerdict({ parts, ...whole }, given);
      showBrief(mark.verdict === "right" || !solvedOnDemand ? key.explanation : null);
      solution.hidden = true;
      if (isSolved) showSolution(keyLines(keyed, told(mark), page), key.explanation);
      return parts;
    },
  };
}
