/**
 * A figure of rows and columns, drawn as the table that it is: marks with a letter and a shape, boxes
 * of words, small bars. The name of a row stands above its cells, so that a telephone has room.
 *
 * Classes: `maitrise-grid` (a table); `maitrise-grid-head`, `maitrise-grid-note`; `shape` (of a
 * role); cells with `data-role` and `data-part`; `maitrise-mark` (a letter in a shape), `maitrise-box`
 * (words, after their mark where they have one), `maitrise-grid-bar` (`data-letter`) with its
 * `maitrise-grid-fill` (`--share` of the longest); `maitrise-grid-key`, `maitrise-grid-foot`.
 */

import { make } from "./dom.js";
import { shape } from "./shapes.js";

/** @typedef {{letter: string, share: number, text: string}} Bar */
/** @typedef {{text: string, note: string, roles: string[]}} Head */
/**
 * @typedef {object} Cell
 * @property {string} part what decides how it looks
 * @property {string} letter "" where there is no mark
 * @property {string} said the mark in words
 * @property {string} name who stands here, above the text
 * @property {string} text
 * @property {string} role
 * @property {Bar[]} bars
 */
/**
 * @typedef {object} Grid
 * @property {"grid"} kind
 * @property {string} form
 * @property {Head[]} columns
 * @property {{head: Head, cells: (Cell | null)[]}[]} rows
 * @property {Cell[]} key
 * @property {Cell | null} foot
 * @property {Record<string, string>} symbols
 */

/** @param {Grid} figure */
export function grid({ columns, rows, key, foot, symbols }) {
  /** @param {Head} head */
  const named = ({ text, note, roles }) => [
    make(
      "span",
      { class: "maitrise-grid-head" },
      ...roles.map((role) => sign(role, symbols)),
      make("span", {}, text),
    ),
    note && make("span", { class: "maitrise-grid-note" }, note),
  ];
  const heads = columns.map((each) =>
    make(
      "th",
      { scope: "col", "data-role": each.roles.length === 1 && each.roles[0] },
      ...named(each),
    )
  );
  const groups = rows.map(({ head, cells }) =>
    make(
      "tbody",
      { "data-role": head.roles[0] },
      make(
        "tr",
        { class: "maitrise-grid-row" },
        make("th", { scope: "rowgroup", colspan: columns.length }, ...named(head)),
      ),
      make("tr", {}, ...cells.map((each) => make("td", cellLooks(each), ...inside(each, symbols)))),
    )
  );
  return make(
    "div",
    { class: "maitrise-grid-frame" },
    make(
      "table",
      { class: "maitrise-grid" },
      make("thead", {}, make("tr", {}, ...heads)),
      ...groups,
    ),
    foot &&
      make(
        "p",
        { class: "maitrise-grid-foot", "data-role": foot.role },
        sign(foot.role, symbols),
        foot.text,
      ),
    key.length > 0 &&
      make("ul", { class: "maitrise-grid-key" }, ...key.map(keyLine)),
  );
}

/** @param {string} role @param {Record<string, string>} symbols */
function sign(role, symbols) {
  const drawn = shape(symbols[role]);
  drawn.dataset.role = role;
  return drawn;
}

/** @param {Cell | null} cell */
function cellLooks(cell) {
  return { "data-role": cell?.role || null, "data-part": cell?.part || null };
}

/**
 * @param {Cell | null} cell
 * @param {Record<string, string>} symbols
 * @returns {(Node | false)[]}
 */
function inside(cell, symbols) {
  if (!cell) return [];
  const { letter, said, name, text, role } = cell;
  const spoken = said !== "" && make("span", { class: "maitrise-spoken" }, `${said}. `);
  if (text === "") return [letter !== "" && mark(letter), spoken, ...cell.bars.map(bar)];
  const marked = letter !== "" && mark(letter);
  const named = name !== "" &&
    make("b", { class: "maitrise-grid-head" }, role !== "" && sign(role, symbols), name);
  return [make("span", { class: "maitrise-box" }, marked, spoken, named, make("span", {}, text))];
}

/** @param {string} letter */
function mark(letter) {
  return make("span", { class: "maitrise-mark", "aria-hidden": "true" }, letter);
}

/** @param {Bar} bar */
function bar({ letter, share, text }) {
  const fill = make("span", { class: "maitrise-grid-fill" });
  fill.style.setProperty("--share", String(share));
  return make(
    "span",
    { class: "maitrise-grid-bar", "data-letter": letter },
    fill,
    make("span", {}, make("b", {}, letter), ` ${text}`),
  );
}

/** @param {Cell} cell */
function keyLine({ part, letter, text }) {
  const bar = make("span", { class: "maitrise-grid-bar", "data-letter": part });
  bar.append(make("span", { class: "maitrise-grid-fill" }));
  return make("li", { "data-part": part }, letter ? mark(letter) : bar, text);
}
