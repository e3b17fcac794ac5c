/**
 * The language to open the course in: the last one read, or the first that the reader's browser
 * asks for.
 */

const KEPT = "maitrise-language";

/** @param {string[]} offered */
export function languageToRead(offered) {
  const wanted = [...navigator.languages].map((each) => each.slice(0, 2));
  try {
    wanted.unshift(localStorage.getItem(KEPT) ?? "");
  } catch {
    // Storage is off: the browser's own languages.
  }
  return wanted.find((each) => offered.includes(each)) ?? offered[0];
}

/** @param {string} language */
export function rememberLanguage(language) {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // The browser's own languages will do.
  }
}

/** The first page of a course in several languages leads on to one. */
export function leadToLanguage() {
  const offered = (document.documentElement.dataset.languages ?? "").split(" ");
  location.replace(`${languageToRead(offered)}/index.html`);
}
