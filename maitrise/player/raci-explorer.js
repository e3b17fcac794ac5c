/**
 * The deliverables of a project with their RACI letters, filtered by phase and by role.
 *
 * Classes: `maitrise-explorer`; `maitrise-filters`; `maitrise-scroll` (a wide table);
 * `maitrise-phase` (a row that names a phase); cells with `data-letter` and `data-role`;
 * `maitrise-picked` (the column of the role chosen).
 */

import { callData } from "./call-data.js";
import { fresh, make } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} text
 * @property {string} phase
 * @property {Record<string, string>} letters by role; "-" where it has no part
 * @property {boolean} varies practice varies: the letter is this course's convention
 */

/**
 * The rows of one phase in which one role has a part; "" stands for every phase, for every role.
 * @param {Row[]} rows
 * @param {string} phase
 * @param {string} role
 */
export function filtered(rows, phase, role) {
  return rows.filter((row) =>
    (!phase || row.phase === phase) && (!role || row.letters[role] !== "-")
  );
}

/** @type {import("./types.js").View} */
export function raciExplorer(page) {
  const { say } = page;
  /** @type {{rows: Row[], phases: {id: string, text: string}[], roles: string[]}} */
  const { rows, phases, roles } = callData(page, "raci_explorer");
  const phase = drop(say("explorer.phase"), [
    ["", say("explorer.all-phases")],
    ...phases.map(({ id, text }) => [id, text]),
  ], show);
  const role = drop(say("explorer.role"), [
    ["", say("explorer.all-roles")],
    ...roles.map((each) => [each, each]),
  ], show);
  const shown = make("p", { class: "maitrise-how", role: "status" });
  const body = make("tbody");
  const heads = roles.map((each) => make("th", { scope: "col", "data-role": each }, each));
  const caption = say("explorer.caption");

  /** @param {Row} row */
  const line = (row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, row.text, row.varies ? ` ${say("explorer.mark")}` : ""),
      ...roles.map((each) => letter(row.letters[each], each)),
    );
  /** @param {string} given @param {string} whose */
  const letter = (given, whose) =>
    make(
      "td",
      { "data-letter": given, "data-role": whose, class: picked(whose) },
      make("abbr", { title: say(`raci.letter.${given}`) }, given === "-" ? "–" : given),
    );
  /** @param {string} whose */
  const picked = (whose) => role.select.value === whose ? "maitrise-picked" : "";

  function show() {
    const found = filtered(rows, phase.select.value, role.select.value);
    heads.forEach((head, place) =>
      head.classList.toggle("maitrise-picked", !!picked(roles[place]))
    );
    body.replaceChildren(
      ...phases.flatMap(({ id, text }) => {
        const lines = found.filter((row) => row.phase === id).map(line);
        const name = make("th", { scope: "colgroup", colspan: roles.length + 1 }, text);
        return lines.length ? [make("tr", { class: "maitrise-phase" }, name), ...lines] : [];
      }),
    );
    const count = { count: found.length, total: rows.length };
    shown.textContent = found.length ? say("explorer.shown", count) : say("explorer.none");
  }

  show();
  return make(
    "section",
    { class: "maitrise maitrise-explorer", "aria-label": caption },
    make("div", { class: "maitrise-filters" }, phase.element, role.element),
    shown,
    make(
      "div",
      { class: "maitrise-scroll", tabindex: "0", role: "group", "aria-label": caption },
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make("tr", {}, make("th", { scope: "col" }, say("explorer.deliverable")), ...heads),
        ),
        body,
      ),
    ),
    make("p", { class: "maitrise-how" }, say("explorer.letters")),
    make("p", { class: "maitrise-how" }, say("explorer.varies")),
  );
}

/**
 * @param {string} label
 * @param {string[][]} options value and text of each
 * @param {() => void} onchange
 */
function drop(label, options, onchange) {
  const id = fresh("filter");
  const choices = options.map(([value, text]) => make("option", { value }, text));
  const select = make("select", { id, onchange }, ...choices);
  return { select, element: make("div", {}, make("label", { for: id }, label), select) };
}
