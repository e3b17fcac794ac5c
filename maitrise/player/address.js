/**
 * Where the reader is. On a host a page is a file and a step what stands after the `#`; in the
 * single document the page stands after the `#` too (`#fr/01-…/2-quatre-verbes`).
 */

/**
 * @typedef {object} Place
 * @property {string} name a step's id, the cell that opens it (the same in both languages), or the
 *   id of any element of the page; "" at the top of the page
 * @property {number} screen from 0
 */

const root = () => document.documentElement;

/** Whether one document holds every page. */
export function isSingle() {
  return root().dataset.form === "single";
}

/**
 * The page that an address of the single document leads to: the longest known one.
 * @param {string} hash with its `#`
 * @param {string[]} pages their addresses
 */
export function pageOf(hash, pages) {
  const wanted = decoded(hash.slice(1));
  return pages
    .filter((page) => wanted === page || wanted.startsWith(`${page}/`))
    .sort((one, other) => other.length - one.length)[0] ?? "";
}

/** What an address says; one that was cut or mistyped as it stands. @param {string} text */
function decoded(text) {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/**
 * The place within the page that is shown.
 * @param {string} hash with its `#`
 * @returns {Place}
 */
export function placeOf(hash) {
  let within = decoded(hash.slice(1));
  if (isSingle()) {
    const page = root().dataset.page ?? "";
    within = within.startsWith(`${page}/`) ? within.slice(page.length + 1) : "";
  }
  const [name, screen] = within.split("/");
  return { name: name ?? "", screen: Math.max(0, Number.parseInt(screen ?? "1", 10) - 1 || 0) };
}

/**
 * The address of a place in this page.
 * @param {string} name
 * @param {number} [screen] from 0
 */
export function hashOf(name, screen = 0) {
  const within = screen ? `${name}/${screen + 1}` : name;
  return isSingle() ? `#${root().dataset.page}/${within}` : `#${within}`;
}

/**
 * The address of a place in another page.
 * @param {string} href the page's own
 * @param {string} name
 * @param {number} [screen] from 0
 */
export function placeIn(href, name, screen = 0) {
  const within = screen ? `${name}/${screen + 1}` : name;
  if (!within) return href;
  return href.startsWith("#") ? `${href}/${within}` : `${href.split("#")[0]}#${within}`;
}
