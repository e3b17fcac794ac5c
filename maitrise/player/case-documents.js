/**
 * Tabs over the documents of a case; one is open.
 *
 * Classes: `case-documents`, `case-tabs`, `case-sheet`.
 */

import { fresh, make } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */

/**
 * @param {Page} page
 * @param {string[]} titles
 */
export function documentTabs({ say }, titles) {
  const name = fresh("document");
  const tabs = titles.map((title, place) =>
    make("button", {
      type: "button",
      role: "tab",
      id: `${name}-${place}-tab`,
      "aria-controls": `${name}-${place}`,
      onclick: () => select(place),
      onkeydown: (event) => move(event, place),
    }, title)
  );
  const panels = titles.map((_, place) =>
    make("div", {
      class: "case-sheet",
      role: "tabpanel",
      id: `${name}-${place}`,
      "aria-labelledby": `${name}-${place}-tab`,
      tabindex: "0",
    })
  );

  /** @param {number} at */
  function select(at) {
    tabs.forEach((tab, place) => {
      tab.setAttribute("aria-selected", String(place === at));
      tab.tabIndex = place === at ? 0 : -1;
      panels[place].hidden = place !== at;
    });
  }
  /** @param {KeyboardEvent} event @param {number} from */
  function move(event, from) {
    const last = tabs.length - 1;
    /** @type {Record<string, number>} */
    const places = {
      ArrowRight: from === last ? 0 : from + 1,
      ArrowLeft: from === 0 ? last : from - 1,
      Home: 0,
      End: last,
    };
    if (!Object.hasOwn(places, event.key)) return;
    event.preventDefault();
    select(places[event.key]);
    tabs[places[event.key]].focus();
  }
  const list = { class: "case-tabs", role: "tablist", "aria-label": say("case.documents") };
  const element = make(
    "section",
    { class: "case-documents", "aria-label": say("case.documents") },
    make("div", list, ...tabs),
    ...panels,
  );
  select(0);
  return { element, panels, select };
}
