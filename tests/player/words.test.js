import { fill } from "../../maitrise/player/words.js";
import { equal } from "./equal.js";

Deno.test("a word follows the number that it goes with", () => {
  const sentence = "{done} réponse{done:|s} sur {total}";
  equal(fill(sentence, { done: 1, total: 3 }, "fr"), "1 réponse sur 3");
  equal(fill(sentence, { done: 0, total: 3 }, "fr"), "0 réponse sur 3");
  equal(fill("{n} {n:line|lines}", { n: 0 }, "en"), "0 lines");
});
