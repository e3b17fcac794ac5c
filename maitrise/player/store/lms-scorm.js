/**
 * An LMS that is talked to by SCORM 1.2 or 2004: what it kept, and what it is sent.
 */

import { findApi, NAMES, Scorm } from "./lms-api.js";
import { interactionOf } from "./lms-interaction.js";

/** @typedef {import("../lms-standing.js").Standing} Standing */
/** @typedef {import("./lms-line.js").Platform} Platform */
/** @typedef {import("./lms-line.js").Report} Report */
/** @typedef {import("./lms-line.js").Part} Part */
/** @typedef {"scorm12" | "scorm2004"} Version */

/** What each version calls things, and how much it keeps. */
const ELEMENTS = {
  scorm12: {
    rooms: [4096],
    status: "cmi.core.lesson_status",
    mode: "cmi.core.lesson_mode",
    place: "cmi.core.lesson_location",
    pass: "cmi.student_data.mastery_score",
    score: "cmi.core.score",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
  },
  // The fourth edition keeps 64,000 characters, the second 4,000.
  scorm2004: {
    rooms: [64000, 4000],
    status: "cmi.completion_status",
    mode: "cmi.mode",
    place: "cmi.location",
    pass: "cmi.scaled_passing_score",
    score: "cmi.score",
    exit: "cmi.exit",
    time: "cmi.session_time",
  },
};
/** @type {Version[]} */
const VERSIONS = ["scorm12", "scorm2004"];
const STATE = "cmi.suspend_data";
const STATUS = /^(passed|completed|failed|incomplete|browsed|not attempted|unknown)$/;

/**
 * @param {Version} version
 * @param {Window} from
 * @returns {Platform | null} null where no LMS is there, or it does not begin
 */
export function scormPlatform(version, from) {
  // Some open a package of the one version and have the calls of the other only (wagtail-lms).
  const spoken = [version, ...VERSIONS].find((each) => findApi(NAMES[each], from));
  if (!spoken) return null;
  const scorm = new Scorm(findApi(NAMES[spoken], from), NAMES[spoken]);
  // One that has begun already, for another window or a page before this one, answers all the same.
  if (!scorm.initialize() && !STATUS.test(scorm.get(ELEMENTS[spoken].status))) return null;
  return new ScormPlatform(scorm, spoken);
}

/** @implements {Platform} */
class ScormPlatform {
  documents = null;
  isOver = false;
  learner = "";
  returnTo = "";
  /** @type {Map<string, number>} where each question's answer stands in this visit */
  #places = new Map();
  #hasAllAnswers = true;

  /**
   * @param {Scorm} scorm
   * @param {Version} version
   */
  constructor(scorm, version) {
    this.scorm = scorm;
    this.version = version;
    this.names = ELEMENTS[version];
    const mode = scorm.get(this.names.mode);
    // Where an LMS says nothing of it, it means the usual one.
    this.isKept = mode !== "browse" && mode !== "review";
    this.text = scorm.get(STATE);
    this.before = version === "scorm12" ? standing12(scorm) : standing2004(scorm);
    const pass = parseFloat(scorm.get(this.names.pass)) * (version === "scorm12" ? 1 : 100);
    this.pass = pass >= 0 && pass <= 100 ? pass : null;
    this.rooms = [...this.names.rooms];
    this.count = parseInt(scorm.get("cmi.interactions._count"), 10) || 0;
  }

  /** @param {Report} report @returns {Part[]} */
  send(report) {
    const { scorm, names, version } = this;
    const sendStatus = version === "scorm12" ? sendStatus12 : sendStatus2004;
    const time = version === "scorm12" ? clock(report.seconds) : duration(report.seconds);
    /** @type {[Part, boolean][]} in the order in which they are set */
    const parts = [
      ["state", this.#sendState(report)],
      ["score", this.#sendScore(report.standing)],
      ["status", sendStatus(scorm, report)],
      ["time", scorm.set(names.time, time)],
      ["answers", this.#sendAnswers(report)],
    ];
    // For those who read it; the state has it.
    if (report.place) scorm.set(names.place, report.place.slice(0, 255));
    scorm.set(names.exit, "suspend"); // else what is kept does not come back
    if (!scorm.commit()) return ["state", "status"];
    return parts.filter(([, isTaken]) => !isTaken).map(([part]) => part);
  }

  /** @param {Report} report @param {boolean} goesOn */
  leave(report, goesOn) {
    if (this.isKept) this.send(report);
    if (!goesOn) this.scorm.finish();
  }

  /** @param {Report} report @returns {boolean} */
  #sendState(report) {
    if (this.scorm.set(STATE, report.pack(this.rooms[0]))) return true;
    if (this.rooms.length === 1) return false;
    this.rooms.shift(); // an older edition keeps less
    return this.scorm.set(STATE, report.pack(this.rooms[0]));
  }

  /** @param {Standing} standing @returns {boolean} */
  #sendScore({ score }) {
    if (score === null) return true;
    const scaled = this.version === "scorm2004" ? { scaled: String(score / 100) } : {};
    return Object.entries({ min: "0", max: "100", raw: String(score), ...scaled }).every((
      [name, value],
    ) => this.scorm.set(`${this.names.score}.${name}`, value));
  }

  /** @param {Report} report @returns {boolean} whether all were taken so far */
  #sendAnswers({ answered, lesson }) {
    for (const statement of answered) {
      const interaction = interactionOf(statement, lesson.questions, this.version);
      if (interaction && !this.#sendInteraction(interaction.fields)) this.#hasAllAnswers = false;
    }
    return this.#hasAllAnswers;
  }

  /** @param {Record<string, string> & { id: string }} fields @returns {boolean} */
  #sendInteraction(fields) {
    const { id } = fields;
    const place = this.#places.get(id) ?? this.count;
    // Whatever one of them comes to, the others are sent.
    const taken = Object.entries(fields).map(([field, value]) =>
      this.scorm.set(`cmi.interactions.${place}.${field}`, value)
    );
    // One that was taken in part stands there all the same.
    if (!this.#places.has(id) && this.scorm.wasSet(`cmi.interactions.${place}.id`)) {
      this.#places.set(id, place);
      this.count += 1;
    }
    return taken.every(Boolean);
  }
}

/** @param {Scorm} scorm @param {Report} report */
function sendStatus12(scorm, { standing }) {
  const status = standing.success || (standing.complete ? "completed" : "incomplete");
  return scorm.set(ELEMENTS.scorm12.status, status);
}

/** @param {Scorm} scorm @param {Report} report */
function sendStatus2004(scorm, { standing, progress }) {
  const { complete, success } = standing;
  scorm.set("cmi.progress_measure", String(complete ? 1 : Math.round(progress * 100) / 100));
  const isCompletionTaken = scorm.set(
    ELEMENTS.scorm2004.status,
    complete ? "completed" : "incomplete",
  );
  return isCompletionTaken && (!success || scorm.set("cmi.success_status", success));
}

/** @param {Scorm} scorm @returns {Standing} */
function standing12(scorm) {
  const status = scorm.get(ELEMENTS.scorm12.status);
  const isJudged = status === "passed" || status === "failed";
  return {
    complete: isJudged || status === "completed",
    success: isJudged ? status : "",
    score: scoreOf(scorm.get("cmi.core.score.raw")),
  };
}

/** @param {Scorm} scorm @returns {Standing} */
function standing2004(scorm) {
  const success = scorm.get("cmi.success_status");
  return {
    complete: scorm.get(ELEMENTS.scorm2004.status) === "completed",
    success: success === "passed" || success === "failed" ? success : "",
    score: scoreOf(scorm.get("cmi.score.raw")),
  };
}

/** @param {string} written */
function scoreOf(written) {
  const score = parseFloat(written);
  return score >= 0 && score <= 100 ? score : null;
}

/** A length of time as SCORM 1.2 writes it. @param {number} seconds */
export function clock(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(Math.floor(seconds % 60))}`;
}

/** A length of time as ISO 8601 writes it. @param {number} seconds */
export function duration(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `PT${hours}H${minutes}M${Math.floor(seconds % 60)}S`;
}
