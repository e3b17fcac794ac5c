// Made by `make player` from the folders beside it: do not edit.

import { scoring as choice } from "./choice/score.js";
import { scoring as choices } from "./choices/score.js";
import { scoring as document } from "./document/score.js";
import { scoring as match } from "./match/score.js";
import { scoring as number } from "./number/score.js";
import { scoring as order } from "./order/score.js";
import { scoring as raci } from "./raci/score.js";
import { scoring as rows } from "./rows/score.js";
import { scoring as text } from "./text/score.js";

/** @type {Record<string, import("./types.js").Scoring>} */
export const SCORINGS = { choice, choices, document, match, number, order, raci, rows, text };
