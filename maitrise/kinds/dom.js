/**
 * What every view is built of: elements, emphasis, names, verdicts said in words.
 *
 * Classes: `maitrise-situation`, `maitrise-ask` (a stem); `maitrise-sign`, `maitrise-badge`
 * (a verdict, with `data-verdict`); `maitrise-spoken` (for a screen reader only).
 */

/** @typedef {import("./types.js").Verdict} Verdict */
/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => unknown)>} Attributes */

let counter = 0;

/**
 * An element with attributes, listeners (`onclick: …`) and children. Texts are never parsed.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes] true sets an empty one; false, null and undefined set none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter(isThere));
  return element;
}

/** @param {Child} child @returns {child is Node | string} */
function isThere(child) {
  return child != null && child !== false;
}

/**
 * Texts may hold *italic* and **bold**, nothing else; they are never parsed as HTML.
 * @param {string} text
 */
export function rich(text) {
  const fragment = document.createDocumentFragment();
  for (const piece of text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/)) {
    if (piece.startsWith("**") && piece.length > 4) {
      fragment.append(make("strong", {}, piece.slice(2, -2)));
    } else if (piece.startsWith("*") && piece.length > 2) {
      fragment.append(make("em", {}, piece.slice(1, -1)));
    } else fragment.append(piece);
  }
  return fragment;
}

/**
 * The same without its emphasis, for names and labels.
 * @param {string} text
 */
export function plain(text) {
  return text.replaceAll("*", "");
}

/**
 * A stem tells a situation, then asks: what is asked, its last sentence, stands out.
 * @param {string} text
 */
export function stem(text) {
  const ends = [...text.matchAll(/[.!?…](?:\s?[»”])?\s+(?=[\p{Lu}«“])/gu)];
  const last = ends.at(-1);
  const cut = last ? last.index + last[0].length : 0;
  const parts = document.createDocumentFragment();
  if (cut) parts.append(make("span", { class: "maitrise-situation" }, rich(text.slice(0, cut))));
  parts.append(make("span", { class: "maitrise-ask" }, rich(text.slice(cut))));
  return parts;
}

/**
 * A name that no other element of the page has. In JupyterLab each widget runs a copy of this
 * module: counting alone would give a name twice.
 * @param {string} name
 */
export function fresh(name) {
  counter += 1;
  return `maitrise-${name}-${counter}-${Math.random().toString(36).slice(2, 8)}`;
}

/** @type {Record<Verdict, string>} */
const SIGNS = { right: "✓", partly: "◐", wrong: "✗", blank: "○", "to mark": "✎" };

/**
 * A verdict said in words, with a sign for the eye only.
 * @param {Verdict} verdict
 * @param {string} words
 */
export function badge(verdict, words) {
  const sign = make("span", { class: "maitrise-sign", "aria-hidden": "true" }, SIGNS[verdict]);
  return make("span", { class: "maitrise-badge", "data-verdict": verdict }, sign, words);
}

/**
 * A button of our kind.
 * @param {string} words
 * @param {() => unknown} act
 * @param {{ main?: boolean, quiet?: boolean }} [looks]
 */
export function button(words, act, { main = false, quiet = false } = {}) {
  const looks = `maitrise-button${main ? " maitrise-main" : ""}${quiet ? " maitrise-quiet" : ""}`;
  return make("button", { type: "button", class: looks, onclick: act }, words);
}
