/**
 * The lesson bar: how far one is, in words and as a bar, and a fresh start that asks first.
 *
 * Classes: `maitrise maitrise-lesson`; in it `maitrise-progress` (words, a progress element, a
 * button), `maitrise-sure` (a group that asks), `maitrise-notice`.
 */

import { button, fresh, make } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */

/**
 * @param {Page} page
 * @returns {HTMLElement}
 */
export function lesson(page) {
  const { say, session } = page;
  const questions = Object.keys(page.data.questions ?? {});
  const name = fresh("progress");
  const words = make("span", { id: name });
  const bar = make("progress", { "aria-labelledby": name, max: questions.length });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const again = button(say("lesson.again"), ask);
  const asked = make("span", {});
  const yes = button(say("lesson.yes"), begin, { main: true });
  const no = button(say("lesson.no"), close);
  const sure = make("div", { class: "maitrise-sure", role: "group", hidden: true }, asked, yes, no);

  function ask() {
    asked.textContent = say("lesson.sure", { count: begun() });
    sure.hidden = false;
    again.hidden = true;
    no.focus();
  }
  async function begin() {
    const { saved, notice: words } = await session.beginAgain();
    tell(saved ? say("lesson.gone") : words);
    close();
  }
  function close() {
    sure.hidden = true;
    show();
    if (!again.hidden) again.focus();
  }
  /** @param {string} text */
  function tell(text) {
    notice.textContent = text;
  }
  function begun() {
    return questions.filter((each) => session.answer(each) !== null).length;
  }
  function show() {
    const verdicts = questions.map((each) => session.verdict(each));
    const done = verdicts.filter((verdict) => verdict !== "blank").length;
    const right = verdicts.filter((verdict) => verdict === "right").length;
    words.textContent = say("lesson.so-far", { done, total: questions.length, right });
    bar.value = done;
    again.hidden = begun() === 0 || !sure.hidden;
  }
  tell(session.notices.join(" "));
  session.watch(show);
  show();
  return make(
    "section",
    { class: "maitrise maitrise-lesson", "aria-label": say("lesson.progress") },
    make("div", { class: "maitrise-progress" }, words, bar, again),
    sure,
    notice,
  );
}
