/**
 * A page read in steps: one screen at a time, each with its address, so that the browser's own
 * Back and Forward move by step. "One page" shows all of them; printing does too, by its styles.
 */

import { hashOf, placeIn, placeOf } from "./address.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";
import {
  numberOf,
  progressOf,
  screensOf,
  START,
  stepNamed,
  SUMMARY,
  unnumbered,
} from "./outline.js";
import { rail } from "./rail.js";
import { readings, remember } from "./reading.js";
import { summary } from "./summary.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./outline.js").Step} Step */
/** @typedef {import("./outline.js").Part} Part */
/** @typedef {import("./outline.js").At} At */
/** @typedef {import("./reading.js").Stopped} Stopped */
/** @typedef {{ steps: Step[], parts: Part[] }} Outline */

const VIEW = "maitrise-view"; // of this device, not of the learner

/**
 * Turn the sections of an article into steps.
 * @param {Page} page
 * @param {HTMLElement} main
 * @param {Outline} outline
 */
export async function readInSteps(page, main, { steps: written, parts }) {
  const { say, session, store } = page;
  const root = document.documentElement; // the view, and whether this is the start, were put there early
  const article = /** @type {HTMLElement} */ (main.querySelector(".article"));
  const before = (await readings(store))[page.data.page];
  const seen = new Set(before?.seen);
  const isChecked = (/** @type {string} */ id) => session.entry(id).checked;
  const hasSummary = page.data.kind === "lesson" &&
    written.some((step) => step.screens.flat().length);
  const last = { id: SUMMARY, cell: SUMMARY, title: say("steps.summary"), screens: [[]] };
  const steps = hasSummary
    ? [...written, { ...last, part: written.at(-1)?.part ?? null, minutes: 1 }]
    : written;
  const sections = [...article.querySelectorAll(":scope > .step")];
  const closing = hasSummary ? summary(page, written) : null;
  if (closing) {
    article.append(closing.element);
    sections.push(closing.element);
  }
  const screens = screensOf(steps);
  /** @type {At} */
  let at = { step: 0, screen: 0 };

  const progress = (/** @type {Step} */ step) => progressOf(step, seen, isChecked);
  const list = rail(page, steps, parts, progress);
  const kicker = make("p", { class: "kicker step-kicker" });
  const bar = make("nav", { class: "bar", "aria-label": say("steps.move") });
  const resume = make("p", { class: "resume-here" });
  list.addAbove(viewSwitch());
  main.prepend(list.element);
  article.before(kicker);
  article.after(bar);
  for (const section of sections) markNumber(section);

  /** @param {At} to @param {boolean} [isMove] whether the reader moved, rather than opened the page */
  function show(to, isMove = false) {
    at = to;
    const { cell } = steps[to.step];
    seen.add(cell);
    sections.forEach((section, step) => {
      section.toggleAttribute("data-off", step !== to.step);
      section.querySelectorAll(":scope > .screen").forEach((screen, place) =>
        screen.toggleAttribute("data-off", place !== to.screen)
      );
    });
    root.toggleAttribute("data-at-start", cell === START);
    main.toggleAttribute("data-at-end", to.step === steps.length - 1);
    refresh();
    leadTwin(cell, to.screen);
    if (!isMove) return;
    if (cell !== SUMMARY) {
      remember(store, page.data.page, { at: page.now(), cell, screen: to.screen, seen: [...seen] });
    }
    if (!isOnePage()) scrollTo(0, 0);
    title(to.step)?.focus({ preventScroll: !isOnePage() });
  }

  function refresh() {
    list.show(at.step);
    closing?.show();
    const number = numberOf(steps, at.step);
    const { screens: own } = steps[at.step];
    const screen = say("steps.screen", { number: at.screen + 1, total: own.length });
    kicker.replaceChildren(
      ...[number && say("steps.step", number), own.length > 1 && screen].filter(Boolean).join(
        " · ",
      ),
    );
    kicker.hidden = !number;
    bar.replaceChildren(...turns());
  }

  function turns() {
    const here = screens.findIndex(({ step, screen }) => step === at.step && screen === at.screen);
    const [previous, next] = [screens[here - 1], screens[here + 1]];
    const waits = steps[at.step].screens[at.screen].some((id) => !isChecked(id));
    return [
      previous &&
      make(
        "a",
        { class: "button turn-back", href: to(previous) },
        icon("back"),
        words("steps.back"),
      ),
      next && make(
        "p",
        { class: "bar-next" },
        `${say("steps.next")} `,
        make(
          "b",
          {},
          next.step === at.step ? say("steps.same") : unnumbered(steps[next.step].title),
        ),
      ),
      next && make(
        "a",
        { class: `button turn-on${waits ? "" : " main"}`, href: to(next) },
        words(waits ? "steps.skip" : "steps.continue"),
        icon("next"),
      ),
    ].filter((each) => each != null);
  }

  /** @param {string} key */
  function words(key) {
    return make("span", {}, say(key));
  }

  /** @param {At} place */
  function to({ step, screen }) {
    return hashOf(steps[step].id, screen);
  }

  /** @param {number} step @returns {HTMLElement | null} */
  function title(step) {
    return sections[step].querySelector(".step-title");
  }

  /**
   * The screen that an address names, by its step or by anything that stands on it.
   * @param {string} hash
   * @returns {{ at: At, element: HTMLElement | null } | null}
   */
  function named(hash) {
    const { name, screen } = placeOf(hash);
    const step = stepNamed(steps, name);
    if (step >= 0) {
      const most = steps[step].screens.length - 1;
      return { at: { step, screen: Math.min(screen, most) }, element: null };
    }
    const element = name ? document.getElementById(name) ?? calledIn(name) : null;
    const within = element?.closest(".step");
    if (!element || !within) return null;
    const own = [...within.querySelectorAll(":scope > .screen")];
    const place = own.findIndex((each) => each.contains(element));
    return { at: { step: sections.indexOf(within), screen: Math.max(0, place) }, element };
  }

  /** What a cell of the notebook calls. @param {string} cell @returns {HTMLElement | null} */
  function calledIn(cell) {
    return main.querySelector(`.maitrise-call[data-cell="${CSS.escape(cell)}"]`);
  }

  function follow() {
    const found = named(location.hash);
    if (!found) {
      if (!placeOf(location.hash).name) show({ step: 0, screen: 0 }, true);
      return;
    }
    show(found.at, true);
    if (found.element) {
      found.element.scrollIntoView();
      found.element.focus({ preventScroll: true });
    }
  }

  function viewSwitch() {
    const choices = /** @type {const} */ (["by-step", "one-page"]);
    const buttons = choices.map((view) =>
      make("button", { type: "button", onclick: () => choose(view) }, say(`steps.${view}`))
    );
    /** @param {string} view */
    const choose = (view) => {
      root.dataset.view = view;
      choices.forEach((each, place) =>
        buttons[place].setAttribute("aria-pressed", String(each === view))
      );
      keep(VIEW, view);
    };
    choose(isOnePage() ? "one-page" : "by-step");
    const group = make("div", {
      class: "segments",
      role: "group",
      "aria-label": say("steps.reading"),
    });
    group.append(...buttons);
    const print = make(
      "button",
      { type: "button", class: "button quiet", onclick: () => globalThis.print() },
      icon("print"),
      words("steps.print"),
    );
    return make("div", { class: "views" }, group, print);
  }

  function isOnePage() {
    return root.dataset.view === "one-page";
  }

  /** Where the reader stopped the last time, on the step that says what awaits them. */
  function offerToResume() {
    const step = before ? stepNamed(steps, before.cell) : -1;
    if (step < 1 || steps[0].cell !== START) return;
    const screen = Math.min(before.screen, steps[step].screens.length - 1);
    const link = make(
      "a",
      { class: "button main", href: to({ step, screen }) },
      say("steps.resume", { title: unnumbered(steps[step].title) }),
      icon("next"),
    );
    resume.replaceChildren(link);
    sections[0].prepend(resume);
  }

  addEventListener("hashchange", follow);
  session.watch(refresh);
  offerToResume();
  const opened = named(location.hash);
  main.dataset.steps = "";
  root.classList.remove("leads-somewhere"); // what is hidden takes no focus
  show(opened?.at ?? at, Boolean(opened));
  if (opened?.element) opened.element.scrollIntoView();
}

/**
 * A step's number stands beside its title in a list of steps: the eye reads it once.
 * @param {Element} section
 */
function markNumber(section) {
  const text = section.querySelector(":scope > .step-title")?.firstChild;
  const found = text instanceof Text ? /^\d+\.\s+/.exec(text.data) : null;
  if (!(text instanceof Text) || !found) return;
  text.data = text.data.slice(found[0].length);
  text.before(make("span", { class: "step-number" }, found[0]));
}

/**
 * The other language opens at the same step.
 * @param {string} cell
 * @param {number} screen
 */
function leadTwin(cell, screen) {
  for (const twin of document.querySelectorAll("a.twin")) {
    const href = twin.getAttribute("data-href") ?? twin.getAttribute("href") ?? "";
    twin.setAttribute("data-href", href);
    twin.setAttribute("href", cell === START ? href : placeIn(href, cell, screen));
  }
}

/** @param {string} name @param {string} value */
function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // The choice lasts as long as the page.
  }
}
