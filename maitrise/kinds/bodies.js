// Made by `make player` from the folders beside it: do not edit.

import { body as choice } from "./choice/view.js";
import { body as choices } from "./choices/view.js";
import { body as document } from "./document/view.js";
import { body as match } from "./match/view.js";
import { body as number } from "./number/view.js";
import { body as order } from "./order/view.js";
import { body as raci } from "./raci/view.js";
import { body as rows } from "./rows/view.js";
import { body as text } from "./text/view.js";

/** @type {Record<string, import("./types.js").Body>} */
export const BODIES = { choice, choices, document, match, number, order, raci, rows, text };
