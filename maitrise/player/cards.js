/**
 * Flash cards: which there are, which one to show now, and the document that keeps them.
 */

import { missedQuestions } from "./given.js";
import { rated } from "./card-schedule.js";

/**
 * @typedef {import("./card-schedule.js").Seen} Seen
 * @typedef {import("./card-schedule.js").Rating} Rating
 */

/**
 * One card in the language of a page.
 * @typedef {object} Card
 * @property {string} id permanent, the same in both languages
 * @property {"meaning" | "term" | "equivalent" | "question"} kind
 * @property {string} front what is asked
 * @property {string[]} offered what there is to choose from, if anything
 * @property {string[]} back the answer, a line a part
 * @property {"fr" | "en"} backLanguage
 * @property {string} lesson the lesson that a question comes from; "" for a term
 */

/** The document `cards`. @typedef {{format: 1, cards: Record<string, Seen>}} CardBox */

/**
 * What there is to do now.
 * @typedef {object} Queue
 * @property {Card | null} next the card to show; null when all is done
 * @property {number} due how many cards seen before have come back
 * @property {number} fresh how many cards not seen yet this sitting may still show
 * @property {number} total how many cards there are
 * @property {string | null} nextDue when the next card comes back; null when none was ever seen
 */

export const FORMAT = 1;
// A card that is due this soon is shown rather than none: nobody waits ten minutes before a page.
const LOOK_AHEAD = 20 * 60_000;

/**
 * Every card, missed questions first, then the terms as the course orders them.
 * @param {Card[]} terms
 * @param {Record<string, Card>} questions the questions of the lessons, by "lesson/question"
 * @param {Iterable<unknown>} statements the learning record
 * @returns {Card[]}
 */
export function deck(terms, questions, statements) {
  const missed = missedQuestions(statements).filter((name) => Object.hasOwn(questions, name));
  return [...missed.map((name) => questions[name]), ...terms];
}

/**
 * The cards of a document by their ids; null when it is not one of ours.
 * @param {unknown} document null or undefined where there is none
 * @returns {Record<string, Seen> | null}
 */
export function readBox(document) {
  if (document === null || document === undefined) return {};
  const raw = /** @type {CardBox} */ (document);
  if (typeof raw !== "object" || raw.format !== FORMAT) return null;
  if (typeof raw.cards !== "object" || raw.cards === null || Array.isArray(raw.cards)) return null;
  return Object.values(raw.cards).every(isSeen) ? raw.cards : null;
}

/** @param {unknown} value */
function isMoment(value) {
  return typeof value === "string" && /(Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value));
}

/** @param {unknown} value */
function isSeen(value) {
  const card = /** @type {Seen} */ (value);
  if (typeof card !== "object" || card === null || ![1, 2, 3].includes(card.state)) return false;
  if (!isMoment(card.due)) return false;
  if (card.step !== null && !Number.isInteger(card.step)) return false;
  const scheduled = [card.stability, card.difficulty].every((each) =>
    typeof each === "number" && each > 0
  );
  return card.last_review === null ? true : isMoment(card.last_review) && scheduled;
}

/**
 * What to show now: what has come back, then new cards, then what is about to come back.
 * @param {Card[]} cards the deck
 * @param {Record<string, Seen>} seen
 * @param {string} now
 * @param {number} allowance how many new terms may still be shown; missed questions do not count
 * @returns {Queue}
 */
export function queue(cards, seen, now, allowance) {
  const time = Date.parse(now);
  /** @param {Card} card */
  const dueOf = (card) => Date.parse(seen[card.id].due);
  const coming = cards.filter(({ id }) => Object.hasOwn(seen, id))
    .toSorted((one, other) => dueOf(one) - dueOf(other));
  const due = coming.filter((card) => dueOf(card) <= time);
  const soon = coming.filter((card) => time < dueOf(card) && dueOf(card) <= time + LOOK_AHEAD);
  const unseen = cards.filter(({ id }) => !Object.hasOwn(seen, id));
  const questions = unseen.filter(({ kind }) => kind === "question");
  const terms = unseen.filter(({ kind }) => kind !== "question").slice(0, Math.max(0, allowance));
  return {
    next: [...due, ...questions, ...terms, ...soon][0] ?? null,
    due: due.length + soon.length,
    fresh: questions.length + terms.length,
    total: cards.length,
    nextDue: coming.length ? seen[coming[0].id].due : null,
  };
}

/**
 * The document after a card was rated; other cards in it stay as they are.
 * @param {unknown} document what is kept now
 * @param {Record<string, Seen>} seen the cards that the page knows, for a document that is damaged
 * @param {{card: string, rating: Rating, now: string}} given
 * @returns {CardBox}
 */
export function withRating(document, seen, { card, rating, now }) {
  const cards = readBox(document) ?? seen;
  return { format: FORMAT, cards: { ...cards, [card]: rated(cards[card], rating, now) } };
}
