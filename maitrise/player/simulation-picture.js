/**
 * The picture of a scene: the person who faces you across a table; you are seen from behind.
 *
 * Classes: `maitrise-picture`; parts `maitrise-picture-wall`, `-portrait` (the window's light),
 * `-frame`, `-hill`, `-desk`, `-edge`, `-paper`, `-you`. Colours are the scene tokens of the page,
 * with a fallback for pages that have none.
 */

import { person } from "./people.js";
import { svg } from "./svg.js";

/** @typedef {import("./people.js").Features} Features */

/** @type {Record<string, string>} */
const FILLS = {
  wall: "var(--wall, #f1ebf7)",
  portrait: "var(--portrait, #e9e2f8)",
  frame: "var(--steel, #6b5f86)",
  hill: "var(--hill, #d9e3ea)",
  desk: "var(--desk, #c9a57a)",
  edge: "var(--desk-edge, #a9855b)",
  paper: "#f1ece1",
  you: "#2f6d7a",
};

/**
 * @param {Features} features
 * @param {string} said what is seen, for whoever cannot see it
 */
export function picture(features, said) {
  return svg(
    "svg",
    {
      class: "maitrise-picture",
      viewBox: "0 0 620 460",
      preserveAspectRatio: "xMidYMax slice",
      role: "img",
      "aria-label": said,
    },
    ...room(),
    person(features, 214, 70, 2.6),
    ...table(),
    ...you(),
  );
}

function room() {
  return [
    area("wall", "M0 0h620v460H0z"),
    area("frame", "M416 44h180v150H416z"),
    area("portrait", "M424 52h164v134H424z"),
    area("hill", "M424 160l44-46 30 26 38-52 52 62v36H424z"),
    svg("path", { d: "M506 52v134M424 119h164", stroke: FILLS.frame, "stroke-width": 5 }),
    area("portrait", "M36 60h112v150H36z"),
    svg("path", {
      d: "M54 88h76M54 112h76M54 136h48M54 168h76",
      stroke: FILLS.frame,
      "stroke-width": 6,
      "stroke-linecap": "round",
    }),
  ];
}

function table() {
  return [
    area("desk", "M0 360h620v100H0z"),
    area("edge", "M0 360h620v10H0z"),
    svg(
      "g",
      { transform: "translate(338 378) skewX(-16)" },
      area("paper", "M0 0h112v66H0z"),
      svg("path", {
        d: "M14 16h84M14 30h84M14 44h52",
        stroke: FILLS.frame,
        "stroke-width": 4,
        "stroke-linecap": "round",
      }),
    ),
  ];
}

function you() {
  return [
    svg(
      "g",
      { transform: "translate(136 286) scale(1.7)" },
      area("you", "M0 112c0-28 16-36 36-38h26c22 2 38 10 38 38z"),
      svg("path", { d: "M40 56h19v22H40z", fill: "#a5703f" }),
      svg("circle", { cx: 49, cy: 38, r: 25, fill: "#33272c" }),
    ),
  ];
}

/** @param {string} name @param {string} d */
function area(name, d) {
  return svg("path", { class: `maitrise-picture-${name}`, d, fill: FILLS[name] });
}
