/**
 * If you come from…: what another method or contract says, the nearest here, and where the comparison
 * breaks. One search box over all of it.
 *
 * Classes: `maitrise-bridges`; a table a system (cells with `data-label`).
 */

import { callData } from "./call-data.js";
import { make } from "./dom.js";
import { plain } from "./glossary-search.js";
import { searchBox } from "./search-box.js";

/** @typedef {{id: string, says: string, here: string, breaks: string}} Bridge */
/** @typedef {{id: string, name: string, sources: string, bridges: Bridge[]}} System */

/** @type {import("./types.js").View} */
export function bridges(page) {
  const { say } = page;
  /** @type {{systems: System[]}} */
  const { systems } = callData(page, "bridges");
  const headers = ["says", "here", "breaks"].map((each) => say(`bridges.${each}`));
  const shown = systems.map((system) => drawn(system, headers, say("glossary.sources")));
  const rows = shown.flatMap((each) => each.rows);
  const words = {
    label: say("bridges.search"),
    how: say("bridges.how"),
    clear: say("glossary.clear"),
  };
  const { parts, search } = searchBox(words, show);

  /** @param {string} written */
  function show(written) {
    const wanted = plain(written).split(" ").filter(Boolean);
    for (const { element, text } of rows) {
      element.hidden = !wanted.every((word) => text.includes(word));
    }
    for (const system of shown) {
      system.element.hidden = system.rows.every((row) => row.element.hidden);
    }
    const left = rows.filter((row) => !row.element.hidden).length;
    const count = left
      ? say("bridges.shown", { count: left, total: rows.length })
      : say("bridges.none");
    return { count, searched: wanted.length > 0 };
  }

  search();
  return make(
    "section",
    { class: "maitrise maitrise-report maitrise-bridges", "aria-label": say("bridges.title") },
    ...parts,
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
      `${cited} ${system.sources}`,
    ),
  );
  return { element, rows };
}
