/**
 * The glossary: one search box over both languages; a term opens where it stands.
 *
 * Classes: `maitrise-glossary`; `maitrise-terms` (the list, entries with
 * `data-term`); `maitrise-equivalent` (the term in the other language).
 */

import { callData } from "./call-data.js";
import { make } from "./dom.js";
import { found, indexed } from "./glossary-search.js";
import { searchBox } from "./search-box.js";

/**
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("./glossary-search.js").Term} Term
 * @typedef {import("./glossary-search.js").Side} Side
 */

/** @type {import("./types.js").View} */
export function glossary(page) {
  const { say } = page;
  /** @type {{terms: Term[], other: string}} */
  const { terms, other } = callData(page, "glossary");
  const index = indexed(terms);
  const entries = new Map(terms.map((term) => [term.id, entry(page, term, other)]));
  const title = say("glossary.title");
  const list = make("ul", { class: "maitrise-terms" });
  const words = {
    label: say("glossary.search"),
    how: say("glossary.how"),
    clear: say("glossary.clear"),
  };
  const { parts, search } = searchBox(words, show);

  /** @param {string} written */
  function show(written) {
    const { terms: ordered, searched } = found(index, written);
    const shown = ordered.map((term) => /** @type {HTMLElement} */ (entries.get(term.id)));
    list.replaceChildren(...shown);
    if (shown.length === 1 && searched) {
      /** @type {HTMLDetailsElement} */ (shown[0].firstElementChild).open = true;
    }
    return { count: counted(shown.length), searched: Boolean(searched) };
  }

  /** @param {number} count */
  function counted(count) {
    if (count === 1) return say("glossary.one");
    return count ? say("glossary.shown", { count, total: terms.length }) : say("glossary.none");
  }

  search();
  return make(
    "section",
    { class: "maitrise maitrise-glossary", "aria-label": title },
    ...parts,
    make(
      "div",
      { class: "maitrise-scroll", tabindex: "0", role: "group", "aria-label": title },
      list,
    ),
  );
}

/** @param {Page} page @param {Term} term @param {string} other the other language */
function entry({ say }, term, other) {
  const abroad = { lang: other };
  /** @param {Side} side @param {{lang?: string}} attributes */
  const also = (side, attributes) =>
    side.also.length > 0 &&
    make(
      "p",
      {},
      make("span", { class: "maitrise-how" }, `${say("glossary.also")} `),
      make("span", attributes, side.also.join(", ")),
    );
  const avoided = term.avoid.map((each) =>
    make("li", {}, make("s", { lang: each.language }, each.text), ` – ${each.why}`)
  );
  const cited = term.sources.map((each) => make("li", {}, `${each.title} [${each.id}]`));
  return make(
    "li",
    { "data-term": term.id },
    make(
      "details",
      {},
      make(
        "summary",
        {},
        make("strong", {}, term.own.term),
        make("span", { class: "maitrise-equivalent", ...abroad }, term.other.term),
      ),
      make("p", {}, term.own.definition),
      also(term.own, {}),
      make("p", { class: "maitrise-how" }, say("glossary.other")),
      make("p", abroad, term.other.definition),
      also(term.other, abroad),
      ...(avoided.length ? titled(say("glossary.avoid"), avoided) : []),
      ...(cited.length ? titled(say("glossary.sources"), cited) : []),
    ),
  );
}

/** @param {string} title @param {HTMLElement[]} items */
function titled(title, items) {
  return [make("p", { class: "maitrise-how" }, title), make("ul", {}, ...items)];
}
