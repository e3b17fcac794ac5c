/**
 * A shape a role, so that colour is never the only sign: each drawn in a square of 16 by 16.
 */

import { svg } from "./svg.js";

/** By the `symbol` of `course/roles.toml`. @type {Record<string, string>} */
const SHAPES = {
  star: "M8 .8l2.200 4.700 5 .6-3.700 3.500 1 5.100L8 12.200 3.500 14.700l1-5.100L.8 6.100l5-.6z",
  square: "M1.500 1.500h13v13h-13z",
  circle: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z",
  "triangle-up": "M8 1l7.500 13.500H.5z",
  "triangle-down": "M8 15L.5 1.500h15z",
  diamond: "M8 .5L15.500 8 8 15.500.5 8z",
  cross: "M5.500 1h5v4.500H15v5h-4.500V15h-5v-4.500H1v-5h4.500z",
  "triangle-right": "M1.500.5L15 8 1.500 15.500z",
  hexagon: "M8 .5l6.700 3.800v7.400L8 15.500l-6.700-3.800V4.300z",
};

/** @param {string} symbol */
export function shapePath(symbol) {
  return svg("path", { d: SHAPES[symbol] ?? SHAPES.circle });
}

/** @param {string} symbol */
export function shape(symbol) {
  return svg(
    "svg",
    { class: "shape", viewBox: "0 0 16 16", "aria-hidden": "true" },
    shapePath(symbol),
  );
}
