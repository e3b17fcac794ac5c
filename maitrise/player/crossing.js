/**
 * The course's picture: the bank of the need, the bank of the work, and the bridge that the contract
 * is. The sponsor stands on the hill, the PMO on a look-out that measures both sides. It is drawn
 * for the eye only: whatever it says is said beside it in words.
 */

import { shapePath } from "./shapes.js";
import { svg } from "./svg.js";

/**
 * A role in the picture.
 * @typedef {object} Piece
 * @property {string} role
 * @property {string} [side] of a project manager
 * @property {number} x where it stands
 * @property {number} y
 * @property {number} size
 */

/** @type {Piece[]} */
export const PIECES = [
  { role: "sponsor", x: 236, y: 196, size: 0.95 },
  { role: "pmo-office", x: 951, y: 134, size: 0.74 },
  { role: "pmo-officer", x: 997, y: 134, size: 0.74 },
  { role: "key-user", x: 92, y: 318, size: 1 },
  { role: "moa", x: 182, y: 322, size: 1.3 },
  { role: "amoa", x: 268, y: 318, size: 1.05 },
  { role: "project-manager", side: "moa", x: 356, y: 306, size: 0.95 },
  { role: "project-manager", side: "moe", x: 844, y: 306, size: 0.95 },
  { role: "moe", x: 932, y: 322, size: 1.3 },
  { role: "amoe", x: 1020, y: 318, size: 1.05 },
];

/** In building works the firms that build stand on the bank of the work. @type {Piece[]} */
export const WORKS_PIECES = [
  { role: "moa", x: 182, y: 322, size: 1.3 },
  { role: "amoa", x: 268, y: 318, size: 1.05 },
  { role: "moe", x: 870, y: 318, size: 1.15 },
  { role: "contractors", x: 1000, y: 322, size: 1.3 },
];

const WIDTH = 1200;
const HEIGHT = 400;

/**
 * @param {Record<string, string>} symbols the shape of each role
 * @param {Piece[]} [pieces]
 */
export function crossing(symbols, pieces = PIECES) {
  return svg(
    "svg",
    {
      class: "crossing",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "xMidYMax slice",
      "aria-hidden": "true",
    },
    ...landscape(),
    ...bridge(),
    ...lookout(),
    ...pieces.map((piece) => drawn(piece, symbols[piece.role] ?? "circle")),
  );
}

/** @param {string} name @param {string} d */
function area(name, d) {
  return svg("path", { class: `crossing-${name}`, d });
}

function landscape() {
  return [
    area(
      "hill",
      "M0 240C110 150 170 120 240 120s150 90 250 104 220-70 330-60 150-50 220-50 100 60 160 84v202H0z",
    ),
    area("hill-near", "M110 320c50-50 70-122 126-122s84 72 140 122z"),
    area("hill-near", "M850 320c40-44 66-70 122-70s86 40 140 70z"),
    area("water", "M300 330h600v70H300z"),
    area("wave", "M470 352h56M560 372h90M690 350h70M430 388h50M730 384h60"),
    area("bank", "M0 304h366c30 0 30 30 36 96H0z"),
    area("bank", "M1200 304H834c-30 0-30 30-36 96h402z"),
  ];
}

function bridge() {
  const posts = Array.from({ length: 11 }, (_, place) => `M${330 + place * 54} 262v26`).join("");
  const props = [450, 500, 700, 750].map((x) => `M${x} 300v${Math.abs(600 - x) < 120 ? 22 : 46}`);
  return [
    area("arch", "M404 400c20-84 96-128 196-128s176 44 196 128"),
    area("props", props.join("")),
    area("deck", "M316 286h568v16H316z"),
    area("rail", `M316 262h568${posts}`),
    svg(
      "g",
      { class: "crossing-contract", transform: "translate(600 232)" },
      area("paper", "M-30-38h60v60h-60z"),
      area("lines", "M-20-26h40M-20-15h40M-20-4h24"),
      area("signature", "M0 12c7-9 10 6 17-3"),
    ),
  ];
}

function lookout() {
  return [
    area("tower", "M936 250l10-108h56l10 108M940 204h66M943 172h60"),
    area("deck", "M924 134h100v10H924z"),
    area("rail", "M924 116h100M928 116v18M974 116v18M1020 116v18"),
  ];
}

/** @param {Piece} piece @param {string} symbol */
function drawn({ role, side, x, y, size }, symbol) {
  return svg(
    "g",
    {
      class: "piece",
      "data-role": role,
      "data-piece": side ? `${role}/${side}` : role,
      transform: `translate(${x} ${y}) scale(${size})`,
    },
    svg("ellipse", { class: "piece-shadow", rx: 25, ry: 5 }),
    svg("path", { class: "piece-body", d: "M-22 0c0-36 6-50 22-50s22 14 22 50c-12 5-32 5-44 0z" }),
    svg("circle", { class: "piece-head", cy: -62, r: 15 }),
    svg(
      "g",
      { class: "piece-sign", transform: "translate(-9 -37) scale(1.12)" },
      shapePath(symbol),
    ),
  );
}
