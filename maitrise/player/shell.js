/**
 * What stands around a page: colours, the contents, tables that scroll, the state of the network.
 */

import { isSingle, placeOf } from "./address.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./types.js").Say} Say */
/** @typedef {"system" | "light" | "dark"} Colours */

const COLOURS = "maitrise-colours";
/** @type {Colours[]} */
const TURN = ["system", "light", "dark"];

/** @param {Say} say */
export function frame(say) {
  document.querySelector(".tools")?.append(colours(say));
  closeOnLeaving();
  for (const box of document.querySelectorAll(".article .table")) scrollable(box, say);
  openForPrint();
  addEventListener("hashchange", toPlace);
}

/** In the single document, what stands after the `#` names no element: links need to be followed. */
function toPlace() {
  if (!isSingle()) return;
  const element = document.getElementById(placeOf(location.hash).name);
  if (!element || element.closest(".step")) return; // steps lead to their own
  element.scrollIntoView();
  element.focus({ preventScroll: true });
}

/** One button that goes from the device's colours to light, dark, and back. @param {Say} say */
function colours(say) {
  const button = make("button", { type: "button", class: "tool colours", onclick: turn });
  /** @type {Colours} */
  let chosen = TURN.find((each) => each === document.documentElement.dataset.theme) ?? "system";
  function turn() {
    chosen = TURN[(TURN.indexOf(chosen) + 1) % TURN.length];
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    try {
      localStorage.setItem(COLOURS, chosen);
    } catch {
      // Storage is off: the choice lasts as long as the page.
    }
    show();
  }
  function show() {
    button.replaceChildren(icon(chosen));
    button.setAttribute("aria-label", say(`shell.colours.${chosen}`));
    button.title = say(`shell.colours.${chosen}`);
  }
  show();
  return button;
}

/** A list that opened over the page closes when something else is wanted. */
function closeOnLeaving() {
  for (const box of document.querySelectorAll("details[data-closes]")) {
    const details = /** @type {HTMLDetailsElement} */ (box);
    addEventListener("click", (event) => {
      if (event.target instanceof Node && !details.contains(event.target)) details.open = false;
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary")?.focus();
    });
    details.addEventListener("click", (event) => {
      if (event.target instanceof HTMLAnchorElement) details.open = false;
    });
  }
}

/**
 * A table wider than its place scrolls by itself; then the keyboard must reach it.
 * @param {Element} box
 * @param {Say} say
 */
function scrollable(box, say) {
  new ResizeObserver(() => {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (scrolls) {
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", say("shell.scroll"));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }).observe(box);
}

/** What is folded on the screen is read on paper. */
function openForPrint() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((each) =>
      !each.open && each.closest(".article") !== null
    );
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
}
