/**
 * The last step of a lesson: a line a question, with what came of it and the way back to it.
 */

import { hashOf } from "./address.js";
import { badge, make, plain, stem } from "./dom.js";
import { SUMMARY, unnumbered } from "./outline.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Verdict} Verdict */
/** @typedef {import("./outline.js").Step} Step */

const WORDS = {
  right: "steps.summary.right",
  partly: "steps.summary.partly",
  wrong: "steps.summary.wrong",
  blank: "steps.summary.blank",
  "to mark": "steps.summary.blank",
};

/**
 * @param {Page} page
 * @param {Step[]} steps
 */
export function summary(page, steps) {
  const { say, session, data } = page;
  const count = make("p", { class: "summary-count", role: "status" });
  const list = make("ul", { class: "summary-list" });
  const element = make(
    "section",
    { class: "step summary", id: SUMMARY, "data-cell": SUMMARY },
    make("h2", { class: "step-title", tabindex: "-1" }, say("steps.summary")),
    make("div", { class: "screen" }, count, list, make("p", {}, say("steps.summary.kept"))),
  );

  function show() {
    /** @type {Verdict[]} */
    const verdicts = [];
    const lines = steps.flatMap((step) =>
      step.screens.flatMap((questions, screen) =>
        questions.map((id) => {
          const verdict = session.verdict(id);
          verdicts.push(verdict);
          return line(step, screen, id, verdict);
        })
      )
    );
    const of = (/** @type {Verdict} */ verdict) =>
      verdicts.filter((each) => each === verdict).length;
    const [right, partly] = [of("right"), of("partly")];
    const left = verdicts.length - right - partly;
    count.textContent = say("steps.summary.count", { right, partly, left });
    list.replaceChildren(...lines);
  }

  /** @param {Step} step @param {number} screen @param {string} id @param {Verdict} verdict */
  function line(step, screen, id, verdict) {
    const prompt = data.questions?.[id]?.asked.prompt ?? id;
    const asked = stem(prompt).querySelector(".maitrise-ask")?.textContent ?? plain(prompt);
    return make(
      "li",
      {},
      make(
        "a",
        { href: hashOf(step.id, screen) },
        badge(verdict, say(WORDS[verdict])),
        make("span", {}, asked),
        make("span", { class: "soft" }, unnumbered(step.title)),
      ),
    );
  }

  return { element, show };
}
