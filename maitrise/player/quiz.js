/**
 * A quiz: questions shown together, and what came of them.
 *
 * A quiz that tells at the end has one button for all of its questions; it says first how many are
 * still blank.
 *
 * Classes: `maitrise-quiz-questions` around all; `maitrise maitrise-quiz` what stands under the
 * questions (`data-finished`), with `maitrise-quiz-progress`, `maitrise-notice`, `maitrise-actions`
 * and `maitrise-result` (`maitrise-headline`, a table of competencies, advice).
 */

import { shortNumber } from "../kinds/points.js";
import { score } from "../kinds/scoring.js";
import { badge, button, make } from "./dom.js";
import { namedPlace, naming } from "./named-place.js";
import { outcome, SETTLED } from "./outcome.js";
import { question } from "./question.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Quiz} Quiz */
/** @typedef {import("./types.js").Question} Question */

/**
 * @param {Page} page
 * @param {string} id
 * @returns {HTMLElement}
 */
export function quiz(page, id) {
  const found = page.data.quizzes?.[id];
  if (!found) throw new Error(`This page has no quiz "${id}".`);
  const checks = found.reasons === "each";
  return make(
    "div",
    { class: "maitrise-quiz-questions" },
    ...found.questions.map((name) => question(page, name, { checks })),
    quizResult(page, id),
  );
}

/**
 * What came of a quiz, without its questions.
 * @param {Page} page
 * @param {string} id
 * @returns {HTMLElement}
 */
export function quizResult(page, id) {
  const found = page.data.quizzes?.[id];
  if (!found) throw new Error(`This page has no quiz "${id}".`);
  return new QuizCard(page, found).element;
}

class QuizCard {
  #asksAboutBlanks = false;

  /**
   * @param {Page} page
   * @param {Quiz} quiz
   */
  constructor(page, quiz) {
    this.page = page;
    this.quiz = quiz;
    const { say } = page;
    this.words = make("p", { class: "maitrise-quiz-progress" });
    this.blanks = make("p", { class: "maitrise-notice", role: "status" });
    this.notice = make("p", { class: "maitrise-notice", role: "status" });
    this.result = namedPlace("maitrise-result");
    this.buttons = {
      finish: button(say("quiz.finish"), () => this.#finish(), { main: true }),
      anyway: button(say("quiz.anyway"), () => this.#finish(), { main: true }),
      back: button(say("quiz.back"), () => this.#back()),
      again: button(say("quiz.again"), () => this.#again()),
    };
    this.element = make(
      "section",
      { class: "maitrise maitrise-quiz", "aria-label": quiz.title },
      this.words,
      this.blanks,
      this.result,
      make("div", { class: "maitrise-actions" }, ...Object.values(this.buttons)),
      this.notice,
    );
    page.session.watch(() => this.#show());
    page.session.watchKept(() => {
      if (page.session.where()) this.notice.textContent = ""; // what was told is past
    });
    this.#show();
  }

  get #tellsAtTheEnd() {
    return this.quiz.reasons === "end";
  }

  /** @returns {Question[]} */
  get #questions() {
    return this.quiz.questions.map((
      name,
    ) => /** @type {Question} */ (this.page.data.questions?.[name]));
  }

  get #blank() {
    return this.quiz.questions.filter((name) => this.page.session.answer(name) === null);
  }

  get #checked() {
    return this.quiz.questions.filter((name) => this.page.session.entry(name).checked);
  }

  get #isFinished() {
    return this.#tellsAtTheEnd
      ? this.#checked.length > 0
      : this.#checked.length === this.quiz.questions.length;
  }

  // --- What a click does --------------------------------------------------------------------

  /** @returns {Promise<void>} */
  async #finish() {
    if (this.#blank.length && !this.#asksAboutBlanks) {
      this.#asksAboutBlanks = true;
      this.#show();
      this.buttons.back.focus();
      return;
    }
    const { session } = this.page;
    const given = this.quiz.questions.filter((name) => session.answer(name) !== null);
    if (!given.length) {
      this.#back();
      return;
    }
    const kept = session.checkAll(given.map((name) => [name, session.entry(name).value]));
    this.result.focus();
    this.notice.textContent = (await kept).notice;
  }

  #back() {
    this.#asksAboutBlanks = false;
    this.#show();
    this.buttons.finish.focus();
  }

  /** @returns {Promise<void>} */
  async #again() {
    this.#asksAboutBlanks = false;
    const { session } = this.page;
    const kept = this.quiz.questions.map((name) => session.put(name, null));
    const first = this.element.parentElement?.querySelector(".maitrise-question");
    /** @type {HTMLElement | null | undefined} */ (first?.querySelector(
      "input, select, textarea, button",
    ))
      ?.focus();
    this.notice.textContent = (await Promise.all(kept)).at(-1)?.notice ?? "";
  }

  // --- What is shown ------------------------------------------------------------------------

  #show() {
    const { say } = this.page;
    const total = this.quiz.questions.length;
    const isFinished = this.#isFinished;
    const asks = this.#asksAboutBlanks && !isFinished;
    const done = this.#tellsAtTheEnd ? total - this.#blank.length : this.#checked.length;
    this.words.textContent = say("quiz.so-far", { done, total });
    this.words.hidden = isFinished;
    this.blanks.textContent = asks ? say("quiz.blanks", { count: this.#blank.length }) : "";
    const { finish, anyway, back, again } = this.buttons;
    finish.hidden = !this.#tellsAtTheEnd || isFinished || asks;
    anyway.hidden = back.hidden = !asks;
    again.hidden = !isFinished;
    this.element.dataset.finished = String(isFinished);
    this.result.hidden = !isFinished;
    this.result.replaceChildren(...(isFinished ? this.#results() : []));
  }

  #results() {
    const { say, language, data } = this.page;
    const marks = this.#questions.map(({ asked, key }) => {
      if (!key) throw new Error(`The question "${asked.id}" of a quiz has no key.`);
      return { asked, ...score({ asked, key }, this.page.session.answer(asked.id)) };
    });
    const reached = marks.reduce((sum, { points }) => sum + points, 0);
    const maximum = marks.reduce((sum, mark) => sum + mark.maximum, 0);
    const shares = sharesOf(marks);
    const rows = [...shares].sort(([one], [other]) => (one < other ? -1 : 1)).map(
      ([name, share]) => {
        const verdict = outcome(share);
        return make(
          "tr",
          {},
          make("th", { scope: "row" }, data.competencies?.[name]?.name ?? name),
          make("td", {}, badge(verdict, say(`quiz.outcome.${verdict}`))),
        );
      },
    );
    const heads = [say("quiz.competency"), say("quiz.outcome")];
    return [
      make("h3", { id: naming(this.result).id }, say("quiz.result")),
      make(
        "p",
        { class: "maitrise-headline" },
        say("quiz.reached", {
          points: shortNumber(reached, language),
          maximum: shortNumber(maximum, language),
          count: reached,
        }),
      ),
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head))),
        ),
        make("tbody", {}, ...rows),
      ),
      make("p", { class: "maitrise-headline" }, say("quiz.next")),
      make("ul", {}, ...this.#advice(shares).map((item) => make("li", {}, item))),
    ];
  }

  /**
   * Where to go next: the lessons that treat what is not yet there.
   * @param {Map<string, number>} shares
   */
  #advice(shares) {
    const { say, data } = this.page;
    const wanting = [...shares].filter(([, share]) => share < SETTLED).map(([name]) => name);
    if (!wanting.length) return [say("quiz.nothing-wanting")];
    const wanted = new Set(wanting.flatMap((name) => data.competencies?.[name]?.lessons ?? []));
    return (data.lessons ?? []).filter(({ id }) => wanted.has(id) && id !== data.page)
      .map(({ title, href }) => {
        const advice = say("quiz.advice", { lesson: title });
        return href ? make("a", { href }, advice) : advice;
      });
  }
}

/**
 * The mean share of the points by competency.
 * @param {{ asked: Question["asked"], points: number, maximum: number }[]} marks
 * @returns {Map<string, number>}
 */
function sharesOf(marks) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const { asked, points, maximum } of marks) {
    found.set(asked.competency, [...(found.get(asked.competency) ?? []), points / maximum]);
  }
  return new Map(
    [...found].map(([name, shares]) => [
      name,
      shares.reduce((sum, share) => sum + share, 0) / shares.length,
    ]),
  );
}
