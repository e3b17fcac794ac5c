/**
 * Flash cards: a front, an answer that is turned over on demand, four ratings in plain words. The
 * keyboard follows the card: from the button that turns it to its answer, then to the next card.
 *
 * Classes: `maitrise-cards`; `maitrise-flash` (one card, `data-card`); `maitrise-kicker` (what is
 * asked); `maitrise-front`; `maitrise-back`; `maitrise-ratings`, its buttons with `data-rating` and
 * `maitrise-when` (when the card would come back).
 */

import { rounded } from "../kinds/numeral.js";
import { callData } from "./call-data.js";
import { intervals, RATINGS } from "./card-schedule.js";
import { deck, queue, readBox, withRating } from "./cards.js";
import { button, make, rich } from "./dom.js";
import { sayIfSlow } from "./slow.js";
import { storeWords } from "./store-words.js";

/**
 * @typedef {import("./types.js").Say} Say
 * @typedef {import("./cards.js").Card} Card
 * @typedef {import("./cards.js").Queue} Queue
 * @typedef {import("./card-schedule.js").Rating} Rating
 * @typedef {import("./card-schedule.js").Seen} Seen
 */

const NEW_AT_A_TIME = 10;
const DOCUMENT = "cards";
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const DAYS_A_MONTH = 30.4;

/** @type {import("./types.js").View} */
export function flashCards(page) {
  const { say, store, now } = page;
  /**
   * @type {{terms: Card[], questions: Record<string, Card>,
   *   lessons: Record<string, {title: string, href: string}>}}
   */
  const { terms, questions, lessons } = callData(page, "flash_cards");
  let cards = deck(terms, questions, []);
  /** @type {Record<string, Seen>} */
  let seen = {};
  let allowance = NEW_AT_A_TIME;
  const counts = make("p", { class: "maitrise-how", role: "status" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const place = make("div", { class: "maitrise-flash" });

  /** Read what is kept; a document that is none of ours is set aside. */
  async function read() {
    const [raw, statements] = await Promise.all([store.load(DOCUMENT), store.record()]);
    const box = readBox(raw);
    cards = deck(terms, questions, statements);
    seen = box ?? {};
    if (box) return "";
    const aside = await store.setAside(DOCUMENT, "damaged", (each) => readBox(each) === null);
    return aside ? say("cards.set-aside", { name: aside }) : "";
  }
  async function open() {
    try {
      notice.textContent = await sayIfSlow(notice, say, read());
    } catch (error) {
      notice.textContent = storeWords(say, error, "cards.not-read");
    }
    show();
  }
  /** @param {Card} card @param {Rating} rating */
  async function rate(card, rating) {
    const given = { card: card.id, rating, now: now() };
    if (!Object.hasOwn(seen, card.id) && card.kind !== "question") allowance -= 1;
    const known = seen;
    seen = withRating({ format: 1, cards: seen }, seen, given).cards;
    notice.textContent = "";
    show();
    try {
      const kept = await store.update(DOCUMENT, (raw) => withRating(raw, known, given));
      seen = { ...seen, ...readBox(kept) };
    } catch (error) {
      notice.textContent = storeWords(say, error, "cards.not-written");
    }
  }
  function show() {
    const here = place.contains(document.activeElement);
    const found = queue(cards, seen, now(), allowance);
    const { due, fresh, total, next } = found;
    counts.textContent = say("cards.counts", { due, new: fresh, total });
    place.replaceChildren(...(next ? face(next) : done(found)));
    place.dataset.card = next ? next.id : "";
    if (here) place.querySelector("button")?.focus();
  }

  /** @param {Card} card */
  function face(card) {
    const away = intervals(seen[card.id], now());
    const back = make(
      "div",
      {
        class: "maitrise-back",
        hidden: true,
        tabindex: "-1",
        role: "group",
        "aria-label": say("cards.answer"),
      },
      ...card.back.map((text) => make("p", { lang: card.backLanguage }, rich(text))),
      origin(card),
    );
    const ratings = make(
      "div",
      {
        class: "maitrise-ratings",
        role: "group",
        "aria-label": say("cards.how-well"),
        hidden: true,
      },
      make("p", { class: "maitrise-headline" }, say("cards.how-well")),
      ...RATINGS.map((rating) => {
        const choice = button(say(`cards.${rating}`), () => rate(card, rating));
        choice.dataset.rating = rating;
        choice.append(make("span", { class: "maitrise-when" }, wordsOf(away[rating])));
        return choice;
      }),
    );
    const turn = button(say("cards.show"), () => {
      back.hidden = ratings.hidden = false;
      turn.hidden = true;
      back.focus();
    }, { main: true });
    return [
      make("p", { class: "maitrise-kicker" }, say(`cards.kind.${card.kind}`)),
      make("p", { class: "maitrise-front" }, rich(card.front)),
      ...offered(card),
      back,
      make("div", { class: "maitrise-actions" }, turn),
      ratings,
    ];
  }
  /** @param {Card} card */
  function offered(card) {
    if (!card.offered.length) return [];
    const items = card.offered.map((text) => make("li", {}, rich(text)));
    return [make("p", { class: "maitrise-how" }, say("cards.offered")), make("ul", {}, ...items)];
  }
  /** @param {Card} card */
  function origin(card) {
    const lesson = lessons[card.lesson];
    if (!lesson) return null;
    const link = lesson.href ? make("a", { href: lesson.href }, lesson.title) : lesson.title;
    return make("p", { class: "maitrise-how" }, `${say("cards.lesson")} `, link);
  }
  /** @param {Queue} found */
  function done({ nextDue }) {
    const words = nextDue === null
      ? say("cards.done")
      : say("cards.done-until", { when: wordsOf(Date.parse(nextDue) - Date.parse(now())) });
    const more = button(say("cards.more"), () => {
      allowance += NEW_AT_A_TIME;
      show();
    });
    return [
      make("p", { class: "maitrise-front" }, words),
      make("div", { class: "maitrise-actions" }, more),
    ];
  }
  /** @param {number} wait */
  const wordsOf = (wait) => inWords(wait, say);

  show();
  open();
  store.watch((changed) => {
    if ([DOCUMENT, "erased"].includes(changed)) open();
  });
  return make(
    "section",
    { class: "maitrise maitrise-cards", "aria-label": say("cards.title") },
    counts,
    place,
    notice,
  );
}

/**
 * How long until a card comes back, in minutes, hours, days or months.
 * @param {number} wait in milliseconds
 * @param {Say} say
 */
export function inWords(wait, say) {
  const minutes = Math.max(1, rounded(wait / MINUTE, 0));
  if (minutes < 60) return say("cards.in-minutes", { count: minutes });
  if (minutes < DAY / MINUTE) {
    return say("cards.in-hours", { count: rounded(minutes * MINUTE / HOUR, 0) });
  }
  const days = rounded(minutes * MINUTE / DAY, 0);
  if (days === 1) return say("cards.tomorrow");
  if (days < 60) return say("cards.in-days", { count: days });
  return say("cards.in-months", { count: rounded(days / DAYS_A_MONTH, 0) });
}
