/**
 * Several options of a list, by check boxes: the look of a choice.
 */

import { options } from "../choice/view.js";

/** @type {import("../types.js").Body} */
export const body = (asked, around) => options(asked, around, true);
