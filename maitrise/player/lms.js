/**
 * Where a page of a package begins to work, once an LMS has opened it.
 */

import { showLmsBox } from "./lms-box.js";
import { standingOf } from "./lms-standing.js";
import { hashOf, placeOf } from "./address.js";
import { readings } from "./reading.js";
import { start } from "./start.js";
import { cmi5Platform } from "./store/lms-cmi5.js";
import { scormPlatform } from "./store/lms-scorm.js";
import { lmsStore } from "./store/lms.js";
import { LmsLine } from "./store/lms-line.js";
import { isLoadedAnew, noteVisit, visitOf, watchReloads } from "./store/lms-visit.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./start.js").FramedData} FramedData */
/** @typedef {import("./lms-standing.js").Rule} Rule */
/** @typedef {"scorm12" | "scorm2004" | "cmi5"} Standard */
/** @typedef {FramedData & { lms: Rule & { standard: Standard } }} PackagedData */

export async function beginInLms() {
  const written = document.getElementById("page-data")?.textContent;
  if (!written) return;
  /** @type {PackagedData} */
  const data = JSON.parse(written);
  const { standard } = data.lms;
  const visit = location.pathname + location.search;
  const platform = standard === "cmi5"
    ? await cmi5Platform(new URL(location.href), visit)
    : scormPlatform(standard, globalThis.window);
  const { seconds = 0, isOver = false } = isLoadedAnew() ? visitOf(visit) : {};
  const line = new LmsLine(platform, {
    name: data.page,
    language: data.language,
    questions: data.questions ?? {},
    steps: data.steps ?? [],
  }, { seconds, isOver });
  if (line.atWork.way === "recording") noteVisit(visit, { seconds: 0, isOver: false, kept: "" });
  const store = await lmsStore(line);
  const stopped = (await readings(store))[data.page];
  const step = data.steps?.find(({ cell }) => cell === stopped?.cell);
  if (step && !location.hash) history.replaceState(null, "", hashOf(step.id, stopped.screen));
  outsideInAnotherWindow();
  const page = await start(data, store);
  if (!page) return;
  const rule = ruleOf(data.lms, platform);
  const seen = new Set(stopped?.seen);
  line.progress = () => {
    const { standing, progress } = standingOf(page, rule, seen);
    const [done, all] = [progress.seen + progress.done, progress.steps + progress.questions];
    return { standing, progress: all ? done / all : 1, place: placeOf(location.hash).name };
  };
  const show = showLmsBox(page, rule, line, () => standingOf(page, rule, seen));
  noteSteps(page, seen, show);
  page.session.watch(show);
  line.watch(show);
  leaveWith(line, visit);
  show();
}

/**
 * The rule of the package, with the LMS's own pass mark where it has one.
 * @param {Rule} rule
 * @param {{ pass: number | null } | null} platform
 * @returns {Rule}
 */
function ruleOf({ quiz, pass }, platform) {
  return { quiz, pass: pass === null ? null : platform?.pass ?? pass };
}

/**
 * A step was seen once it was in sight, whether the lesson is read in steps or as one page.
 * @param {Page} page
 * @param {Set<string>} seen
 * @param {() => void} show
 */
function noteSteps({ store, data, now }, seen, show) {
  const watch = new IntersectionObserver((entries) => {
    const shown = entries.filter(({ isIntersecting }) => isIntersecting)
      .map(({ target }) => /** @type {HTMLElement} */ (target).dataset.cell ?? "");
    const fresh = shown.filter((cell) => !seen.has(cell));
    if (!fresh.length) return;
    for (const cell of fresh) seen.add(cell);
    store.update("settings", (current) => withSeen(current, data.page, [...seen], now()));
    show();
  });
  for (const section of document.querySelectorAll(".article > .step")) watch.observe(section);
}

/**
 * @param {any} settings
 * @param {string} page
 * @param {string[]} seen
 * @param {string} at
 */
function withSeen(settings, page, seen, at) {
  const reading = settings?.reading ?? {};
  const stopped = { at, cell: "", screen: 0, ...reading[page], seen };
  return { ...settings, format: 1, reading: { ...reading, [page]: stopped } };
}

/** What leads away from the lesson would end the visit: it opens beside it. */
function outsideInAnotherWindow() {
  addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    const href = link?.getAttribute("href") ?? "";
    if (!(link instanceof HTMLAnchorElement) || href.startsWith("#") || link.download) return;
    if ("returns" in link.dataset) return;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }, true);
}

/** @param {LmsLine} line @param {string} visit */
function leaveWith(line, visit) {
  const isGoingOn = watchReloads();
  document.addEventListener("visibilitychange", () => {
    line.shown(document.visibilityState === "visible");
  });
  addEventListener("pagehide", () => {
    const goesOn = isGoingOn();
    line.leave(goesOn);
    noteVisit(visit, goesOn ? { seconds: line.seconds } : { isOver: true });
  });
  // A page that the Back button brings out of memory has said goodbye: it begins anew.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  addEventListener("hashchange", () => line.turned());
  for (const touch of ["pointerdown", "pointermove", "keydown", "scroll"]) {
    addEventListener(touch, () => line.again(), { passive: true });
  }
}
