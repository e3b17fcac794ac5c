/** @typedef {import("./types.js").Language} Language */

/** @type {Record<Language, {locale: string, first: string}>} */
const LOCALES = { fr: { locale: "fr-FR", first: "1er" }, en: { locale: "en-GB", first: "1" } };

/**
 * A moment in the reader's own time: 24 novembre 2026, 10:05; as it is written where it cannot be
 * read.
 * @param {string} at
 * @param {Language} language
 */
export function momentWords(at, language) {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  const { locale, first } = LOCALES[language];
  const month = new Intl.DateTimeFormat(locale, { month: "long" }).format(moment);
  const day = moment.getDate() === 1 ? first : String(moment.getDate());
  const [hours, minutes] = [moment.getHours(), moment.getMinutes()];
  const time = [hours, minutes].map((each) => String(each).padStart(2, "0")).join(":");
  return `${day} ${month} ${moment.getFullYear()}, ${time}`;
}
