/**
 * Numbers of a table as bars, and dates as a timeline: one row a thing, its name above.
 *
 * Classes: `maitrise-bars` or `maitrise-timeline`; `maitrise-line` (a row) with `maitrise-line-name`
 * and `maitrise-line-note`; `maitrise-track` with its `maitrise-fill` (`data-series` 0, 1; `--share`
 * of the longest bar, to which its width must stay in proportion); `maitrise-fill-text`;
 * `maitrise-calendar` with `maitrise-month` (its place is the share of the time gone).
 */

import { make } from "./dom.js";

/** @typedef {Record<string, string>} Attributes */
/**
 * @typedef {object} Bars
 * @property {"bars"} kind
 * @property {string[]} series names of the columns, one or two
 * @property {{text: string, bars: ({share: number, text: string} | null)[]}[]} rows
 */
/**
 * @typedef {object} Timeline
 * @property {"timeline"} kind
 * @property {{month: string, at: number}[]} months
 * @property {{text: string, note: string, start: number, end: number}[]} rows
 */

const LOCALES = { fr: "fr-FR", en: "en-GB" };
const FEW_MONTHS = 7; // with more of them every other one is named

/** @param {Bars} figure @param {Attributes} picture */
export function bars({ series, rows }, picture) {
  const named = series.length > 1;
  return make(
    "div",
    { class: "maitrise-bars", ...picture },
    ...rows.map(({ text, bars }) =>
      make(
        "div",
        { class: "maitrise-line" },
        make("span", { class: "maitrise-line-name" }, text),
        ...bars.map((bar, place) => {
          if (!bar) return null;
          const fill = make("span", { class: "maitrise-fill", "data-series": place });
          fill.style.setProperty("--share", String(bar.share));
          const words = named ? [make("b", {}, series[place]), ` ${bar.text}`] : [bar.text];
          return make(
            "span",
            { class: "maitrise-track" },
            bar.share > 0 && fill, // nothing is drawn of nothing
            make("span", { class: "maitrise-fill-text" }, ...words),
          );
        }),
      )
    ),
  );
}

/**
 * @param {Timeline} figure
 * @param {Attributes} picture
 * @param {import("./types.js").Language} language
 */
export function timeline({ months, rows }, picture, language) {
  const written = new Intl.DateTimeFormat(LOCALES[language], { month: "short", timeZone: "UTC" });
  const step = months.length > FEW_MONTHS ? 2 : 1;
  const named = months.filter((_, place) => place % step === 0);
  const calendar = named.map(({ month, at }) => {
    const name = written.format(new Date(`${month}T00:00:00Z`));
    const line = make("span", { class: "maitrise-month" }, name);
    line.style.left = `${at * 100}%`;
    return line;
  });
  return make(
    "div",
    { class: "maitrise-timeline", ...picture },
    make("div", { class: "maitrise-calendar" }, ...calendar),
    ...rows.map(({ text, note, start, end }) => {
      const fill = make("span", { class: "maitrise-fill", "data-series": 0 });
      fill.style.marginLeft = `${start * 100}%`;
      fill.style.width = `${(end - start) * 100}%`;
      return make(
        "div",
        { class: "maitrise-line" },
        make("span", { class: "maitrise-line-name" }, text),
        make("span", { class: "maitrise-line-note" }, note),
        make("span", { class: "maitrise-track" }, fill),
      );
    }),
  );
}
