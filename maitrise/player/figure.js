/**
 * A figure: its question, what it shows in a sentence, the drawing, and the same as a table.
 *
 * Classes: `maitrise-drawing` (a `figure`, `data-form` its name); `maitrise-drawing-summary`;
 * `maitrise-drawing-table` (folded). What is drawn is told in `figure-grid.js` and
 * `figure-bars.js`.
 */

import { callData } from "./call-data.js";
import { fresh, make } from "./dom.js";
import { bars, timeline } from "./figure-bars.js";
import { grid } from "./figure-grid.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").View} View */
/**
 * @typedef {object} FigureData
 * @property {string} title the question that the figure answers
 * @property {string} summary what is seen, in a sentence
 * @property {string[]} headers
 * @property {string[][]} rows the same as a table
 * @property {import("./figure-grid.js").Grid | import("./figure-bars.js").Bars |
 *   import("./figure-bars.js").Timeline} drawing
 */

/** The view of a figure of the course. @param {string} call @returns {View} */
export function figureView(call) {
  return (page) => figure(page, callData(page, call));
}

/** A figure of a case's dossier. @type {View} */
export function caseFigure(page, name) {
  return figure(page, callData(page, "case_figure", name));
}

/**
 * @param {Page} page
 * @param {FigureData} data
 */
function figure(page, { title, summary, headers, rows, drawing }) {
  const id = fresh("figure");
  const by = { title: `${id}-title`, summary: `${id}-summary` };
  return make(
    "figure",
    {
      class: "maitrise-drawing",
      "aria-labelledby": by.title,
      "data-form": drawing.kind === "grid" ? drawing.form : drawing.kind,
    },
    make("figcaption", { id: by.title }, title),
    make("p", { class: "maitrise-drawing-summary", id: by.summary }, summary),
    drawn(page, drawing, by),
    make(
      "details",
      { class: "maitrise-drawing-table" },
      make("summary", {}, page.say("figure.as-table")),
      make(
        "div",
        { class: "maitrise-scroll", tabindex: "0", role: "group", "aria-labelledby": by.title },
        table(headers, rows),
      ),
    ),
  );
}

/** @param {Page} page @param {FigureData["drawing"]} drawing @param {{title: string, summary: string}} by */
function drawn({ language }, drawing, by) {
  if (drawing.kind === "grid") return grid(drawing);
  const picture = { role: "img", "aria-labelledby": by.title, "aria-describedby": by.summary };
  return drawing.kind === "bars" ? bars(drawing, picture) : timeline(drawing, picture, language);
}

/** @param {string[]} headers @param {string[][]} rows */
function table(headers, rows) {
  // Above the names of lines there may be nothing to be called.
  const head = headers.map((each) => each ? make("th", { scope: "col" }, each) : make("td"));
  const lines = rows.map(([first, ...rest]) =>
    make("tr", {}, make("th", { scope: "row" }, first), ...rest.map((each) => make("td", {}, each)))
  );
  return make(
    "table",
    {},
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...lines),
  );
}
