/**
 * A table of a dossier. A click on a header sorts it: upwards, downwards, then as it was.
 *
 * Classes: `maitrise-dossier` around it; `maitrise-scroll` and, where the table is too wide for the
 * screen, `maitrise-cards`; `maitrise-sort`, `maitrise-arrow`, `maitrise-numeric`.
 */

import { fresh, make, rich } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */
/**
 * A table in words, and what its rows sort by.
 * @typedef {object} ShownTable
 * @property {string} title
 * @property {string[]} headers the first is that of the row ids, "" where it has none
 * @property {boolean[]} numeric for each column, whether it is set to the right
 * @property {string[][]} rows
 * @property {(string | number | null)[][]} keys what each cell sorts by
 */
/** @typedef {"none" | "ascending" | "descending"} Way */

/** @type {Record<Way, Way>} */
const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
const ARROWS = { none: "", ascending: " ▲", descending: " ▼" };

/**
 * @param {Page} page
 * @param {string} table
 */
export function caseTable(page, table) {
  /** @type {ShownTable} */
  const { title, headers, numeric, rows, keys } = page.data.data?.[`case_table/${table}`];
  const name = fresh("table");
  /** @type {{ column: number, way: Way }} */
  let sorted = { column: -1, way: "none" };
  const said = make("p", { class: "maitrise-spoken", role: "status" });
  const heads = headers.map((header, column) => head(header, numeric[column], () => sort(column)));
  const lines = rows.map((row) => line(row, headers, numeric));
  const body = make("tbody", {}, ...lines);
  const box = make(
    "div",
    { class: "maitrise-scroll" },
    make(
      "table",
      {},
      make("caption", { id: name }, title),
      make("thead", {}, make("tr", {}, ...heads)),
      body,
    ),
  );
  fitted(box, name);

  /** @param {number} column */
  function sort(column) {
    const way = sorted.column === column ? NEXT[sorted.way] : "ascending";
    sorted = { column, way };
    said.textContent = way === "none"
      ? page.say("case-table.original")
      : page.say(`case-table.${way}`, { column: headers[column] });
    show();
  }
  function show() {
    const { column, way } = sorted;
    const places = way === "none"
      ? rows.map((_, place) => place)
      : inOrder(keys.map((row) => row[column]), way, page.language);
    body.replaceChildren(...places.map((place) => lines[place]));
    heads.forEach((each, at) => {
      const own = at === column ? way : "none";
      if (own === "none") each.removeAttribute("aria-sort");
      else each.setAttribute("aria-sort", own);
      const arrow = each.querySelector(".maitrise-arrow");
      if (arrow) arrow.textContent = ARROWS[own];
    });
  }

  /** @param {string} header @param {boolean} isNumeric @param {() => void} act */
  function head(header, isNumeric, act) {
    if (!header) return make("td", {}); // above the names of lines: there is nothing to be called
    const sorter = make(
      "button",
      {
        type: "button",
        class: "maitrise-sort",
        title: page.say("case-table.how"),
        onclick: act,
      },
      header,
      make("span", { class: "maitrise-arrow", "aria-hidden": "true" }),
    );
    return make("th", { scope: "col", class: isNumeric && "maitrise-numeric" }, sorter);
  }
  return make(
    "section",
    { class: "maitrise maitrise-dossier", "aria-labelledby": name },
    box,
    said,
  );
}

/** @param {string[]} row @param {string[]} headers @param {boolean[]} numeric */
function line(row, headers, numeric) {
  const cells = row.map((cell, column) =>
    column === 0 ? make("th", { scope: "row" }, rich(cell)) : make(
      "td",
      { "data-label": headers[column], class: numeric[column] && "maitrise-numeric" },
      cell && make("span", {}, rich(cell)),
    )
  );
  return make("tr", {}, ...cells);
}

/**
 * The places of rows in the order of what they sort by; empty cells come last.
 * @param {(string | number | null)[]} keys
 * @param {Way} way
 * @param {string} language
 */
export function inOrder(keys, way, language) {
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  return keys.map((_, place) => place).sort((one, other) => {
    const [a, b] = [keys[one], keys[other]];
    if (a === null || b === null) return Number(a === null) - Number(b === null) || one - other;
    const order = typeof a === "number" && typeof b === "number"
      ? a - b
      : compare(String(a), String(b));
    return (way === "descending" ? -order : order) || one - other;
  });
}

/**
 * Have a table fit: too wide for a telephone it becomes cards there, since what scrolls aside is not
 * seen to be; elsewhere what scrolls can be scrolled by keyboard.
 * @param {HTMLElement} box
 * @param {string} name
 */
function fitted(box, name) {
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (box.clientWidth !== width) {
      width = box.clientWidth;
      box.classList.remove("maitrise-cards");
      box.classList.toggle("maitrise-cards", box.scrollWidth > width && width < 480);
    }
    const scrolls = box.scrollWidth > box.clientWidth;
    const named = { tabindex: "0", role: "group", "aria-labelledby": name };
    for (const [attribute, value] of Object.entries(named)) {
      if (scrolls) box.setAttribute(attribute, value);
      else box.removeAttribute(attribute);
    }
  });
  observer.observe(box);
}
