/**
 * The few signs of the frame, drawn by strokes; what they mean is always said in words too.
 */

import { svg } from "./svg.js";

const STROKES = {
  next: "M5 12h14m-6-6 6 6-6 6",
  back: "M19 12H5m6-6-6 6 6 6",
  done: "M20 7 10 17l-5-5",
  print: "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2.500M12 19.500V22M2 12h2.500M19.500 12H22M5 5l1.700 1.700M17.300 17.300 19 19M5 19l1.700-1.700M17.300 6.700 19 5",
  dark: "M20 14a8 8 0 1 1-9.500-10A6.500 6.500 0 0 0 20 14z",
  down: "m6 9 6 6 6-6",
  lock: "M6 11h12v10H6zM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11",
  offline:
    "m3 3 18 18M8 16a5.700 5.700 0 0 1 8 0M5 12.500a10 10 0 0 1 4-2.400M2 9a14.500 14.500 0 0 1 4.500-2.900M19 12.500a10 10 0 0 0-3-2M22 9a14.500 14.500 0 0 0-11-3.500M12 20h.01",
};

/** @typedef {keyof typeof STROKES} Icon */

/** @param {Icon} name */
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: STROKES[name] }),
  );
}
