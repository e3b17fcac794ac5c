/**
 * What every view is built of: kinds of question need it too, so that it lies with them.
 */

export { badge, button, fresh, make, plain, rich, stem } from "../kinds/dom.js";
