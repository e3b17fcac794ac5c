/**
 * What goes to an LMS, and when.
 *
 * An LMS may take seconds to take something, and the page stands still meanwhile: by SCORM that is one
 * call, in the page's own thread. What has changed is gathered and sent once nobody has touched the page
 * for a while, the longer the slower this LMS has been; and at once when the page is hidden or left. One
 * that makes the page stand still is not sent anything while somebody is at work, but for the moment in
 * which another step was opened, which is then to be read.
 */

import { better } from "../lms-standing.js";
import { documentsOf, stateOf } from "./lms-documents.js";
import { pack, unpack } from "./lms-pack.js";

/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("../lms-standing.js").Standing} Standing */
/** @typedef {import("./lms-pack.js").Lesson} Lesson */

/** What an LMS is sent, part by part. @typedef {"state" | "status" | "score" | "time" | "answers"} Part */

/**
 * @typedef {object} Report
 * @property {(room: number) => string} pack the state as a text
 * @property {Record<string, unknown>} documents the state as it is
 * @property {string} place where one is
 * @property {Standing} standing the best so far
 * @property {number} progress from 0 to 1
 * @property {number} seconds of this visit while the page was in sight
 * @property {Statement[]} answered since the last report; given once
 * @property {Lesson} lesson
 */

/**
 * An LMS, whatever way it is talked to.
 * @typedef {object} Platform
 * @property {boolean} isKept whether it records this visit: not where it shows the lesson only
 * @property {boolean} isOver whether this visit is over for it: it takes nothing more
 * @property {string} text the packed state that it kept; "" for none
 * @property {Record<string, unknown> | null} documents the state, where it is kept as it is
 * @property {Standing} before how the learner stood
 * @property {number | null} pass its own pass mark, percent
 * @property {string} learner a pseudonym, where it gives one
 * @property {string} returnTo the address to go back to; "" where it gives none
 * @property {(report: Report, isHidden: boolean) => Part[] | Promise<Part[]>} send gives what it did
 *   not take
 * @property {(report: Report, goesOn: boolean) => void} leave sends what is left, and that the visit
 *   is over unless it goes on: the page is loaded anew
 */

/**
 * @typedef {object} AtWork
 * @property {"none" | "over" | "reading" | "recording"} way whether there is an LMS, and whether it
 *   records
 * @property {Part[]} refused what it did not take the last time
 * @property {("documents" | "place" | "answers")[]} left what had no room
 */

const [FIRST, SOON, LATEST, MOST] = [1000, 400, 15_000, 60_000]; // ms
const FELT = 100; // ms for which a page may stand still
const PAINTED = 50; // ms after which a step that was opened is on the screen
const PATIENT = 4; // times what the LMS took the last time

export class LmsLine {
  /** @type {Statement[]} */
  #answered = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #pause = FIRST;
  #isSlow = false;
  #since = 0;
  #isLeft = false;
  #isSending = false;
  #hasChanged = false;
  #shownSince = Date.now();
  seconds = 0;
  /** @type {Record<string, unknown>} */
  documents = {};
  /** @type {AtWork} */
  atWork;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {() => { standing: Standing, progress: number, place: string }} set by the page */
  progress = () => ({ standing: this.best, progress: 0, place: "" });

  /**
   * @param {Platform | null} platform
   * @param {Lesson & { name: string, language: string }} lesson
   * @param {{ seconds?: number, isOver?: boolean }} [before] what is known of this visit: how long it
   *   was before the page was loaded anew, or that it is over
   */
  constructor(platform, lesson, { seconds = 0, isOver = false } = {}) {
    this.platform = platform;
    this.lesson = lesson;
    this.seconds = seconds;
    /** @type {AtWork} */
    this.atWork = { way: wayOf(platform, isOver), refused: [], left: [] };
    /** @type {Standing} */
    this.best = platform?.before ?? { complete: false, success: "", score: null };
    /** what became of the state that the LMS kept */
    this.back = { isDamaged: false, isChanged: false, lost: 0 };
  }

  /** What the LMS kept, as documents. @returns {Map<string, unknown>} */
  open() {
    const { platform, lesson } = this;
    if (!platform) return new Map();
    if (platform.documents) return new Map(Object.entries(platform.documents));
    const read = platform.text ? unpack(platform.text, lesson) : null;
    this.back.isDamaged = platform.text !== "" && (read === null || read.isCut);
    if (!read) return new Map();
    this.back.isChanged = read.isChanged;
    this.back.lost = read.lost;
    this.best = better(this.best, read.state.standing);
    return documentsOf(read.state, lesson);
  }

  /**
   * Something has changed.
   * @param {Record<string, unknown>} documents all that there are
   * @param {Statement[]} [answered]
   */
  changed(documents, answered = []) {
    this.documents = documents;
    this.#answered.push(...answered);
    this.#hasChanged = true;
    this.again();
  }

  /** Send what has changed, once the page is left alone for a while. */
  again() {
    if (this.atWork.way !== "recording" || this.#isLeft || !this.#hasChanged) return;
    const now = Date.now();
    this.#since ||= now;
    clearTimeout(this.#timer);
    const most = this.#isSlow ? Infinity : Math.max(0, this.#since + MOST - now);
    this.#timer = setTimeout(() => this.send(), Math.min(this.#pause, most));
  }

  /** Another step was opened. */
  turned() {
    if (!this.#isSlow || !this.#since || Date.now() - this.#since < MOST) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), PAINTED);
  }

  /** @param {boolean} [isHidden] whether the page is out of sight, and may not come back */
  async send(isHidden = false) {
    clearTimeout(this.#timer);
    const { platform } = this;
    if (!platform || this.atWork.way !== "recording" || this.#isLeft || !this.#hasChanged) return;
    if (this.#isSending && !isHidden) return this.again();
    this.#isSending = true;
    this.#hasChanged = false;
    this.#since = 0;
    const began = performance.now();
    const report = this.#report();
    const sent = platform.send(report, isHidden);
    this.#isSlow = performance.now() - began > FELT;
    const refused = sent instanceof Promise ? await sent : sent;
    const took = performance.now() - began;
    this.#pause = Math.min(LATEST, Math.max(SOON, PATIENT * took));
    this.#isSending = false;
    this.#answered = this.#answered.filter((each) => !report.answered.includes(each));
    this.atWork = { ...this.atWork, refused };
    this.#listeners.forEach((listener) => listener());
  }

  /** The page goes, and the visit with it unless it goes on. @param {boolean} goesOn */
  leave(goesOn) {
    if (this.#isLeft) return;
    clearTimeout(this.#timer);
    this.#isLeft = true;
    if (this.atWork.way !== "over") this.platform?.leave(this.#report(), goesOn);
  }

  /** Count time only while the page is in sight. @param {boolean} isShown */
  shown(isShown) {
    this.#count();
    this.#shownSince = isShown ? Date.now() : 0;
    if (!isShown) this.send(true);
  }

  /** @param {() => void} listener called once something was sent */
  watch(listener) {
    this.#listeners.add(listener);
  }

  #count() {
    const now = Date.now();
    if (this.#shownSince) this.seconds += (now - this.#shownSince) / 1000;
    this.#shownSince = this.#shownSince && now;
  }

  /** @returns {Report} */
  #report() {
    this.#count();
    const { standing, progress, place } = this.progress();
    this.best = better(this.best, standing);
    const { lesson } = this;
    return {
      pack: (room) => {
        const { text, left } = pack(stateOf(this.documents, lesson, this.best), lesson, room);
        this.atWork = { ...this.atWork, left };
        return text;
      },
      documents: this.documents,
      place,
      standing: this.best,
      progress,
      seconds: this.seconds,
      answered: [...this.#answered],
      lesson,
    };
  }
}

/** @param {Platform | null} platform @param {boolean} isOver @returns {AtWork["way"]} */
function wayOf(platform, isOver) {
  if (platform ? platform.isOver : isOver) return "over";
  if (!platform) return "none";
  return platform.isKept ? "recording" : "reading";
}
