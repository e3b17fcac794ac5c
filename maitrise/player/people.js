/**
 * People: one construction (shoulders, neck, head) with few features. Calm faces, never a
 * caricature; the colour of clothes is not a role. Skin and hair stay the same in the dark: the wall
 * behind them dims.
 */

import { svg } from "./svg.js";

/**
 * What a person looks like: `course/people.toml`.
 * @typedef {object} Features
 * @property {number} skin 1 to 6
 * @property {string} hair a colour of HAIR; of a headscarf, any colour
 * @property {string} cut
 * @property {string} top the colour of the clothes
 * @property {string} [collar]
 * @property {string} [shirt] under a jacket
 * @property {string} [beard] a colour of HAIR
 * @property {boolean} [glasses]
 * @property {"calm" | "smile" | "worry"} [mood]
 */

const SKIN = ["#f4d3ba", "#e7b894", "#d09a70", "#ad7350", "#835338", "#5d3a29"];
const SHADE = ["#e4b99c", "#d29f79", "#b78055", "#925d3d", "#6a412b", "#482c1e"];
/** @type {Record<string, string>} */
const HAIR = {
  black: "#241f28",
  brown: "#50352a",
  chestnut: "#804d2f",
  auburn: "#a64e2c",
  blond: "#d6ab5d",
  grey: "#9d9ba3",
  white: "#dcd9d7",
};

/** What lies behind the head. @type {Record<string, string>} */
const BEHIND = {
  bob: "M28 44c0-20 9-30 22-30s22 10 22 30c0 8 1 14 3 20H25c2-6 3-12 3-20z",
  long: "M28 42c0-19 9-28 22-28s22 9 22 28c0 18 3 28 7 40H21c4-12 7-22 7-40z",
  afro: "M50 6c18 0 29 12 29 28 0 14-9 24-14 26H35c-5-2-14-12-14-26C21 18 32 6 50 6z",
  curly:
    "M50 8c8 0 14 4 17 9 7 2 11 8 10 15 4 6 3 13-2 17 0 7-5 11-11 11H36c-6 0-11-4-11-11-5-4-6-11-2-17-1-7 3-13 10-15 3-5 9-9 17-9z",
  bun: "M50 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
  tail: "M64 22c16 1 20 20 13 46-3-9-6-14-13-18z",
  scarf: "M50 10c17 0 26 12 26 30 0 16 4 26 11 42H13c7-16 11-26 11-42 0-18 9-30 26-30z",
};

/** What lies on the forehead. @type {Record<string, string>} */
const FRONT = {
  crop: "M31 38c-1-15 7-24 19-24s20 9 19 24c-2-7-6-12-11-13-5 1-11 1-16 0-5 1-9 6-11 13z",
  short: "M30 40c-3-18 7-28 21-28s21 9 19 28c-2-6-4-10-6-13-8 4-20 4-27 0-3 3-5 7-7 13z",
  side: "M29 42c-3-20 8-31 23-31 13 0 20 11 19 31-2-8-5-13-9-17-8 4-17 3-24-1-3 5-6 10-9 18z",
  fringe: "M29 42c-2-19 8-29 21-29s23 10 21 29c-2-4-3-7-4-11-11 4-23 4-34 0-1 4-2 7-4 11z",
  tied: "M30 40c-2-17 8-26 20-26s22 9 20 26c-3-10-9-16-20-16s-17 6-20 16z",
};

/** Cuts: what lies behind, what lies in front. @type {Record<string, [string, string]>} */
const CUTS = {
  bald: ["", ""],
  crop: ["", "crop"],
  short: ["", "short"],
  side: ["", "side"],
  bob: ["bob", "fringe"],
  parted: ["bob", "side"],
  long: ["long", "fringe"],
  "long-parted": ["long", "side"],
  afro: ["afro", "crop"],
  curly: ["curly", "tied"],
  bun: ["bun", "tied"],
  tail: ["tail", "tied"],
  scarf: ["scarf", ""],
};

const MOUTHS = {
  calm: "M44.500 54.500q5.500 2.500 11 0",
  smile: "M44 53q6 5.500 12 0",
  worry: "M45 56q5-3 10 0",
};

/** A face in a round frame. @param {Features} features */
export function face(features) {
  const frame = { class: "face", viewBox: "6 4 88 88", "aria-hidden": "true" };
  return svg("svg", frame, ...bust(features));
}

/**
 * A person in a scene.
 * @param {Features} features
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
export function person(features, x, y, size) {
  return svg("g", { transform: `translate(${x} ${y}) scale(${size})` }, ...bust(features));
}

/** @param {Features} features @returns {SVGElement[]} in a square of 100 by 110 */
function bust({ skin, hair, cut, top, collar = "round", shirt = "#f4f1ea", beard, glasses, mood }) {
  const tone = Math.min(Math.max(Math.round(skin), 1), SKIN.length) - 1;
  const [own, shade] = [SKIN[tone], SHADE[tone]];
  const ink = tone > 3 ? "#17110f" : "#2c2228";
  const [behind, front] = CUTS[cut] ?? CUTS.short;
  const colour = HAIR[hair] ?? hair;
  const isCovered = behind === "scarf";
  return [
    ...(behind ? [shape(BEHIND[behind], colour)] : []),
    shape("M8 110c0-24 13-33 30-37h24c17 4 30 13 30 37z", top),
    shape("M42 56h16v18c-4 7-12 7-16 0z", shade),
    ...clothes(collar, top, shirt, own),
    ...(isCovered ? [] : [shape("M31 39a4 5 0 1 0 0 9zM69 39a4 5 0 1 1 0 9z", shade)]),
    shape(
      "M50 17c12.500 0 19 9 19 22.500C69 54 60 64 50 64s-19-10-19-24.500C31 26 37.500 17 50 17z",
      own,
    ),
    ...(beard ? [shape(BEARD, HAIR[beard] ?? beard)] : []),
    ...(front ? [shape(FRONT[front], colour)] : []),
    ...(isCovered ? [shape(SCARF, colour)] : []),
    shape("M41 42a2 2 0 1 1 4 0 2 2 0 0 1-4 0zM55 42a2 2 0 1 1 4 0 2 2 0 0 1-4 0z", ink),
    line("M39 36.500q3.500-2 7-.5M54 36q3.500-1.500 7 .5", ink, 1.6),
    line("M50.500 44q2 4-1 5", shade, 1.7),
    line(MOUTHS[mood ?? "calm"], beard ? "#f4d3ba" : ink, 1.7),
    ...(glasses ? [line(GLASSES, ink, 1.5)] : []),
  ];
}

const BEARD =
  "M31.500 44c0 14 8 21 18.500 21s18.500-7 18.500-21c-2 5-5 6.500-8.500 6.500-4-2.500-16-2.500-20 0-3.500 0-6.500-1.500-8.500-6.500z";
const SCARF =
  "M50 13c-14 0-22 10-22 26 0 15 8 27 22 27s22-12 22-27c0-16-8-26-22-26zm0 8c10 0 16 7 16 19 0 13-7 21-16 21s-16-8-16-21c0-12 6-19 16-19z";
const GLASSES =
  "M37 38.500h10.500v6.500q-5 4-10.500 0zM52.500 38.500H63v6.500q-5.500 4-10.500 0zM47.500 40q2.500-1.500 5 0";

/** @param {string} collar @param {string} top @param {string} shirt @param {string} skin */
function clothes(collar, top, shirt, skin) {
  switch (collar) {
    case "jacket":
      return [
        shape("M39 74l11 15 11-15 4 1-10 35H45l-10-35z", shirt),
        line("M35 75l6-2 9 17 9-17 6 2-8 18 3 3-10 14-10-14 3-3z", "rgb(0 0 0 / 25%)", 1.4),
      ];
    case "roll":
      return [
        shape("M39 67h22v10c-6 4-16 4-22 0z", top),
        line("M39 71q11 4 22 0", "rgb(0 0 0 / 22%)", 1.4),
      ];
    case "open":
      return [
        shape("M40 73l10 14 10-14 5 4-15 16-15-16z", shirt),
        line("M50 90v20", "rgb(0 0 0 / 28%)", 1.4),
      ];
    default:
      return [shape("M39 73c2 8 6 10 11 10s9-2 11-10", skin)];
  }
}

/** @param {string} d @param {string} fill */
function shape(d, fill) {
  return svg("path", { d, fill, "fill-rule": "evenodd" });
}

/** @param {string} d @param {string} stroke @param {number} width */
function line(d, stroke, width) {
  return svg("path", {
    d,
    fill: "none",
    stroke,
    "stroke-width": width,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  });
}
