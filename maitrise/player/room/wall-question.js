/**
 * The question put to the room, in large type: answers hidden, then counted, then what is right.
 *
 * Classes: `wall-stem`, `wall-votes`, `wall-vote` (with `data-verdict`), `wall-letter`, `wall-bar`,
 * `wall-count`, `wall-why`, `wall-deck`.
 */

import { button, make, plain, rich, stem } from "../dom.js";
import { counted } from "./wall-counted.js";

/** @typedef {import("../types.js").Asked} Asked */
/** @typedef {import("../types.js").Say} Say */
/** @typedef {import("./wall.js").Do} Do */
/** @typedef {import("./wall.js").State} State */
/**
 * @typedef {object} Put
 * @property {string} id
 * @property {"asked" | "shown" | "answered"} stage
 * @property {string} lesson its title
 * @property {any} asked
 * @property {number} answers how many have answered
 * @property {Record<string, number>} [counts] by option or row
 * @property {any} [key]
 * @property {Record<string, number>} [verdicts]
 * @property {{ text: string, count: number }[]} [misconceptions]
 */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const VERDICTS = ["right", "partly", "wrong"];

/** @param {State} state @param {Say} say @param {Do} act @returns {Node[]} */
export function questionOnWall({ put: shown }, say, act) {
  const put = /** @type {Put} */ (shown);
  const { asked, key, stage } = put;
  return [
    make("p", { class: "kicker" }, plain(put.lesson)),
    make("h2", { class: "wall-stem", tabindex: "-1" }, stem(asked.prompt)),
    ...(asked.convention ? [make("p", { class: "wall-convention" }, rich(asked.convention))] : []),
    parts(put, say),
    ...(put.verdicts && asked.kind !== "choice" ? [verdicts(put.verdicts, put.answers, say)] : []),
    ...(key?.explanation ? [make("p", { class: "wall-why" }, rich(key.explanation))] : []),
    ...(put.misconceptions?.length
      ? [make("h3", {}, say("room.wall.misconceptions")), counted(put.misconceptions, say)]
      : []),
    deck(stage, say, act),
  ];
}

/** @param {Put} put @param {Say} say */
function parts({ asked, counts, key, answers }, say) {
  const listed = asked.options ?? asked.rows ?? asked.items ?? [];
  if (!listed.length) return make("p", { class: "soft" }, say("room.wall.on-your-device"));
  const right = new Set(key?.right ?? []);
  const list = make("ol", { class: "wall-votes" });
  listed.forEach((/** @type {any} */ each, /** @type {number} */ at) => {
    const isRight = right.has(each.id);
    const text = each.text ?? (each.cells ?? []).join(" · ");
    const reason = isRight ? key?.reasons?.[each.id] : null;
    list.append(
      make(
        "li",
        {
          class: "wall-vote",
          "data-verdict": key && key.right ? (isRight ? "right" : "other") : "",
        },
        make("b", { class: "wall-letter", "aria-hidden": "true" }, LETTERS[at] ?? ""),
        make(
          "span",
          { class: "wall-text" },
          isRight && make("span", { class: "maitrise-spoken" }, `${say("picks.expected")} `),
          rich(text),
        ),
        ...(counts ? bar(counts[each.id] ?? 0, answers, say) : []),
        ...(reason ? [make("p", { class: "wall-why" }, rich(reason))] : []),
      ),
    );
  });
  return list;
}

/** @param {number} count @param {number} of @param {Say} say */
function bar(count, of, say) {
  return [
    make("progress", {
      class: "wall-bar",
      max: Math.max(1, of),
      value: count,
      "aria-label": say("room.wall.people", { count }),
    }),
    make("span", { class: "wall-count" }, String(count)),
  ];
}

/** @param {Record<string, number>} found @param {number} of @param {Say} say */
function verdicts(found, of, say) {
  return make(
    "ul",
    { class: "wall-verdicts" },
    ...VERDICTS.filter((each) => found[each]).map((each) =>
      make(
        "li",
        { "data-verdict": each },
        make("span", {}, say(`verdict.${each}`)),
        ...bar(found[each], of, say),
      )
    ),
  );
}

/** @param {Put["stage"]} stage @param {Say} say @param {Do} act */
function deck(stage, say, act) {
  const isHidden = stage === "asked";
  const isGiven = stage === "answered";
  const see = button(
    say(isHidden ? "room.wall.show-answers" : "room.wall.hide-answers"),
    () => act("turn", { stage: isHidden ? "shown" : "asked" }),
    { main: isHidden },
  );
  const give = button(
    say(isGiven ? "room.wall.open-again" : "room.wall.give-answer"),
    () => act("turn", { stage: isGiven ? "shown" : "answered" }),
    { main: !isHidden && !isGiven },
  );
  see.hidden = isGiven;
  return make(
    "div",
    { class: "wall-deck" },
    see,
    give,
    button(say("room.wall.another"), () => act("take-away"), { main: isGiven }),
  );
}
