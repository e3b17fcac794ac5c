/**
 * A document whose passages are marked by check boxes; a list says which fault a marked one has.
 *
 * Classes: `maitrise-document` around all, with `data-layout`; `maitrise-document-title`;
 * `maitrise-passage` a passage (`data-passage` is its id, `data-verdict` after a check: right,
 * partly, wrong, expected, other), `maitrise-passage-label` what stands before it, `maitrise-gap`
 * where the document has nothing; `maitrise-fault` the list of faults. Cells have `data-label`,
 * their column's name.
 */

import { make, plain, rich } from "../dom.js";
import { showReason, wasControl } from "../marks.js";
import { UNNAMED } from "./score.js";

/** @typedef {import("./score.js").AskedDocument} AskedDocument */
/** @typedef {import("./score.js").DocumentKey} DocumentKey */
/** @typedef {import("./score.js").Passage} Passage */
/** @typedef {import("./score.js").PassageKey} PassageKey */
/** @typedef {import("../types.js").Part} Part */
/** @typedef {import("../types.js").Say} Say */

/** @type {import("../types.js").Body} */
export function body(/** @type {AskedDocument} */ asked, { say, change }) {
  const places = asked.passages.map((passage) => placeOf(passage, asked, say));
  const judged = places.flatMap(({ controls }) => controls ? [controls] : []);
  const answer = () =>
    Object.fromEntries(judged.flatMap(({ id, value }) => value() ? [[id, value()]] : []));
  for (const { input, which } of judged) {
    input.addEventListener("change", () => which.hidden = !input.checked);
  }
  return {
    element: make(
      "div",
      {
        class: "maitrise-document",
        "data-layout": asked.layout,
        onchange: () => change(answer()),
      },
      make("p", { class: "maitrise-how" }, say("document.how")),
      make("p", { class: "maitrise-document-title" }, rich(asked.title)),
      asked.layout === "table"
        ? tableOf(asked, places.map(({ element }) => element))
        : make("div", { class: "maitrise-page" }, ...places.map(({ element }) => element)),
    ),
    show(value) {
      for (const { id, put } of judged) put(value?.[id] ?? "");
    },
    mark(checked) {
      for (const { id, mark } of judged) {
        const key = /** @type {DocumentKey | null} */ (checked?.key ?? null)?.passages[id];
        mark(checked, key ?? null);
      }
    },
    hasOthers: true,
    first: () => judged[0].input,
  };
}

/**
 * @param {AskedDocument} asked
 * @param {HTMLElement[]} elements of its passages, in their order
 */
function tableOf(asked, elements) {
  const rows = [...new Set(asked.passages.map(({ row }) => row))];
  /** @param {string} row @param {string} column */
  const at = (row, column) =>
    asked.passages.findIndex((each) => each.row === row && each.column === column);
  const heads = asked.columns.map(({ text }) => make("th", { scope: "col" }, text));
  return make(
    "table",
    {},
    make("thead", {}, make("tr", {}, make("td"), ...heads)),
    make(
      "tbody",
      {},
      ...rows.map((row) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, row),
          ...asked.columns.map(({ id, text }) =>
            make("td", { "data-label": text }, elements[at(row, id)])
          ),
        )
      ),
    ),
  );
}

/**
 * A passage on the page, with its controls unless it is only shown.
 * @param {Passage} passage
 * @param {AskedDocument} asked
 * @param {Say} say
 */
function placeOf(passage, asked, say) {
  const { id, label, text, context } = passage;
  const words = make(
    "span",
    {},
    label && make("strong", { class: "maitrise-passage-label" }, plain(label), " "),
    text === null ? make("em", { class: "maitrise-gap" }, say("document.gap")) : rich(text),
  );
  const element = make("div", { class: "maitrise-passage", "data-passage": id });
  if (context) {
    element.append(words);
    return { element, controls: null };
  }
  const controls = controlsOf(passage, asked, say, element, words);
  return { element, controls };
}

/**
 * @param {Passage} passage
 * @param {AskedDocument} asked
 * @param {Say} say
 * @param {HTMLElement} element
 * @param {HTMLElement} words
 */
function controlsOf({ id, row, column }, asked, say, element, words) {
  const faults = new Map(asked.faults.map((fault) => [fault.id, plain(fault.text)]));
  const heading = asked.columns.find((each) => each.id === column)?.text;
  const cell = row && make("span", { class: "maitrise-spoken" }, `${row}, ${heading} : `);
  const input = make("input", { type: "checkbox" });
  const select = make(
    "select",
    {},
    make("option", { value: UNNAMED }, say("document.unnamed")),
    ...asked.faults.map((fault) => make("option", { value: fault.id }, faults.get(fault.id))),
  );
  const label = make("label", {}, input, cell, words);
  const which = make(
    "label",
    { class: "maitrise-fault", hidden: true },
    make("span", {}, say("document.which")),
    select,
  );
  const given = make("div", { class: "maitrise-given", hidden: true });
  const note = make("div", { class: "maitrise-part" });
  element.append(label, which, given, note);
  return {
    id,
    input,
    which,
    value: () => input.checked ? select.value : "",
    /** @param {string} fault */
    put(fault) {
      input.checked = fault !== "";
      select.value = fault || UNNAMED;
      which.hidden = !input.checked;
    },
    /** @param {import("../types.js").Checked | null} checked @param {PassageKey | null} key */
    mark(checked, key) {
      const named = input.checked ? select.value : null;
      const { state, part } = checked && key
        ? standing(key, named, { faults, say, all: checked.all })
        : { state: "", part: null };
      element.dataset.verdict = state;
      label.hidden = Boolean(checked);
      which.hidden = Boolean(checked) || !input.checked;
      given.hidden = !checked;
      given.replaceChildren(...(checked ? toldAs(words, named, faults, say) : []));
      showReason(note, part);
    },
  };
}

/**
 * What was marked, legible after a check.
 * @param {HTMLElement} words
 * @param {string | null} named
 * @param {Map<string, string>} faults
 * @param {Say} say
 */
function toldAs(words, named, faults, say) {
  const sign = wasControl({ on: named !== null, square: true });
  const text = words.cloneNode(true);
  if (named === null) return [sign, text];
  const yours = make("span", { class: "maitrise-spoken" }, `${say("picks.yours")} `);
  const fault = make("strong", {}, faults.get(named) ?? say("document.unnamed"));
  return [sign, make("div", {}, yours, text, " → ", fault)];
}

/**
 * How a passage stands after a check: what was marked and what was missed, told; sound passages
 * that were left alone only where all is asked for.
 * @param {PassageKey} key
 * @param {string | null} named
 * @param {{ faults: Map<string, string>, say: Say, all: boolean }} around
 * @returns {{ state: string, part: Part | null }}
 */
function standing({ fault, reason }, named, { faults, say, all }) {
  const said = fault === null ? "" : String(faults.get(fault));
  if (named === null && fault === null) {
    const part = { verdict: /** @type {const} */ ("blank"), label: say("document.sound"), reason };
    return { state: "other", part: all ? part : null };
  }
  if (named === null) {
    const label = say("document.missed", { fault: said });
    return { state: "expected", part: { verdict: "right", label, reason } };
  }
  if (fault === null) {
    const label = say("picks.not-this");
    return { state: "wrong", part: { verdict: "wrong", label, reason } };
  }
  if (named === fault) {
    return { state: "right", part: { verdict: "right", label: say("verdict.right"), reason } };
  }
  const label = say("document.fault-is", { fault: said });
  return { state: "partly", part: { verdict: "partly", label, reason } };
}
