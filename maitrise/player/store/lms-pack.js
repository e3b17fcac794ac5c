/**
 * What a learner did in a lesson, as one short text: an LMS of SCORM 1.2 keeps 4,096 characters.
 *
 * An id is written as its place among the ids of its question, so that a lesson takes a few hundred
 * characters. Each answer stands after a print of its question's ids: where a question has changed
 * since, its print has too, and the answer is not read as that of another one. Parts stand between
 * `*`, each known by its first letter; the last one is `.`, by which a text that was cut is told.
 * Only characters are used that no form, address or XML needs to escape.
 *
 * | Part | What follows its letter |
 * |---|---|
 * | `m` | the format: 1 |
 * | `l` | the learner's pseudonym |
 * | `t` | the moment of the last change, seconds since 1970 in base 36 |
 * | `s` | `c` complete or `-`; `p` passed, `f` failed or `-`; the best score in thousandths, base 36 |
 * | `b` | the print of all questions |
 * | `r` | the print of the steps, the step and the screen one was on, the steps seen as bits |
 * | `q` | the print of a question, `1` checked or `0`, the answer |
 * | `d` | the name of another document, and its content |
 */

import { AnswerError } from "../../kinds/answer.js";
import { readAnswer } from "../../kinds/scoring.js";
import { DIGITS, idsOf, packText, packValue, readTexts, unpackValue } from "./lms-values.js";

/** @typedef {import("../types.js").Question} Question */
/** @typedef {import("../outline.js").Step} Step */
/** @typedef {import("../lms-standing.js").Standing} Standing */
/** @typedef {{ cell: string, screen: number, seen: string[] }} Place */
/** @typedef {{ value: unknown, checked: boolean }} Given */

/**
 * @typedef {object} State
 * @property {string} learner
 * @property {string} at the moment of the last change
 * @property {Standing} standing
 * @property {Place | null} place
 * @property {Map<string, Given>} answers by question
 * @property {Map<string, unknown>} documents others, by name
 */
/** @typedef {{ questions: Record<string, Question>, steps: Step[] }} Lesson */

const FORMAT = "m1";
const END = ".";

/**
 * @param {State} state
 * @param {Lesson} lesson
 * @param {number} room how many characters there may be
 * @returns {{ text: string, left: ("documents" | "place" | "answers")[] }} and what had no room:
 *   nothing is ever cut
 */
export function pack(state, { questions, steps }, room) {
  const { learner, at, standing, place } = state;
  const head = [
    FORMAT,
    `l${learner}`,
    `t${Math.round(Date.parse(at) / 1000).toString(36)}`,
    `s${standing.complete ? "c" : "-"}${standing.success.slice(0, 1) || "-"}${
      standing.score === null ? "" : Math.round(standing.score * 10).toString(36)
    }`,
    `b${printOfAll(questions)}`,
  ];
  const reading = place ? [`r${packPlace(place, steps)}`] : [];
  const answers = [...state.answers].flatMap(([id, { value, checked }]) => {
    const asked = questions[id]?.asked;
    if (!asked || value === null || value === undefined) return [];
    const ids = idsOf(asked);
    return [`q${print(asked.kind, ...ids)}${checked ? 1 : 0}${packValue(value, ids)}`];
  });
  const documents = [...state.documents].map(([name, content]) =>
    `d${packText(name)}${packText(JSON.stringify(content))}`
  );
  /** @type {("documents" | "place" | "answers")[]} */
  const left = [];
  const length = () => [...head, ...reading, ...answers, ...documents, END].join("*").length;
  if (documents.length && length() > room) {
    documents.length = 0;
    left.push("documents");
  }
  if (reading.length && length() > room) {
    reading.length = 0;
    left.push("place");
  }
  if (length() > room) left.push("answers");
  while (answers.length && length() > room) {
    // A text that was written takes more than all else: the longest goes first.
    const longest = answers.reduce((most, each) => each.length > most.length ? each : most);
    answers.splice(answers.indexOf(longest), 1);
  }
  return { text: [...head, ...reading, ...answers, ...documents, END].join("*"), left };
}

/**
 * @param {string} text as the LMS gives it back
 * @param {Lesson} lesson
 * @returns {{ state: State, isChanged: boolean, isCut: boolean, lost: number } | null} `isChanged`:
 *   the questions are others than then; `lost`: answers that fit no question any more. Null for what
 *   is not ours
 */
export function unpack(text, { questions, steps }) {
  const [format, ...parts] = text.split("*");
  if (format !== FORMAT) return null;
  const isCut = parts.pop() !== END; // the last part of a cut text is not whole
  /** @type {State} */
  const state = {
    learner: "",
    at: "",
    standing: { complete: false, success: "", score: null },
    place: null,
    answers: new Map(),
    documents: new Map(),
  };
  const prints = new Map(
    Object.values(questions).map(({ asked }) => [print(asked.kind, ...idsOf(asked)), asked]),
  );
  let [isChanged, lost] = [false, 0];
  for (const part of parts) {
    const [letter, rest] = [part.slice(0, 1), part.slice(1)];
    try {
      if (letter === "l") state.learner = rest;
      if (letter === "t") state.at = new Date(parseInt(rest, 36) * 1000).toISOString();
      if (letter === "s") state.standing = standingOf(rest);
      if (letter === "b") isChanged = rest !== printOfAll(questions);
      if (letter === "r") state.place = unpackPlace(rest, steps);
      if (letter === "d") {
        const [name, content] = [...readTexts(rest)];
        state.documents.set(name, JSON.parse(content));
      }
      if (letter === "q") {
        const asked = prints.get(rest.slice(0, 4));
        if (!asked) throw new AnswerError();
        const value = unpackValue(rest.slice(5), idsOf(asked));
        readAnswer(asked, value);
        state.answers.set(asked.id, { value, checked: rest[4] === "1" });
      }
    } catch {
      if (letter === "q") lost += 1;
    }
  }
  return { state, isChanged, isCut, lost };
}

/** @param {string} written @returns {Standing} */
function standingOf(written) {
  const score = parseInt(written.slice(2), 36);
  return {
    complete: written[0] === "c",
    success: written[1] === "p" ? "passed" : written[1] === "f" ? "failed" : "",
    score: Number.isNaN(score) ? null : Math.min(100, score / 10),
  };
}

// --- Prints ---------------------------------------------------------------------------------

/**
 * Four characters that change with what they are made of.
 * @param {...string} texts
 */
function print(...texts) {
  let hash = 0x811c9dc5; // FNV-1a: nobody means to deceive it
  for (const character of texts.join("\n")) {
    hash = Math.imul(hash ^ /** @type {number} */ (character.codePointAt(0)), 0x01000193) >>> 0;
  }
  hash ^= hash >>> 24;
  return [18, 12, 6, 0].map((shift) => DIGITS[(hash >>> shift) & 63]).join("");
}

/** @param {Record<string, Question>} questions */
function printOfAll(questions) {
  return print(...Object.values(questions).map(({ asked }) => print(asked.kind, ...idsOf(asked))));
}

// --- The place ------------------------------------------------------------------------------

/** @param {Place} place @param {Step[]} steps */
function packPlace({ cell, screen, seen }, steps) {
  const cells = steps.map((step) => step.cell);
  let bits = "";
  for (let from = 0; from < cells.length; from += 6) {
    const six = cells.slice(from, from + 6);
    const bit = (/** @type {string} */ each, /** @type {number} */ place) =>
      seen.includes(each) ? 2 ** place : 0;
    bits += DIGITS[six.reduce((sum, each, place) => sum + bit(each, place), 0)];
  }
  return print(...cells) + digit(cells.indexOf(cell)) + digit(screen) + bits;
}

/** @param {string} written @param {Step[]} steps @returns {Place | null} */
function unpackPlace(written, steps) {
  const cells = steps.map((step) => step.cell);
  if (written.slice(0, 4) !== print(...cells)) return null; // the steps are others than then
  const [step, screen] = [...written.slice(4, 6)].map((each) => DIGITS.indexOf(each));
  const seen = cells.filter((_, at) =>
    (DIGITS.indexOf(written[6 + Math.floor(at / 6)]) >> (at % 6)) & 1
  );
  return { cell: cells[step] ?? "", screen: Math.max(0, screen), seen };
}

/** @param {number} value */
function digit(value) {
  return DIGITS[Math.min(Math.max(value, 0), DIGITS.length - 1)];
}
