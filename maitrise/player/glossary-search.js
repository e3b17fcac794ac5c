/**
 * Searching the glossary: both languages at once, accents and apostrophes aside. What is found by
 * its name comes before what is found in its definition.
 */

/**
 * What a term is in one language.
 * @typedef {{term: string, also: string[], definition: string}} Side
 */

/**
 * @typedef {object} Term
 * @property {string} id
 * @property {Side} own in the language of the page
 * @property {Side} other in the other language
 * @property {{text: string, language: string, why: string}[]} avoid
 * @property {{id: string, title: string}[]} sources
 */

/** A term with the words that it is found by. @typedef {{term: Term, names: string, all: string}} Indexed */

/** A text as it is compared. @param {string} text */
export function plain(text) {
  return text
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’'‑-]/g, " ")
    .replace(/\s+/g, " ");
}

/** @param {Term[]} terms @returns {Indexed[]} */
export function indexed(terms) {
  return terms.map((term) => {
    const sides = [term.own, term.other];
    const names = sides.flatMap((side) => [side.term, ...side.also]);
    const definitions = sides.map((side) => side.definition);
    return {
      term,
      names: plain(names.join(" | ")),
      all: plain([...names, ...definitions].join(" | ")),
    };
  });
}

/**
 * The terms that hold every word written; all of them, in the author's order, where none is.
 * @param {Indexed[]} index
 * @param {string} written
 * @returns {{terms: Term[], searched: boolean}}
 */
export function found(index, written) {
  const words = plain(written).split(" ").filter(Boolean);
  /** @param {string} text */
  const holds = (text) => words.every((word) => text.includes(word));
  const all = index.filter((each) => holds(each.all));
  if (!words.length) return { terms: all.map(({ term }) => term), searched: false };
  const named = all.filter((each) => holds(each.names));
  const rest = all.filter((each) => !named.includes(each));
  return { terms: [...named, ...rest].map(({ term }) => term), searched: true };
}
