/**
 * The home page: where the reader stopped, their path as the piers of a bridge, what to review, and
 * where their answers are.
 */

import { isTable } from "../kinds/answer.js";
import { placeIn } from "./address.js";
import { crossing } from "./crossing.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";
import { minutesLeft, numberOf, progressOf, stepNamed, unnumbered } from "./outline.js";
import { offerOffline } from "./offline.js";
import { readingsIn } from "./reading.js";
import { sayIfSlow } from "./slow.js";
import { StoreError } from "./store/error.js";
import { storeWords } from "./store-words.js";
import { toReview } from "./to-review.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./outline.js").Step} Step */
/** @typedef {import("./outline.js").Part} Part */
/** @typedef {import("./reading.js").Stopped} Stopped */
/** @typedef {{ address: string, cell: string }} Place */
/**
 * @typedef {object} Lesson
 * @property {string} id
 * @property {number} number 0 for the one that comes before them
 * @property {string} title
 * @property {number} minutes
 * @property {string} href
 * @property {Step[]} steps
 * @property {Part[]} parts
 */
/**
 * @typedef {object} Home
 * @property {Lesson[]} lessons
 * @property {{ id: string, name: string, lessons: string[], cases: string[] }[]} paths
 * @property {{ id: string, href: string }[]} cases
 * @property {Record<string, string>} symbols the shape of each role
 * @property {Place | null} choose
 * @property {Place | null} review
 * @property {Place | null} record
 */
/** @typedef {{ checked: Set<string>, begun: boolean }} Answered */

/**
 * @param {Page} page
 * @param {HTMLElement} main
 * @param {Home} home
 */
export async function welcome(page, main, home) {
  find(main, "[data-picture]").append(crossing(home.symbols));
  const place = make("p", { class: "maitrise-notice", role: "status" });
  find(main, "[data-resume]").after(place);
  const { documents, record, notice } = await sayIfSlow(place, page.say, allKept(page, home));
  const stopped = readingsIn(documents.settings);
  /** @type {Map<string, Answered>} */
  const known = new Map(
    home.lessons.map(({ id }) => [id, answeredIn(documents[`answers/${id}`])]),
  );
  const here = lastOf(home.lessons, stopped);
  showResume(page, main, home, here, known, stopped);
  const profile = isTable(documents.learner) ? documents.learner.path : "";
  showPath(page, main, home, { profile, known, stopped, here });
  const waiting = toReview(home.lessons, documents.cards, record, page.now());
  find(main, "[data-side]").prepend(review(page, home, waiting), kept(page, home));
  showCases(page, main, home, documents);
  if (notice) place.textContent = notice;
}

/** @param {ParentNode} root @param {string} selector */
function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The home page has no ${selector}.`);
  return found;
}

/**
 * All that is kept, asked for at once. Where it cannot be read, this is told; a record that is too
 * large hides no answers: what this page shows of them is asked for by name.
 * @param {Page} page
 * @param {Home} home
 */
async function allKept({ store, say, language }, home) {
  try {
    return { ...await store.kept(), notice: "" };
  } catch (error) {
    /** @type {Record<string, unknown>} */
    const documents = {};
    if (error instanceof StoreError && error.kind === "large") {
      const answers = home.lessons.map(({ id }) => `answers/${id}`);
      const cases = home.cases.map(({ id }) => `cases/${id}-${language}`);
      for (const name of ["learner", "settings", "cards", ...answers, ...cases]) {
        documents[name] = await store.load(name).catch(() => null);
      }
    }
    return { documents, record: [], notice: storeWords(say, error, "home.not-read") };
  }
}

/** @param {unknown} sheet whatever is kept under its name @returns {Answered} */
function answeredIn(sheet) {
  const answers = isTable(sheet) && isTable(sheet.answers) ? sheet.answers : {};
  const entries = Object.entries(answers);
  const checked = entries.filter(([, entry]) => isTable(entry) && entry.checked === true)
    .map(([id]) => id);
  return { checked: new Set(checked), begun: entries.length > 0 };
}

/**
 * The lesson that was read last, and where.
 * @param {Lesson[]} lessons
 * @param {Record<string, Stopped>} stopped
 */
function lastOf(lessons, stopped) {
  const read = lessons.filter((lesson) => stopped[lesson.id])
    .map((lesson) => ({ lesson, at: stopped[lesson.id] }))
    .sort((one, other) => other.at.at.localeCompare(one.at.at));
  return read[0] ?? null;
}

/**
 * @param {Page} page
 * @param {HTMLElement} main
 * @param {Home} home
 * @param {{ lesson: Lesson, at: Stopped } | null} here
 * @param {Map<string, Answered>} known
 * @param {Record<string, Stopped>} stopped
 */
function showResume({ say }, main, home, here, known, stopped) {
  const card = find(main, "[data-resume]");
  const go = find(card, ".resume-go");
  if (!here) {
    if (home.choose) go.append(quiet(home.choose, say("home.choose")));
    return;
  }
  const { lesson, at } = here;
  const place = Math.max(0, stepNamed(lesson.steps, at.cell));
  const step = lesson.steps[place];
  const number = numberOf(lesson.steps, place);
  const progress = progressFor(lesson, known, stopped);
  const minutes = minutesLeft(lesson.steps, place, progress);
  const where = number ? say("home.where", { title: lesson.title, ...number }) : lesson.title;
  const left = say(step.part === null ? "home.left" : "home.left-part", { minutes });
  const title = make("h2", { id: "resume-title" }, unnumbered(step.title));
  card.firstElementChild?.replaceChildren(
    make("p", { class: "kicker" }, when(at.at, say)),
    title,
    make("p", { class: "soft" }, minutes ? `${where}. ${left}` : `${where}.`),
  );
  const href = placeIn(lesson.href, step.cell, at.screen);
  go.replaceChildren(
    make("a", { class: "button main", href }, say("home.resume"), icon("next")),
    ...(home.review ? [quiet(home.review, say("home.short"))] : []),
  );
}

/** @param {Place} place @param {string} words */
function quiet(place, words) {
  return make("a", { class: "button quiet", href: placeIn(place.address, place.cell) }, words);
}

/**
 * @param {string} at
 * @param {import("./types.js").Say} say
 */
function when(at, say) {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return "";
  const minute = String(moment.getMinutes()).padStart(2, "0");
  const time = { hour: String(moment.getHours()), minute };
  if (moment.toDateString() === new Date().toDateString()) return say("home.stopped-today", time);
  const isThisWeek = Date.now() - moment.getTime() < 6 * 24 * 3600 * 1000;
  const form = /** @type {Intl.DateTimeFormatOptions} */ (
    isThisWeek ? { weekday: "long" } : { day: "numeric", month: "long" }
  );
  const day = new Intl.DateTimeFormat(say("home.locale"), form).format(moment);
  return isThisWeek ? say("home.stopped-day", { day, ...time }) : say("home.stopped-date", { day });
}

/**
 * How far each step of a lesson is.
 * @param {Lesson} lesson
 * @param {Map<string, Answered>} known
 * @param {Record<string, Stopped>} stopped
 */
function progressFor(lesson, known, stopped) {
  const seen = new Set(stopped[lesson.id]?.seen);
  const checked = known.get(lesson.id)?.checked ?? new Set();
  return (/** @type {Step} */ step) => progressOf(step, seen, (id) => checked.has(id));
}

/**
 * @param {Page} page
 * @param {HTMLElement} main
 * @param {Home} home
 * @param {{ profile: unknown, known: Map<string, Answered>, stopped: Record<string, Stopped>, here: { lesson: Lesson } | null }} state
 */
function showPath({ say }, main, home, { profile, known, stopped, here }) {
  const path = home.paths.find((each) => each.id === profile);
  const heading = find(main, "[data-profile]");
  if (path) heading.append(path.name);
  if (path && home.choose) {
    const href = placeIn(home.choose.address, home.choose.cell);
    heading.append(" · ", make("a", { href }, say("home.change")));
  }
  const list = find(main, "[data-path]");
  const stops = new Map(
    [...list.children].map((stop) => [/** @type {HTMLElement} */ (stop).dataset.lesson, stop]),
  );
  const order = path?.lessons ?? home.lessons.map((lesson) => lesson.id);
  const others = home.lessons.map((lesson) => lesson.id).filter((id) => !order.includes(id));
  for (const id of [...order, ...others]) {
    const stop = stops.get(id);
    const lesson = home.lessons.find((each) => each.id === id);
    if (!stop || !lesson) continue;
    list.append(stop);
    markStop(stop, lesson, say, known, stopped, here?.lesson === lesson);
  }
}

/**
 * @param {Element} stop
 * @param {Lesson} lesson
 * @param {import("./types.js").Say} say
 * @param {Map<string, Answered>} known
 * @param {Record<string, Stopped>} stopped
 * @param {boolean} isHere
 */
function markStop(stop, lesson, say, known, stopped, isHere) {
  const progress = progressFor(lesson, known, stopped);
  const questions = lesson.steps.flatMap((step) => step.screens.flat());
  const checked = known.get(lesson.id)?.checked ?? new Set();
  const done = questions.filter((id) => checked.has(id)).length;
  const isDone = lesson.steps.every((step) => progress(step) === "done");
  const card = find(stop, ".stop-card");
  if (isDone || isHere) stop.setAttribute("data-progress", isDone ? "done" : "here");
  if (isDone) find(stop, ".pier").replaceChildren(icon("done"));
  if (!isDone && done) {
    const words = say("home.progress", { done, total: questions.length });
    const bar = make("progress", { max: questions.length, value: done, "aria-label": words });
    card.append(make("span", { class: "stop-progress" }, words), bar);
  }
  if (isDone || isHere) {
    const word = say(isDone ? "home.done" : "home.here");
    find(stop, ".stop-title .soft").append(` · ${word}`);
  }
}

/** @param {Page} page @param {Home} home @param {number} count how much is waiting */
function review({ say }, home, count) {
  return make(
    "section",
    { class: "card" },
    make("h2", {}, say("home.review")),
    make("p", {}, count ? say("home.review.due", { count }) : say("home.review.none")),
    home.review && make(
      "a",
      { class: "button", href: placeIn(home.review.address, home.review.cell) },
      say("home.review.go"),
    ),
  );
}

/** @param {Page} page @param {Home} home */
function kept({ say, store }, home) {
  const { place } = store.status();
  const where = place === "page" ? "page" : place === "device" ? "device" : "server";
  return make(
    "section",
    { class: "card", "data-kept": place },
    make("h2", {}, icon("lock"), say("home.kept")),
    make("p", {}, say(`home.kept.${where}`)),
    home.record && make(
      "a",
      { href: placeIn(home.record.address, home.record.cell) },
      say("home.kept.go"),
    ),
    place === "device" && offerOffline(say),
  );
}

/**
 * @param {Page} page
 * @param {HTMLElement} main
 * @param {Home} home
 * @param {Record<string, unknown>} documents
 */
function showCases(page, main, home, documents) {
  for (const each of home.cases) {
    const tile = main.querySelector(`[data-case="${each.id}"] .tile-foot`);
    const { begun } = answeredIn(documents[`cases/${each.id}-${page.language}`]);
    if (tile && begun) tile.append(` · ${page.say("home.case.begun")}`);
  }
}
