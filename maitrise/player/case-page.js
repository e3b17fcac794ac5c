/**
 * The page of a case: documents on the left and questions on the right; on a narrow screen, one or
 * the other. Without a script the same stands in reading order.
 *
 * The page has `.case-part` for each section, with its questions' calls; what is looked up again
 * (an opening section, a table with its figure) is a `.case-document` with its name in `data-title`.
 *
 * Classes: `case-panes` (with `data-view`), `case-questions`, `case-open`.
 */

import { documentTabs } from "./case-documents.js";
import { caseNumbers, caseState } from "./case-state.js";
import { caseViews } from "./case-views.js";
import { button, make } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./case-session.js").CaseAtWork} CaseAtWork */

/**
 * Lay the page out, once its calls are in their places.
 * @param {Page} page
 * @param {HTMLElement} article
 */
export function arrangeCase(page, article) {
  const atWork = /** @type {CaseAtWork} */ (page.case);
  const documents = /** @type {HTMLElement[]} */ (
    [...article.querySelectorAll(".case-document")]
  );
  const questions = make("section", {
    class: "case-questions",
    "aria-label": page.say("case.questions"),
  });
  const lead = article.querySelector(".case-lead") ?? "";
  const above = make("div", {}, lead, caseState(page));
  if (!documents.length) {
    questions.append(caseNumbers(page), ...article.childNodes);
    article.replaceChildren(above, questions);
    atWork.show = (cell) => focusQuestion(article, cell);
    return;
  }
  const panes = make("div", { class: "case-panes" });
  const views = caseViews(page, documents.length, (view) => panes.dataset.view = view);
  const tabs = documentTabs(page, documents.map(titleOf));
  documents.forEach((each, at) => {
    addOpeners(page, each, () => {
      views.show("documents");
      tabs.select(at);
      tabs.panels[at].focus();
    });
  });
  documents.forEach((each, at) => tabs.panels[at].append(each));
  questions.append(caseNumbers(page), ...article.childNodes);
  panes.append(tabs.element, questions);
  article.replaceChildren(above, views.element, panes);
  atWork.show = (cell) => {
    views.show("questions");
    focusQuestion(article, cell);
  };
  // Whoever has not begun reads first what it is about.
  views.show(atWork.blank().length === atWork.asked.size ? "documents" : "questions");
}

/** @param {HTMLElement} document */
function titleOf(document) {
  return document.dataset.title ?? "";
}

/**
 * Each question of a section has a button for each document of that section.
 * @param {Page} page
 * @param {HTMLElement} document
 * @param {() => void} open
 */
function addOpeners({ say }, document, open) {
  const part = document.parentElement?.closest(".case-part");
  for (const question of part?.querySelectorAll('[data-call="case_question"]') ?? []) {
    const opener = button(say("case.open", { title: titleOf(document) }), open, { quiet: true });
    opener.classList.add("case-open");
    question.prepend(opener);
  }
}

/** @param {HTMLElement} article @param {string} cell */
function focusQuestion(article, cell) {
  const places = /** @type {NodeListOf<HTMLElement>} */ (
    article.querySelectorAll('[data-call="case_question"]')
  );
  const place = [...places].find((each) => JSON.parse(each.dataset.args ?? "[]")[0] === cell);
  if (!place) return;
  place.tabIndex = -1;
  place.scrollIntoView({ block: "start" });
  place.focus({ preventScroll: true });
}
