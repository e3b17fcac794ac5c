/**
 * What is to be reviewed today, counted without the cards themselves: the home page has none.
 */

import { isTable } from "../kinds/answer.js";
import { missedQuestions } from "./given.js";

/**
 * How many cards the flash cards would show: those that have come back, and questions missed that
 * were not shown as a card yet. A question that was answered right since is none.
 * @param {{ id: string, steps: import("./outline.js").Step[] }[]} lessons
 * @param {unknown} kept the document of the cards, as it is found
 * @param {unknown[]} record
 * @param {string} now
 */
export function toReview(lessons, kept, record, now) {
  const cards = isTable(kept) && isTable(kept.cards) ? kept.cards : {};
  const questions = new Set(
    lessons.flatMap(({ id, steps }) =>
      steps.flatMap(({ screens }) => screens.flat()).map((question) => `${id}/${question}`)
    ),
  );
  const missed = new Set(missedQuestions(record).filter((name) => questions.has(name)));
  const due = Object.entries(cards).filter(([name, card]) =>
    (missed.has(name) || !questions.has(name)) && isTable(card) &&
    Date.parse(String(card.due)) <= Date.parse(now)
  );
  return due.length + [...missed].filter((name) => !Object.hasOwn(cards, name)).length;
}
