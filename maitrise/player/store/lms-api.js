/**
 * The two ways in which a page talks with an LMS by SCORM. Each call may fail, be missing, or answer
 * nothing: an LMS is known by what it does, not by what its standard says.
 */

/** How many frames up, and how many openers on, the API is looked for. */
const BOUND = 24;

/**
 * @typedef {object} Names
 * @property {string} object
 * @property {string} initialize
 * @property {string} finish
 * @property {string} get
 * @property {string} set
 * @property {string} commit
 * @property {string} error
 */

/** @type {Record<"scorm12" | "scorm2004", Names>} */
export const NAMES = {
  scorm12: {
    object: "API",
    initialize: "LMSInitialize",
    finish: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    error: "LMSGetLastError",
  },
  scorm2004: {
    object: "API_1484_11",
    initialize: "Initialize",
    finish: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    error: "GetLastError",
  },
};

/**
 * The LMS's object: in this window, the frames above it, or whoever opened one of them.
 * @param {Names} names
 * @param {Window} from
 * @returns {any} null where there is none
 */
export function findApi(names, from) {
  /** @type {any} */
  let window = from;
  for (let opened = 0; window && opened < BOUND; opened += 1) {
    const found = above(names, window);
    if (found) return found;
    window = openerOf(window);
  }
  return null;
}

/** @param {Names} names @param {any} window */
function above(names, window) {
  for (let up = 0; up < BOUND; up += 1) {
    try {
      const api = window[names.object];
      if (typeof api?.[names.initialize] === "function") return api;
    } catch {
      // A frame of another origin shows nothing: the one above may be ours again.
    }
    if (!window.parent || window.parent === window) return null;
    window = window.parent;
  }
  return null;
}

/** Who opened this window, or the nearest frame above it. @param {any} window */
function openerOf(window) {
  for (let up = 0; up < BOUND; up += 1) {
    try {
      if (window.opener && window.opener !== window) return window.opener;
    } catch {
      // as above
    }
    if (!window.parent || window.parent === window) return null;
    window = window.parent;
  }
  return null;
}

/** Calls that never throw. */
export class Scorm {
  /** @type {Map<string, string>} what was last set, and taken */
  #set = new Map();

  /**
   * @param {any} api
   * @param {Names} names
   */
  constructor(api, names) {
    this.api = api;
    this.names = names;
  }

  /** @returns {boolean} */
  initialize() {
    return this.#is(this.names.initialize, "");
  }

  /** @returns {boolean} */
  finish() {
    return this.#is(this.names.finish, "");
  }

  /** @returns {boolean} */
  commit() {
    return this.#is(this.names.commit, "");
  }

  /** What the LMS holds; "" for nothing. @param {string} element */
  get(element) {
    const { done, value } = this.#call(this.names.get, element);
    return done && value !== null && value !== undefined ? String(value) : "";
  }

  /**
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS took it
   */
  set(element, value) {
    if (this.#set.get(element) === value) return true;
    const isTaken = this.#is(this.names.set, element, value);
    if (isTaken) this.#set.set(element, value);
    return isTaken;
  }

  /** Whether the LMS has taken anything under a name. @param {string} element */
  wasSet(element) {
    return this.#set.has(element);
  }

  /** @param {string} name @param {...string} given */
  #is(name, ...given) {
    const { done, value } = this.#call(name, ...given);
    if (!done) return false;
    const said = String(value);
    if (said === "true" || said === "false") return said === "true";
    // Some answer nothing: then what they say of the last call decides.
    const error = this.#call(this.names.error).value;
    return ["0", "", "undefined", "null"].includes(String(error));
  }

  /** @param {string} name @param {...string} given */
  #call(name, ...given) {
    try {
      if (typeof this.api[name] !== "function") return { done: false, value: "" };
      return { done: true, value: this.api[name](...given) };
    } catch {
      return { done: false, value: "" }; // an LMS that fails must not stop the lesson
    }
  }
}
