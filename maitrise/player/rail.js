/**
 * The list of steps: done, here, a question waiting, to come, by a mark and in words. On a narrow
 * screen it is a line with segments that opens the same list.
 */

import { hashOf } from "./address.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";
import { minutesLeft, numberOf, unnumbered } from "./outline.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./outline.js").Step} Step */
/** @typedef {import("./outline.js").Part} Part */
/** @typedef {import("./outline.js").Progress} Progress */

const WORDS = { done: "steps.done", waiting: "steps.waiting", "to come": "steps.to-come" };
const WIDE = "(min-width: 62rem)";

/**
 * @param {Page} page
 * @param {Step[]} steps
 * @param {Part[]} parts
 * @param {(step: Step) => Progress} progress
 */
export function rail(page, steps, parts, progress) {
  const { say } = page;
  const where = make("span", {});
  const left = make("span", { class: "soft" });
  const segments = make("span", { class: "rail-segments", "aria-hidden": "true" });
  const items = steps.map(item);
  const list = make("nav", { class: "rail-list", "aria-label": say("steps.rail") }, ...groups());
  const box = make(
    "details",
    { class: "rail" },
    make("summary", {}, make("span", { class: "rail-line" }, where, left, icon("down")), segments),
    list,
  );

  /** @param {Step} step */
  function item(step) {
    const mark = make("span", { class: "rail-mark" });
    const said = make("span", { class: "maitrise-spoken" });
    const title = make("span", {}, unnumbered(step.title), said);
    const link = make("a", { href: hashOf(step.id), onclick: close }, mark, title);
    return { link, mark, said, element: make("li", {}, link) };
  }

  function groups() {
    /** @type {Node[]} */
    const made = [];
    /** @type {HTMLElement | null} */
    let current = null;
    let part = /** @type {number | null | undefined} */ (undefined);
    steps.forEach((step, place) => {
      if (step.part !== part || !current) {
        part = step.part;
        current = make("ol", {});
        if (part !== null) made.push(heading(parts[part]));
        made.push(current);
      }
      current.append(items[place].element);
    });
    return made;
  }

  /** @param {Part} part */
  function heading({ title, minutes }) {
    const time = make("span", { class: "soft" }, say("page.minutes", { minutes }));
    return make("p", { class: "rail-part" }, make("span", {}, title), time);
  }

  /** On a narrow screen the list has done its work once a step is chosen. */
  function close() {
    if (!matchMedia(WIDE).matches) box.open = false;
  }

  let shown = -1;
  /** @param {number} here */
  function show(here) {
    const number = numberOf(steps, here);
    const minutes = minutesLeft(steps, here, progress);
    where.textContent = number ? say("steps.step", number) : unnumbered(steps[here].title);
    const isDone = steps.every((step) => progress(step) === "done");
    left.textContent = isDone
      ? say("steps.all-done")
      : minutes
      ? say("steps.left", { minutes })
      : "";
    segments.replaceChildren(...steps.map((step, place) => segment(step, place === here)));
    items.forEach(({ link, mark, said }, place) => {
      const state = progress(steps[place]);
      const isHere = place === here;
      link.dataset.progress = state;
      if (isHere) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      mark.replaceChildren(...(state === "done" ? [icon("done")] : []));
      said.textContent = `, ${say(isHere && state !== "done" ? "steps.here" : WORDS[state])}`;
    });
    if (here !== shown) bringInView(items[here].element);
    shown = here;
  }

  /** A list longer than the screen scrolls by itself; the page does not. @param {HTMLElement} item */
  function bringInView(item) {
    const [outer, inner] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
    if (inner.height && (inner.top < outer.top || inner.bottom > outer.bottom)) {
      box.scrollTop += inner.top - outer.top - outer.height / 2;
    }
  }

  /** @param {Step} step @param {boolean} isHere */
  function segment(step, isHere) {
    return make("i", { "data-progress": isHere ? "here" : progress(step) });
  }

  const wide = matchMedia(WIDE);
  const fit = () => (box.open = wide.matches);
  wide.addEventListener("change", fit);
  fit();
  /** @param {Node} element something that stands over the list */
  function addAbove(element) {
    list.prepend(element);
  }

  return { element: box, show, addAbove };
}
