/**
 * From a page to its notebook in JupyterLab, where a server of the course can open one.
 */

import { make } from "./dom.js";

/** @typedef {import("./types.js").Page} Page */

/**
 * @param {Page} page
 * @param {string} address to which the page's language and name are added
 */
export function offerLab({ data, language, say }, address) {
  if (data.kind === "home") return; // no notebook is behind it
  const link = make(
    "a",
    { class: "tool", href: `${address}${language}/${data.page}`, target: "maitrise-lab" },
    say("page.lab"),
  );
  document.querySelector(".site-foot-in")?.prepend(make("p", {}, link));
}
