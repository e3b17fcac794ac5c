/**
 * When a flash card comes back: the FSRS algorithm as its authors set it, without the random part.
 *
 * The memory's mathematics is that of `ts-fsrs`. Its scheduler is not used: it counts calendar days
 * and keeps the four answers apart, where the Python library of the same authors, by which cards
 * were scheduled so far, counts days of 24 hours and does neither. The steps of a new card and the
 * days counted here are those of the Python library, so that a card has the same date in a page
 * and in a file. Stability is rounded to eight decimals there and not here, so that one interval
 * in very many, one that lies between two days, may differ by a day.
 */

// @ts-types="./vendor/ts-fsrs.d.ts"
import { FSRSAlgorithm } from "./vendor/ts-fsrs.js";

/**
 * A card as the document `cards` keeps it.
 * @typedef {object} Seen
 * @property {number} card_id
 * @property {number} state 1 learning, 2 review, 3 relearning
 * @property {number | null} step
 * @property {number | null} stability in days
 * @property {number | null} difficulty 1 to 10
 * @property {string} due
 * @property {string | null} last_review
 */

/** @typedef {"again" | "hard" | "good" | "easy"} Rating */

/** @type {Rating[]} */
export const RATINGS = ["again", "hard", "good", "easy"];

const [LEARNING, REVIEW, RELEARNING] = [1, 2, 3];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** @type {Record<number, number[]>} minutes between the first showings of a card, by its state */
const STEPS = { [LEARNING]: [1, 10], [RELEARNING]: [10] };

const memory = new FSRSAlgorithm({ enable_fuzz: false });

/** A moment as Python writes it. @param {number} time in milliseconds */
function moment(time) {
  return new Date(time).toISOString().replace("Z", "+00:00");
}

/**
 * A card after it was rated.
 * @param {Seen | undefined} card undefined when it was never seen
 * @param {Rating} rating
 * @param {string} now
 * @returns {Seen}
 */
export function rated(card, rating, now) {
  const time = Date.parse(now);
  const grade = /** @type {1 | 2 | 3 | 4} */ (RATINGS.indexOf(rating) + 1);
  const days = card?.last_review ? Math.floor((time - Date.parse(card.last_review)) / DAY) : 0;
  const known = card?.stability && card.difficulty
    ? { stability: card.stability, difficulty: card.difficulty }
    : null;
  const { stability, difficulty } = memory.next_state(known, Math.max(0, days), grade);
  const next = nextStep(card?.state ?? LEARNING, card?.step ?? 0, grade);
  const wait = next.minutes === null
    ? memory.next_interval(stability, 0) * DAY
    : next.minutes * MINUTE;
  return {
    card_id: card?.card_id ?? 0,
    state: next.state,
    step: next.step,
    stability,
    difficulty,
    due: moment(time + wait),
    last_review: moment(time),
  };
}

/**
 * The state and step that follow, and the minutes to wait; null minutes: days, by the memory.
 * @param {number} state
 * @param {number} step
 * @param {1 | 2 | 3 | 4} grade
 * @returns {{state: number, step: number | null, minutes: number | null}}
 */
function nextStep(state, step, grade) {
  const [again, hard, good, easy] = [grade === 1, grade === 2, grade === 3, grade === 4];
  if (state === REVIEW) {
    return again
      ? { state: RELEARNING, step: 0, minutes: STEPS[RELEARNING][0] }
      : { state, step: null, minutes: null };
  }
  const steps = STEPS[state];
  if (again) return { state, step: 0, minutes: steps[0] };
  const last = step + 1 >= steps.length;
  if (easy || step >= steps.length || (good && last)) {
    return { state: REVIEW, step: null, minutes: null };
  }
  if (good) return { state, step: step + 1, minutes: steps[step + 1] };
  if (!hard) throw new RangeError(`no grade ${grade}`);
  if (step > 0) return { state, step, minutes: steps[step] };
  return { state, step, minutes: steps.length > 1 ? (steps[0] + steps[1]) / 2 : steps[0] * 1.5 };
}

/**
 * How long a card would stay away, in milliseconds, rating by rating.
 * @param {Seen | undefined} card
 * @param {string} now
 * @returns {Record<Rating, number>}
 */
export function intervals(card, now) {
  const away = RATINGS.map((
    each,
  ) => [each, Date.parse(rated(card, each, now).due) - Date.parse(now)]);
  return Object.fromEntries(away);
}
