/**
 * An LMS that is talked to by cmi5: statements to its learning record store, the state beside them.
 *
 * In the order of the profile: the token, what the launch says, the learner's preferences,
 * `initialized`, the answers, `completed` and `passed` once each, and as the last `failed`, where the
 * visit came to that, and `terminated`.
 */

import { isTable } from "../../kinds/answer.js";
import { uuid } from "../random.js";
import { sha256 } from "../sha256.js";
import { duration } from "./lms-scorm.js";

/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("../lms-standing.js").Standing} Standing */
/** @typedef {import("./lms.js").Platform} Platform */
/** @typedef {import("./lms.js").Report} Report */
/** @typedef {import("./lms.js").Part} Part */

const VERBS = "http://adlnet.gov/expapi/verbs/";
/** @type {Record<string, string>} */
const CMI5_VERBS = Object.fromEntries(
  ["initialized", "completed", "passed", "failed", "terminated"].map((
    name,
  ) => [name, VERBS + name]),
);
const PROFILE = "https://w3id.org/xapi/cmi5/context/";
const STATE = "maitrise";
const TOKEN = "maitrise-cmi5/"; // of this tab: the address that gives it answers once
const MOST_KEPT_ALIVE = 60_000; // bytes that a page may still send while it is closed

/**
 * @typedef {object} Launch
 * @property {string} endpoint
 * @property {Record<string, any>} actor
 * @property {string} registration
 * @property {string} activity
 * @property {string} token
 */

/**
 * @param {URL} address of the page, with what the LMS has put there
 * @returns {Promise<Platform | null>} null where no LMS has launched it, or it does not answer
 */
export async function cmi5Platform(address) {
  try {
    const launch = await launchOf(address);
    return launch && await begin(launch);
  } catch (error) {
    console.error(error);
    return null;
  }
}

/** @param {URL} address @returns {Promise<Launch | null>} */
async function launchOf({ searchParams: given }) {
  const wanted = ["endpoint", "fetch", "actor", "registration", "activityId"];
  const [endpoint, fetching, actor, registration, activity] = wanted.map((name) => given.get(name));
  if (!endpoint || !fetching || !actor || !registration || !activity) return null;
  const token = await tokenFrom(fetching);
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
  const kept = read(TOKEN + address);
  if (kept) return kept;
  const answer = await fetch(address, { method: "POST" });
  const token = (await answer.json())["auth-token"];
  if (!token) throw new Error("The LMS gave no token.");
  try {
    sessionStorage.setItem(TOKEN + address, token);
  } catch {
    // The page works until it is loaded anew.
  }
  return String(token);
}

/** @param {string} name */
function read(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {Launch} launch @returns {Promise<Platform>} */
async function begin(launch) {
  const said = await readState(launch, "LMS.LaunchData");
  const { contextTemplate = {}, launchMode = "Normal", masteryScore, returnURL = "" } = said ?? {};
  await ask(launch, "GET", "agents/profile", {
    agent: JSON.stringify(launch.actor),
    profileId: "cmi5LearnerPreferences",
  }, [404]);
  const state = await readState(launch, STATE);
  const isKept = launchMode === "Normal";
  const kept = isTable(state) ? state : {};
  const sent = new Set(Array.isArray(kept.sent) ? kept.sent.map(String) : []);
  /** @type {Statement[]} that could not be sent yet */
  let waiting = [];

  /**
   * @param {keyof typeof CMI5_VERBS} name
   * @param {Record<string, unknown>} [result]
   * @returns {Statement}
   */
  function own(name, result) {
    const moves = ["completed", "passed", "failed"].includes(name);
    const categories = moves ? ["cmi5", "moveon"] : ["cmi5"];
    const judges = name === "passed" || name === "failed";
    const mastery = judges && typeof masteryScore === "number"
      ? { [`${PROFILE}extensions/masteryscore`]: masteryScore }
      : {};
    return {
      id: uuid(),
      actor: launch.actor,
      verb: { id: CMI5_VERBS[name], display: { en: name } },
      object: { objectType: "Activity", id: launch.activity },
      context: inContext(contextTemplate, launch.registration, {
        category: categories.map((each) => ({ id: `${PROFILE}categories/${each}` })),
      }, mastery),
      timestamp: new Date().toISOString(),
      ...(result ? { result } : {}),
    };
  }

  /** @param {Statement} statement an answer, as the LMS's learner and visit @returns {Statement} */
  function allowed(statement) {
    const { contextActivities } = statement.context;
    return {
      ...statement,
      actor: launch.actor,
      context: {
        ...inContext(contextTemplate, launch.registration, contextActivities ?? {}, {}),
        language: statement.context.language,
        platform: statement.context.platform,
      },
    };
  }

  /** @param {Report} report @param {boolean} isOver @returns {Statement[]} */
  function due({ answered, standing, seconds }, isOver) {
    const time = duration(seconds);
    const score = standing.score === null ? {} : { score: { scaled: standing.score / 100 } };
    const statements = answered.filter(({ verb }) => verb.id === `${VERBS}answered`).map(allowed);
    if (standing.complete && !sent.has("completed")) {
      statements.push(own("completed", { completion: true, duration: time }));
    }
    if (standing.success === "passed" && !sent.has("passed")) {
      statements.push(own("passed", { success: true, duration: time, ...score }));
    }
    if (isOver && standing.success === "failed") {
      statements.push(own("failed", { success: false, duration: time, ...score }));
    }
    return statements;
  }

  /** @param {Report} report */
  const stateText = ({ documents, standing }) =>
    JSON.stringify({ format: 1, documents, standing, sent: [...sent] });

  await post(launch, [own("initialized")]);
  return {
    isKept,
    text: "",
    documents: isTable(kept.documents) ? kept.documents : null,
    before: standingOf(kept.standing),
    pass: typeof masteryScore === "number" ? masteryScore * 100 : null,
    learner: pseudonym(launch.actor),
    returnTo: /^https?:/.test(returnURL) ? returnURL : "",
    async send(report, isHidden) {
      /** @type {Part[]} */
      const refused = [];
      const statements = [...waiting, ...due(report, false)];
      waiting = statements;
      for (const { verb } of statements) sent.add(verb.id.slice(VERBS.length));
      try {
        await post(launch, statements, isHidden);
        waiting = waiting.filter((each) => !statements.includes(each));
      } catch {
        refused.push("answers", "status");
      }
      try {
        await writeState(launch, stateText(report), isHidden);
      } catch {
        refused.push("state");
      }
      return refused;
    },
    leave(report) {
      const statements = isKept ? [...waiting, ...due(report, true)] : [];
      for (const { verb } of statements) sent.add(verb.id.slice(VERBS.length));
      statements.push(own("terminated", { duration: duration(report.seconds) }));
      post(launch, statements, true).catch(() => {}); // nobody is left to be told
      if (isKept) writeState(launch, stateText(report), true).catch(() => {});
    },
  };
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

// --- The store of the LMS ---------------------------------------------------------------------

/** @param {Launch} launch @param {string} stateId */
async function readState(launch, stateId) {
  const answer = await ask(launch, "GET", "activities/state", placeOf(launch, stateId), [404]);
  return answer.status === 404 ? null : await answer.json();
}

/** @param {Launch} launch @param {string} text @param {boolean} isHidden */
async function writeState(launch, text, isHidden) {
  await ask(launch, "PUT", "activities/state", placeOf(launch, STATE), [], text, isHidden);
}

/** @param {Launch} launch @param {string} stateId */
function placeOf({ activity, actor, registration }, stateId) {
  return { activityId: activity, agent: JSON.stringify(actor), registration, stateId };
}

/** @param {Launch} launch @param {Statement[]} statements @param {boolean} [isHidden] */
async function post(launch, statements, isHidden = false) {
  if (!statements.length) return;
  await ask(launch, "POST", "statements", {}, [], JSON.stringify(statements), isHidden);
}

/**
 * @param {Launch} launch
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} query
 * @param {number[]} accepts
 * @param {string} [body]
 * @param {boolean} [isHidden] whether it has to outlive the page
 */
async function ask({ endpoint, token }, method, path, query, accepts, body, isHidden = false) {
  const address = new URL(path, endpoint);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const answer = await fetch(address, {
    method,
    headers: {
      Authorization: `Basic ${token}`,
      "X-Experience-API-Version": "1.0.3",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body ?? null,
    keepalive: isHidden && (body?.length ?? 0) < MOST_KEPT_ALIVE,
  });
  if (!answer.ok && !accepts.includes(answer.status)) {
    throw new Error(`The LMS answered ${answer.status} to ${method} ${path}.`);
  }
  return answer;
}
