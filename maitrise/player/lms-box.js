/**
 * What stands above a lesson in an LMS: when it is complete and passed, how far one is, and what is
 * not being recorded.
 *
 * Classes: `lms` the box; `lms-state` what is to be told, with `data-verdict` wrong where something
 * is not recorded.
 */

import { shortNumber } from "../kinds/points.js";
import { make } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./lms-standing.js").Rule} Rule */
/** @typedef {import("./lms-standing.js").Standing} Standing */
/** @typedef {import("./lms-standing.js").Progress} Progress */
/** @typedef {import("./store/lms-line.js").LmsLine} LmsLine */

/**
 * @param {Page} page
 * @param {Rule} rule
 * @param {LmsLine} line
 * @param {() => { progress: Progress }} now
 * @returns {() => void} shows it as it has become
 */
export function showLmsBox(page, rule, line, now) {
  const { say, language } = page;
  const state = make("p", { class: "lms-state", role: "status" });
  const far = make("p", {});
  const back = line.platform?.returnTo;
  const box = make(
    "aside",
    { class: "lms", "aria-label": say("lms.title") },
    make("p", {}, ...rules(page, rule)),
    far,
    state,
    back && make("a", { class: "button", href: back, "data-returns": true }, say("lms.return")),
  );
  document.querySelector("main .page-head")?.after(box);

  return () => {
    const { progress } = now();
    const { score, success, complete } = line.best;
    const reached = score === null ? "" : say("lms.best", { score: shortNumber(score, language) });
    const stands = success
      ? say(`lms.success.${success}`)
      : say(complete ? "lms.complete" : "lms.so-far", { ...progress });
    far.textContent = [stands, reached].filter(Boolean).join(" ");
    const told = toldOf(page, line);
    if (state.textContent !== told) state.textContent = told;
    state.dataset.verdict = isWhole(line) ? "" : "wrong";
  };
}

/** @param {Page} page @param {Rule} rule */
function rules({ say, data, language }, { quiz, pass }) {
  const title = data.quizzes?.[quiz]?.title ?? "";
  const complete = title ? say("lms.rule.quiz", { quiz: title }) : say("lms.rule.all");
  if (pass === null) return [complete];
  const score = shortNumber(pass, language);
  return [complete, " ", say("lms.rule.pass", { score })];
}

/** @param {LmsLine} line */
function isWhole({ atWork: { way, refused, left }, back }) {
  return way === "recording" && !refused.length && !left.length && !back.isDamaged && !back.lost;
}

/** @param {Page} page @param {LmsLine} line */
function toldOf({ say }, { atWork: { way, refused, left }, back }) {
  if (way === "none") return say("lms.alone");
  if (way === "over") return say("lms.over");
  if (way === "reading") return say("lms.reading");
  const told = [
    back.isDamaged && say("lms.damaged"),
    back.isChanged && say(back.lost ? "lms.changed-lost" : "lms.changed", { count: back.lost }),
    refused.length &&
    say("lms.refused", { parts: refused.map((part) => say(`lms.part.${part}`)).join(", ") }),
    left.length &&
    say("lms.full", { parts: left.map((part) => say(`lms.left.${part}`)).join(", ") }),
  ];
  return told.filter(Boolean).join(" ");
}
