/**
 * The two views of a case on a narrow screen: its questions, or its documents. Each keeps its place.
 *
 * Classes: `case-views`.
 */

import { button, make } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./case-session.js").CaseAtWork} CaseAtWork */
/** @typedef {"questions" | "documents"} CaseView */

/**
 * @param {Page} page
 * @param {number} count of documents
 * @param {(view: CaseView) => void} changed
 */
export function caseViews(page, count, changed) {
  const { say } = page;
  const atWork = /** @type {CaseAtWork} */ (page.case);
  const buttons = {
    questions: button("", () => show("questions")),
    documents: button(say("case.documents-count", { count }), () => show("documents")),
  };
  const element = make(
    "div",
    { class: "case-views", role: "group", "aria-label": say("case.views") },
    buttons.questions,
    buttons.documents,
  );
  const places = { questions: 0, documents: 0 };
  /** @type {CaseView} */
  let current = "questions";

  /** @param {CaseView} view */
  function show(view) {
    const isOther = view !== current;
    if (isOther) places[current] = globalThis.scrollY;
    current = view;
    changed(view);
    buttons.questions.setAttribute("aria-pressed", String(view === "questions"));
    buttons.documents.setAttribute("aria-pressed", String(view === "documents"));
    // On a wide screen both are there, and the switch is not.
    if (isOther && element.offsetParent) scrollTo({ top: places[view] });
  }
  function count_() {
    const total = atWork.asked.size;
    buttons.questions.textContent = say("case.questions-count", {
      done: total - atWork.blank().length,
      total,
    });
  }
  atWork.watch(count_);
  count_();
  return { element, show };
}
