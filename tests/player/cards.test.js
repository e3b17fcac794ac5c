import { queue, readBox, withRating } from "../../maitrise/player/cards.js";
import { intervals, RATINGS } from "../../maitrise/player/card-schedule.js";
import { equal } from "./equal.js";

/** @typedef {import("../../maitrise/player/cards.js").Card} Card */

const NOW = "2026-11-24T09:00:00.000Z";

/** @param {number} minutes @returns {string} */
const later = (minutes) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** @param {string} id @param {Card["kind"]} [kind] @returns {Card} */
const card = (id, kind = "meaning") => ({
  id,
  kind,
  front: "?",
  offered: [],
  back: ["!"],
  backLanguage: "en",
  lesson: kind === "question" ? "01" : "",
});

const CARDS = [card("01/q", "question"), card("G01/meaning"), card("G02/meaning")];

/** @param {string} id @param {import("../../maitrise/player/cards.js").Rating} rating */
const rate = (id, rating) => withRating(null, {}, { card: id, rating, now: NOW });

Deno.test("a card known well stays away longer", () => {
  const away = intervals(undefined, NOW);
  const times = RATINGS.map((rating) => away[rating]);
  equal(times, times.toSorted((one, other) => one - other));
  equal(times[0], 60_000);
});

Deno.test("a missed question comes before the terms, whatever may still be new", () => {
  const { next, fresh, total, nextDue } = queue(CARDS, {}, NOW, 0);
  equal([next?.id, fresh, total, nextDue], ["01/q", 1, 3, null]);
});

Deno.test("what has come back is shown before what is new", () => {
  const { cards } = rate("G02/meaning", "good");
  const { next, due, fresh } = queue(CARDS, cards, later(11), 10);
  equal([next?.id, due, fresh], ["G02/meaning", 1, 2]);
});

Deno.test("a card due in minutes is shown rather than none, one due in days is not", () => {
  const terms = CARDS.slice(1);
  equal(queue(terms, rate("G01/meaning", "again").cards, NOW, 0).next?.id, "G01/meaning");
  equal(queue(terms, rate("G01/meaning", "easy").cards, NOW, 0).next, null);
});

Deno.test("no more new terms are shown than are allowed", () => {
  equal(queue(CARDS, {}, NOW, 1).fresh, 2);
  equal(queue(CARDS, {}, NOW, -1).fresh, 1);
});

Deno.test("a calendar that is none of ours is not read, and rating begins a new one", () => {
  const damaged = [
    "no JSON of ours",
    [],
    { format: 2, cards: {} },
    { format: 1, cards: [] },
    { format: 1 },
    { format: 1, cards: { "G01/term": { state: 1 } } },
    { format: 1, cards: { "G01/term": null } },
  ];
  for (const document of damaged) {
    equal(readBox(document), null);
    const { cards } = withRating(document, {}, { card: "G01/term", rating: "good", now: NOW });
    equal(Object.keys(cards), ["G01/term"]);
  }
});
