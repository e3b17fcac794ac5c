/**
 * One question on the page: stem, controls, hints, check, verdict, reasons, and what became of the
 * answer.
 */

import { AnswerError } from "../kinds/answer.js";
import { BODIES } from "../kinds/bodies.js";
import { NumberError } from "../kinds/numeral.js";
import { fromField, readAnswer, score, typed } from "../kinds/scoring.js";
import { make, rich } from "./dom.js";
import { questionButtons } from "./question-buttons.js";
import { questionFrame } from "./question-frame.js";
import { verdictPlaces } from "./question-verdict.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Key} Key */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./question-frame.js").Above} Above */

/**
 * @param {Page} page
 * @param {string} id
 * @param {{ checks?: boolean, above?: Above }} [how] `checks`: whether the learner may ask for the
 *   verdict; in a test that tells at the end, not before. `above`: what stands over the question in
 *   place of its kind and difficulty
 * @returns {HTMLElement}
 */
export function question(page, id, { checks = true, above } = {}) {
  const found = page.data.questions?.[id];
  if (!found) throw new Error(`This page has no question "${id}".`);
  return new QuestionCard(page, found, checks && found.key !== null, above).element;
}

class QuestionCard {
  /** @type {unknown} what the controls show; a number that cannot be read stays as it was typed */
  #value = null;
  /** @type {unknown} the entry that is shown */
  #shown;
  #hints = 0;
  #isSolved = false;
  #showsAll = false;
  /** counts what was sent to be stored: only the last outcome is told */
  #sent = 0;
  /** what the last outcome had to tell */
  #trouble = "";

  /**
   * @param {Page} page
   * @param {Question} question
   * @param {boolean} checks
   * @param {Above} [above]
   */
  constructor(page, question, checks, above) {
    this.page = page;
    this.question = question;
    this.checks = checks;
    const { say, language } = page;
    const { asked } = question;
    this.controls = BODIES[asked.kind](asked, {
      say,
      language,
      change: (/** @type {unknown} */ value) => this.#change(value),
      check: () => this.#check(),
    });
    this.places = verdictPlaces(page, asked);
    this.kept = make("span", { class: "maitrise-kept", role: "status" });
    this.hints = make("ol", { class: "maitrise-hints", "aria-live": "polite" });
    this.notice = make("p", { class: "maitrise-notice", role: "alert", hidden: true });
    this.buttons = questionButtons(say, {
      hint: () => this.#hint(),
      again: () => this.#again(),
      all: () => this.#toggleAll(),
      solution: () => this.#solve(),
    });
    this.element = questionFrame(page, asked, this, {
      above,
      submitted: (event) => this.#submitted(event),
    });
    page.session.watch((anew) => this.#refresh(anew));
    const stop = page.session.watchKept(() => {
      if (this.element.isConnected) this.#showKept();
      else stop();
    });
    this.#show();
  }

  // --- What a click does --------------------------------------------------------------------

  /** @param {unknown} value */
  #change(value) {
    this.#tell("");
    this.kept.textContent = "";
    const read = this.#read(value);
    if (read !== undefined) this.#keep(this.page.session.put(this.question.asked.id, read));
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    if (this.checks && this.element.dataset.phase === "open") this.#check();
  }

  #check() {
    const read = this.#read(this.#value);
    if (read === undefined) return;
    if (readAnswer(this.question.asked, read) === null) return this.#wrong("question.nothing-yet");
    this.#tell("");
    this.#keep(this.page.session.check(this.question.asked.id, read));
    this.places.verdict.focus(); // the reasons follow in reading order
  }

  #hint() {
    this.#hints += 1;
    const { key } = this.question;
    this.#showOpen(key); // the controls stay as they are: what cannot be read yet is not kept
    this.#showHints(key?.hints ?? []);
    if (!this.buttons.hint.hidden) return;
    if (this.checks) this.buttons.check.focus();
    else this.controls.first()?.focus();
  }

  #again() {
    this.#isSolved = this.#showsAll = false;
    const { id } = this.question.asked;
    this.#keep(this.page.session.put(id, this.page.session.entry(id).value));
    this.controls.first()?.focus();
  }

  #solve() {
    this.#isSolved = true;
    this.#show();
    this.places.solution.focus();
  }

  #toggleAll() {
    this.#showsAll = !this.#showsAll;
    this.#show();
  }

  /**
   * A value as the sheet keeps it: what was typed is read first. Undefined when it cannot be read,
   * which is told.
   * @param {unknown} value
   */
  #read(value) {
    this.#value = value;
    try {
      const { asked } = this.question;
      const read = fromField(asked, value, this.page.language);
      readAnswer(asked, read);
      return read;
    } catch (error) {
      const { say } = this.page;
      if (error instanceof NumberError) {
        this.#tell(say(error.key, { written: error.written }), "wrong");
      } else if (error instanceof AnswerError) this.#wrong("question.not-understood");
      else throw error;
    }
  }

  /** @param {Promise<Outcome>} outcome */
  async #keep(outcome) {
    this.#sent += 1;
    const own = this.#sent;
    const { saved, where, notice } = await outcome;
    if (own !== this.#sent) return; // a newer one is on its way
    this.#showWhere(where, saved);
    this.#trouble = notice;
    if (notice) this.#tell(notice, "wrong");
  }

  // --- What is shown ------------------------------------------------------------------------

  /** @param {string} where @param {boolean} saved */
  #showWhere(where, saved) {
    const isAnswered = this.page.session.answer(this.question.asked.id) !== null;
    const words = isAnswered ? where : "";
    if (this.kept.textContent !== words) this.kept.textContent = words;
    this.kept.dataset.state = !saved || this.page.store.status().waiting ? "waiting" : "saved";
  }

  /** What had waited, or failed, is kept by now. */
  #showKept() {
    const where = this.page.session.where();
    if (!where) return;
    const hadFailed = this.#trouble !== "" && this.notice.textContent === this.#trouble;
    if (hadFailed) this.#tell("");
    const isWaiting = this.kept.textContent && this.kept.dataset.state === "waiting";
    if (hadFailed || isWaiting) this.#showWhere(where, true);
    this.#trouble = "";
  }

  /** @param {boolean} anew whether all questions may stand otherwise */
  #refresh(anew) {
    const entry = this.page.session.entry(this.question.asked.id);
    if (entry === this.#shown) return;
    if (!entry.checked && (anew || entry.value === null)) {
      this.#hints = 0;
      this.#isSolved = this.#showsAll = false;
      this.kept.textContent = "";
    }
    this.#show();
  }

  #show() {
    const { session, language } = this.page;
    const { asked, key } = this.question;
    const entry = session.entry(asked.id);
    const answer = session.answer(asked.id);
    this.#shown = entry;
    this.#value = answer === null ? null : entry.value;
    this.controls.show(this.#value, typed(asked, answer, language));
    const checked = key !== null && entry.checked && answer !== null;
    this.element.dataset.phase = checked ? "checked" : "open";
    if (checked) this.#showChecked(answer, key);
    else this.#showOpen(key);
    this.#showHints(checked ? [] : key?.hints ?? []);
  }

  /** @param {Key | null} key */
  #showOpen(key) {
    this.element.dataset.verdict = "";
    this.controls.mark(null);
    this.places.hide();
    const { check, hint, again, all, solution } = this.buttons;
    check.hidden = !this.checks;
    hint.hidden = this.#hints >= (key?.hints.length ?? 0);
    again.hidden = all.hidden = solution.hidden = true;
  }

  /** @param {Answer} answer @param {Key} key */
  #showChecked(answer, key) {
    const { say } = this.page;
    const mark = score({ asked: this.question.asked, key }, answer);
    const solvedOnDemand = Boolean(this.controls.solvedOnDemand);
    const parts = this.places.show(key, {
      mark,
      isSolved: this.#isSolved,
      solvedOnDemand,
      countsLines: Boolean(this.controls.countsLines),
    });
    this.element.dataset.verdict = mark.verdict;
    this.controls.mark({ parts, key, all: this.#showsAll });
    const { check, hint, again, all, solution } = this.buttons;
    check.hidden = hint.hidden = true;
    again.hidden = !this.checks;
    solution.hidden = !solvedOnDemand || mark.verdict === "right" || this.#isSolved;
    all.hidden = !this.controls.hasOthers;
    all.textContent = say(this.#showsAll ? "picks.fewer" : "picks.others");
    all.setAttribute("aria-expanded", String(this.#showsAll));
  }

  /** @param {string[]} texts */
  #showHints(texts) {
    const { say } = this.page;
    const shown = texts.slice(0, this.#hints);
    if (shown.length < this.hints.children.length) this.hints.replaceChildren();
    for (const text of shown.slice(this.hints.children.length)) {
      this.hints.append(make("li", {}, rich(text)));
    }
    this.hints.hidden = !shown.length;
    this.buttons.hint.textContent = say(shown.length ? "question.next-hint" : "question.hint");
  }

  /** @param {string} words @param {"" | "wrong"} [verdict] */
  #tell(words, verdict = "") {
    this.notice.hidden = !words;
    this.notice.dataset.verdict = verdict;
    if (this.notice.textContent !== words) this.notice.textContent = words;
  }

  /** @param {string} key */
  #wrong(key) {
    this.#tell(this.page.say(key), "wrong");
  }
}
