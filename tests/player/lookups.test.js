import { found, indexed, plain } from "../../maitrise/player/glossary-search.js";
import { momentWords } from "../../maitrise/player/moments.js";
import { inWords } from "../../maitrise/player/flash-cards.js";
import { filtered } from "../../maitrise/player/raci-explorer.js";
import { equal } from "./equal.js";

/** @param {string} id @param {string} fr @param {string} en @param {string} definition */
function term(id, fr, en, definition) {
  const own = { term: fr, also: [], definition };
  return { id, own, other: { term: en, also: [], definition: "" }, avoid: [], sources: [] };
}

const INDEX = indexed([
  term("G01", "cahier des charges", "requirements", "Ce que la maîtrise d’œuvre lit."),
  term("G02", "maîtrise d’œuvre", "delivery", "Elle réalise."),
]);

/** @param {string} written */
const ids = (written) => found(INDEX, written).terms.map(({ id }) => id);

Deno.test("accents, apostrophes and case do not count in a search", () => {
  equal(plain("Maîtrise d’ŒUVRE"), "maitrise d oeuvre");
  equal(ids("maitrise d'oeuvre"), ["G02", "G01"]);
});

Deno.test("what is found by its name comes before what is found in its definition", () => {
  equal(ids("œuvre"), ["G02", "G01"]);
});

Deno.test("a term is found by its name in the other language, and every word must be there", () => {
  equal(ids("REQUIREMENTS"), ["G01"]);
  equal(ids("cahier delivery"), []);
});

Deno.test("nothing written shows all terms in the author's order", () => {
  equal(found(INDEX, "  ").searched, false);
  equal(ids("  "), ["G01", "G02"]);
});

Deno.test("a role filter leaves out what the role has no part in", () => {
  const row = (
    /** @type {string} */ id,
    /** @type {string} */ phase,
    /** @type {string} */ moe,
  ) => (
    { id, text: id, phase, letters: { MOE: moe }, varies: false }
  );
  const rows = [row("a", "1", "R"), row("b", "1", "-"), row("c", "2", "C")];
  equal(filtered(rows, "", "MOE").map(({ id }) => id), ["a", "c"]);
  equal(filtered(rows, "1", "MOE").map(({ id }) => id), ["a"]);
  equal(filtered(rows, "1", "").length, 2);
});

Deno.test("how long a card stays away is told in the unit that fits", () => {
  const said = (/** @type {number} */ minutes) =>
    inWords(minutes * 60_000, (key, values) => `${key} ${values?.count ?? ""}`.trim());
  equal(said(0.2), "cards.in-minutes 1");
  equal(said(5.5), "cards.in-minutes 6");
  equal(said(90), "cards.in-hours 2");
  equal(said(24 * 60), "cards.tomorrow");
  equal(said(59 * 24 * 60), "cards.in-days 59");
  equal(said(90 * 24 * 60), "cards.in-months 3");
});

Deno.test("a moment is told in words, and one that cannot be read as it is written", () => {
  const first = new Date(2026, 10, 1, 9, 5).toISOString();
  equal(momentWords(first, "fr"), "1er novembre 2026, 09:05");
  equal(momentWords(first, "en"), "1 November 2026, 09:05");
  equal(momentWords("<b>never</b>", "en"), "<b>never</b>");
});
