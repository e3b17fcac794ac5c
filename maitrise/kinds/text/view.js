/**
 * A free text with its rubric; a person marks it.
 *
 * Classes: `maitrise-text` around all; `maitrise-given` what was written, after a check (its line
 * breaks are kept).
 */

import { fresh, make, rich } from "../dom.js";

/** @typedef {import("./score.js").AskedText} AskedText */

const PAUSE = 800; // ms without a key before a text is kept: while typing, not only on leaving

/** @type {import("../types.js").Body} */
export function body(/** @type {AskedText} */ asked, { say, change }) {
  const id = fresh("text");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let kept = "";
  const keep = () => {
    clearTimeout(pause);
    if (area.value === kept) return;
    kept = area.value;
    change(kept);
  };
  const area = make("textarea", {
    id,
    rows: 8,
    "aria-describedby": `${id}-how`,
    onchange: keep,
    oninput() {
      count();
      clearTimeout(pause);
      pause = setTimeout(keep, PAUSE);
    },
  });
  // A page that is closed or left does not say that the field has changed.
  document.addEventListener("visibilitychange", () => area.isConnected && keep());
  const words = make("p", { class: "maitrise-how", id: `${id}-how` });
  const given = make("div", { class: "maitrise-given", hidden: true });
  function count() {
    const found = area.value.trim();
    words.textContent = say("text.words", { count: found ? found.split(/\s+/).length : 0 });
  }
  return {
    element: make(
      "div",
      { class: "maitrise-text" },
      make("label", { for: id }, say("text.answer")),
      area,
      given,
      words,
      make("p", { class: "maitrise-how" }, say("text.rubric")),
      make("ul", {}, ...asked.criteria.map((criterion) => make("li", {}, rich(criterion)))),
    ),
    show(value) {
      kept = value ?? "";
      if (area.value !== kept) area.value = kept; // keeps the caret where it is
      count();
    },
    mark(checked) {
      area.hidden = Boolean(checked);
      given.hidden = !checked;
      given.textContent = area.value;
    },
    solvedOnDemand: true,
    first: () => area,
  };
}
