/**
 * An LMS that is talked to by cmi5: statements to its learning record store, the state beside them.
 *
 * In the order of the profile: the token, what the launch says, the learner's preferences,
 * `initialized`, the answers, `completed` and `passed` once each, and as the last `failed`, where the
 * visit came to that, and `terminated`.
 *
 * Of one launch the profile wants one `initialized`, as the first, and nothing after `terminated`. So a
 * page that is loaded anew goes on without the one; and where the other was sent already, it sends
 * nothing more, and says so.
 */

import { isTable } from "../../kinds/answer.js";
import { uuid } from "../random.js";
import { sha256 } from "../sha256.js";
import { ask, post, readState, STATE, writeState } from "./lms-record-store.js";
import { duration } from "./lms-scorm.js";
import { noteVisit, visitOf } from "./lms-visit.js";

/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("../lms-standing.js").Standing} Standing */
/** @typedef {import("./lms-line.js").Platform} Platform */
/** @typedef {import("./lms-line.js").Report} Report */
/** @typedef {import("./lms-line.js").Part} Part */
/** @typedef {import("./lms-record-store.js").Launch} Launch */

const VERBS = "http://adlnet.gov/expapi/verbs/";
const PROFILE = "https://w3id.org/xapi/cmi5/context/";

/**
 * @param {URL} address of the page, with what the LMS has put there
 * @param {string} visit the name of the visit
 * @returns {Promise<Platform | null>} null where no LMS has launched it, or it does not answer
 */
export async function cmi5Platform(address, visit) {
  try {
    const launch = await launchOf(address, visit);
    return launch && await begin(launch, visit);
  } catch (error) {
    console.error(error);
    return null;
  }
}

/** @param {URL} address @param {string} visit @returns {Promise<Launch | null>} */
async function launchOf({ searchParams: given }, visit) {
  const wanted = ["endpoint", "fetch", "actor", "registration", "activityId"];
  const [endpoint, fetching, actor, registration, activity] = wanted.map((name) => given.get(name));
  if (!endpoint || !fetching || !actor || !registration || !activity) return null;
  const token = visitOf(visit).token ?? await tokenFrom(fetching);
  noteVisit(visit, { token }); // the address that gives it answers once
  return {
    endpoint: endpoint.endsWith("/") ? endpoint : `${endpoint}/`,
    actor: JSON.parse(actor),
    registration,
    activity,
    token,
  };
}

/** @param {string} address */
async function tokenFrom(address) {
  const answer = await fetch(address, { method: "POST" });
  const token = (await answer.json())["auth-token"];
  if (!token) throw new Error("The LMS gave no token.");
  return String(token);
}

/** @param {Launch} launch @param {string} visit @returns {Promise<Platform>} */
async function begin(launch, visit) {
  const { isBegun, isOver, kept } = visitOf(visit);
  const said = await readState(launch, "LMS.LaunchData");
  await ask(launch, "GET", "agents/profile", {
    agent: JSON.stringify(launch.actor),
    profileId: "cmi5LearnerPreferences",
  }, [404]);
  // What was being sent when the page went may not have arrived yet.
  const state = kept ? JSON.parse(kept) : await readState(launch, STATE);
  const platform = new Cmi5Platform(launch, said ?? {}, isTable(state) ? state : {}, visit);
  platform.isOver = isOver === true;
  if (!isBegun) await platform.initialized();
  noteVisit(visit, { isBegun: true });
  return platform;
}

/** @implements {Platform} */
class Cmi5Platform {
  text = "";
  isOver = false;
  /** @type {Statement[]} that could not be sent yet */
  #waiting = [];

  /**
   * @param {Launch} launch
   * @param {Record<string, any>} said of the launch, by the LMS
   * @param {Record<string, unknown>} kept of the visits before
   * @param {string} visit the name of this one
   */
  constructor(launch, { contextTemplate, launchMode, masteryScore, returnURL }, kept, visit) {
    this.launch = launch;
    this.visit = visit;
    this.template = contextTemplate ?? {};
    this.mastery = typeof masteryScore === "number" ? masteryScore : null;
    this.isKept = (launchMode ?? "Normal") === "Normal";
    this.documents = isTable(kept.documents) ? kept.documents : null;
    this.before = standingOf(kept.standing);
    this.pass = this.mastery === null ? null : this.mastery * 100;
    this.learner = pseudonym(launch.actor);
    this.returnTo = /^https?:/.test(returnURL ?? "") ? returnURL : "";
    this.sent = new Set(Array.isArray(kept.sent) ? kept.sent.map(String) : []);
  }

  async initialized() {
    await post(this.launch, [this.#own("initialized")]);
  }

  /** @param {Report} report @param {boolean} isHidden @returns {Promise<Part[]>} */
  async send(report, isHidden) {
    const statements = this.#due(report);
    this.#waiting = statements;
    /** @type {Part[]} */
    const refused = [];
    try {
      await post(this.launch, statements, isHidden);
      this.#waiting = this.#waiting.filter((each) => !statements.includes(each));
    } catch {
      refused.push("answers", "status");
    }
    try {
      await writeState(this.launch, this.#stateText(report, this.#waiting), isHidden);
    } catch {
      refused.push("state");
    }
    return refused;
  }

  /** @param {Report} report @param {boolean} goesOn */
  leave(report, goesOn) {
    const statements = this.isKept ? this.#due(report) : [];
    const { standing: { success, score }, seconds } = report;
    if (this.isKept && success === "failed" && !goesOn) {
      statements.push(this.#judged("failed", score, seconds));
    }
    if (!goesOn) statements.push(this.#own("terminated", { duration: duration(seconds) }));
    post(this.launch, statements, true).catch(() => {}); // nobody is left to be told
    if (!this.isKept) return;
    const state = this.#stateText(report);
    writeState(this.launch, state, true).catch(() => {});
    if (goesOn) noteVisit(this.visit, { kept: state });
  }

  /** What is to be said now, each thing once. @param {Report} report @returns {Statement[]} */
  #due({ answered, standing: { complete, success, score }, seconds }) {
    const own = answered.filter(({ verb }) => verb.id === `${VERBS}answered`);
    const statements = [...this.#waiting, ...own.map((each) => this.#allowed(each))];
    if (complete && !this.sent.has("completed")) {
      const result = { completion: true, duration: duration(seconds) };
      statements.push(this.#own("completed", result));
    }
    if (success === "passed" && !this.sent.has("passed")) {
      statements.push(this.#judged("passed", score, seconds));
    }
    for (const { verb } of statements) this.sent.add(verb.id.slice(VERBS.length));
    return statements;
  }

  /** @param {"passed" | "failed"} name @param {number | null} score @param {number} seconds */
  #judged(name, score, seconds) {
    return this.#own(name, {
      success: name === "passed",
      duration: duration(seconds),
      ...(score === null ? {} : { score: { scaled: score / 100 } }),
    });
  }

  /**
   * A statement that the profile defines.
   * @param {"initialized" | "completed" | "passed" | "failed" | "terminated"} name
   * @param {Record<string, unknown>} [result]
   * @returns {Statement}
   */
  #own(name, result) {
    const moves = ["completed", "passed", "failed"].includes(name);
    const judges = name === "passed" || name === "failed";
    const category = (moves ? ["cmi5", "moveon"] : ["cmi5"]).map((each) => ({
      id: `${PROFILE}categories/${each}`,
    }));
    const mastery = judges && this.mastery !== null
      ? { [`${PROFILE}extensions/masteryscore`]: this.mastery }
      : {};
    return {
      id: uuid(),
      actor: this.launch.actor,
      verb: { id: VERBS + name, display: { en: name } },
      object: { objectType: "Activity", id: this.launch.activity },
      context: inContext(this.template, this.launch.registration, { category }, mastery),
      timestamp: new Date().toISOString(),
      ...(result ? { result } : {}),
    };
  }

  /** An answer, as the LMS's learner and visit. @param {Statement} statement @returns {Statement} */
  #allowed(statement) {
    const { contextActivities, language, platform } = statement.context;
    const { actor, registration } = this.launch;
    const context = inContext(this.template, registration, contextActivities ?? {}, {});
    return { ...statement, actor, context: { ...context, language, platform } };
  }

  /** @param {Report} report @param {Statement[]} [waiting] those that the LMS has not taken */
  #stateText({ documents, standing }, waiting = []) {
    const left = waiting.map(({ verb }) => verb.id.slice(VERBS.length));
    const sent = [...this.sent].filter((name) => !left.includes(name));
    return JSON.stringify({ format: 1, documents, standing, sent });
  }
}

/**
 * @param {unknown} kept
 * @returns {Standing}
 */
function standingOf(kept) {
  const { complete, success, score } = isTable(kept) ? kept : {};
  return {
    complete: complete === true,
    success: success === "passed" || success === "failed" ? success : "",
    score: typeof score === "number" && score >= 0 && score <= 100 ? score : null,
  };
}

/**
 * A context as the launch wants it, with what a statement adds.
 * @param {any} template
 * @param {string} registration
 * @param {Record<string, unknown[]>} activities
 * @param {Record<string, unknown>} extensions
 */
function inContext(template, registration, activities, extensions) {
  /** @type {Record<string, unknown[]>} */
  const given = { ...template.contextActivities };
  for (const [name, list] of Object.entries(activities)) {
    given[name] = [...[given[name] ?? []].flat(), ...list];
  }
  return {
    ...template,
    registration,
    contextActivities: given,
    extensions: { ...template.extensions, ...extensions },
  };
}

/** The same learner has the same pseudonym at each visit. @param {Record<string, unknown>} actor */
function pseudonym(actor) {
  const digest = [...sha256(JSON.stringify(actor)).slice(0, 6)];
  return `p-${digest.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
