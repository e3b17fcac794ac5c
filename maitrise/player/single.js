/**
 * The course as one document, for a double-click: every page stands behind the `#` of one address,
 * so that all of them keep answers in one place. A page is a classic script beside the document,
 * since a browser lets a local file load nothing else. Another page is another start of the
 * document: nothing of the one before is left.
 */

import { pageOf, placeOf } from "./address.js";
import { languageToRead } from "./language.js";
import { start } from "./start.js";

/** @typedef {import("./start.js").FramedData} FramedData */
/** @typedef {{ title: string, body: string, data: FramedData }} HeldPage */
/** @typedef {{ pages: string[], languages: string[], version: string }} Contents */

/** What the scripts of the pages fill, by address. */
/** @typedef {{ maitrisePages?: Record<string, HeldPage> }} Shelf */

export function beginSingle() {
  /** @type {Contents} */
  const contents = JSON.parse(document.getElementById("course")?.textContent ?? "");
  const address = pageOf(location.hash, contents.pages);
  if (!address) {
    location.replace(`#${languageToRead(contents.languages)}`);
    location.reload();
    return;
  }
  addEventListener("hashchange", () => {
    if (pageOf(location.hash, contents.pages) !== address) location.reload();
  });
  const root = document.documentElement;
  root.dataset.page = address;
  root.lang = address.slice(0, 2);
  const script = document.createElement("script");
  script.src = `pages/${address}.js`;
  script.onload = () => show(address);
  script.onerror = () => root.classList.add("page-missing");
  document.head.append(script);
}

/** @param {string} address */
function show(address) {
  const { maitrisePages } = /** @type {Shelf} */ (globalThis);
  const held = maitrisePages?.[address];
  const root = document.documentElement;
  if (!held) return root.classList.add("page-missing");
  // The hash always names the page; only now is it known whether it names a place in it.
  const leads = placeOf(location.hash).name !== "";
  root.classList.toggle("leads-somewhere", leads);
  root.toggleAttribute("data-at-start", !leads);
  document.title = held.title;
  const made = new DOMParser().parseFromString(held.body, "text/html");
  document.body.replaceChildren(...made.body.childNodes);
  start(held.data);
}
