/**
 * If you come from…: what another method or contract says, the nearest here, and where the comparison
 * breaks. One search box over all of it.
 *
 * Classes: `maitrise-bridges`; `maitrise-search`; a table a system (cells with `data-label`).
 */

import { callData } from "./call-data.js";
import { button, fresh, make } from "./dom.js";
import { plain } from "./glossary-search.js";

/** @typedef {{id: string, says: string, here: string, breaks: string}} Bridge */
/** @typedef {{id: string, name: string, sources: {id: string, title: string}[], bridges: Bridge[]}} System */

/** @type {import("./types.js").View} */
export function bridges(page) {
  const { say } = page;
  /** @type {{systems: System[]}} */
  const { systems } = callData(page, "bridges");
  const headers = ["says", "here", "breaks"].map((each) => say(`bridges.${each}`));
  const shown = systems.map((system) => drawn(system, headers, say("glossary.sources")));
  const rows = shown.flatMap((each) => each.rows);
  const id = fresh("bridges");
  const box = make("input", {
    type: "search",
    id,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": `${id}-how`,
    oninput: show,
  });
  const clear = button(say("glossary.clear"), () => {
    box.value = "";
    show();
    box.focus();
  });
  const count = make("p", { class: "maitrise-how", role: "status" });

  function show() {
    const words = plain(box.value).split(" ").filter(Boolean);
    for (const { element, text } of rows) {
      element.hidden = !words.every((word) => text.includes(word));
    }
    for (const system of shown) {
      system.element.hidden = system.rows.every((row) => row.element.hidden);
    }
    clear.hidden = !words.length;
    const left = rows.filter((row) => !row.element.hidden).length;
    count.textContent = left
      ? say("bridges.shown", { count: left, total: rows.length })
      : say("bridges.none");
  }

  show();
  return make(
    "section",
    { class: "maitrise maitrise-report maitrise-bridges", "aria-label": say("bridges.title") },
    make(
      "div",
      { class: "maitrise-search" },
      make("label", { for: id }, say("bridges.search")),
      box,
      clear,
    ),
    make("p", { class: "maitrise-how", id: `${id}-how` }, say("bridges.how")),
    count,
    ...shown.map((each) => each.element),
  );
}

/**
 * A system: its table, and what each row is found by.
 * @param {System} system @param {string[]} headers @param {string} cited
 */
function drawn(system, headers, cited) {
  const rows = system.bridges.map((bridge) => {
    const [says, ...rest] = [bridge.says, bridge.here, bridge.breaks];
    return {
      text: plain([system.name, says, ...rest].join(" | ")),
      element: make(
        "tr",
        { "data-bridge": bridge.id },
        make("th", { scope: "row", lang: "en" }, says),
        ...rest.map((cell, place) => make("td", { "data-label": headers[place + 1] }, cell)),
      ),
    };
  });
  const heads = headers.map((each) => make("th", { scope: "col" }, each));
  const element = make(
    "div",
    { "data-system": system.id },
    make(
      "table",
      {},
      make("caption", {}, system.name),
      make("thead", {}, make("tr", {}, ...heads)),
      make("tbody", {}, ...rows.map((row) => row.element)),
    ),
    make(
      "p",
      { class: "maitrise-how" },
      `${cited} ${system.sources.map((each) => `${each.title} [${each.id}]`).join(" ; ")}`,
    ),
  );
  return { element, rows };
}
