/**
 * The same page in the other language.
 */

import { make } from "../dom.js";

/** @typedef {import("../types.js").Language} Language */
/** @typedef {import("../types.js").Say} Say */

/** @type {Record<Language, Language>} */
const OTHER = { fr: "en", en: "fr" };

/** @param {Language} language @param {Say} say */
export function languageLink(language, say) {
  const other = OTHER[language];
  const link = make(
    "a",
    { class: "tool", href: `?lang=${other}`, lang: other, hreflang: other },
    say("page.other-language"),
  );
  return make("p", { class: "room-language" }, link);
}
