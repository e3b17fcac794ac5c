/**
 * Answers of the page's side to what `tests/test_parity.py` asks, a line of JSON each way.
 */

import { misconceptions } from "../../maitrise/kinds/mark.js";
import { AnswerError } from "../../maitrise/kinds/answer.js";
import { feedback, told } from "../../maitrise/kinds/feedback.js";
import {
  decimalsOf,
  isWithin,
  NumberError,
  readNumber,
  repr,
  rounded,
  writeNumber,
  writeQuantity,
  writeShortest,
} from "../../maitrise/kinds/numeral.js";
import { shortNumber } from "../../maitrise/kinds/points.js";
import { keyLines, readAnswer, score } from "../../maitrise/kinds/scoring.js";
import { itemOf } from "../../maitrise/player/allotment.js";
import { readSheet, sheetData, SheetError } from "../../maitrise/player/sheet.js";
import { answered } from "../../maitrise/player/statement.js";
import { sayer } from "../../maitrise/player/words.js";

/** @typedef {import("../../maitrise/kinds/types.js").Language} Language */

/** @type {Record<Language, Record<string, string>>} */
let words = { fr: {}, en: {} };

/** @param {Language} language */
const say = (language) => sayer(words[language], language);

/** @type {Record<string, (request: any) => unknown>} */
const ANSWERS = {
  words(request) {
    words = request.words;
    return true;
  },
  question: ({ question, language, answers }) =>
    answers.map((/** @type {unknown} */ raw) => outcome(question, language, raw)),
  read: ({ texts, language }) =>
    texts.map((/** @type {string} */ text) => {
      try {
        return { value: readNumber(text, language) };
      } catch (error) {
        if (!(error instanceof NumberError)) throw error;
        return { refused: say(language)(error.key, { written: error.written }) };
      }
    }),
  write: ({ values, language, unit }) =>
    values.map((/** @type {number} */ value) => ({
      written: [0, 1, 2, 3, 6].map((decimals) => writeNumber(value, language, decimals)),
      rounded: [0, 1, 2, 4].map((decimals) => rounded(value, decimals)),
      decimals: decimalsOf(value),
      shortest: writeShortest(value, language),
      short: shortNumber(value, language),
      quantity: writeQuantity(value, unit, language, 1),
      repr: repr(value),
    })),
  sheets: ({ texts }) =>
    texts.map((/** @type {string} */ text) => {
      try {
        return { sheet: sheetData(readSheet(parsed(text))) };
      } catch (error) {
        if (!(error instanceof SheetError)) throw error;
        return { refused: error.saidBy(say("en")) };
      }
    }),
  within: ({ triples }) =>
    triples.map((/** @type {[number, number, number]} */ each) => isWithin(...each)),
  drawn: ({ slots, learners }) =>
    learners.map((/** @type {string} */ learner) =>
      slots.map((/** @type {import("../../maitrise/player/allotment.js").Slot} */ slot) =>
        itemOf(slot, learner)
      )
    ),
  say: ({ key, values, language }) => say(language)(key, values),
};

/**
 * @param {any} question
 * @param {Language} language
 * @param {unknown} raw
 */
function outcome(question, language, raw) {
  const around = { say: say(language), language };
  try {
    const answer = readAnswer(question.asked, raw);
    const mark = score(question, answer);
    return {
      answer,
      ...mark,
      misconceptions: misconceptions(mark),
      feedback: answer === null ? null : feedback(question, mark, around),
      key_lines: answer === null ? null : keyLines(question, told(mark), around),
      statement: answer === null ? null : recorded(question, language, answer, mark),
    };
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    return { refused: true };
  }
}

/** A document as the store hands it over: a text where it is no JSON. @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * The statement of a checked answer, but for its id.
 * @param {any} question
 * @param {Language} language
 * @param {import("../../maitrise/kinds/types.js").Answer} answer
 * @param {import("../../maitrise/kinds/types.js").Mark} mark
 */
function recorded(question, language, answer, mark) {
  const moment = { learner: "p-1", at: "2026-11-29T10:00:00.000Z", language, version: "0" };
  return { ...answered(moment, "lesson", question, answer, mark), id: "" };
}

const output = Deno.stdout.writable.getWriter();
const encoder = new TextEncoder();
let rest = "";
for await (const piece of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  const lines = (rest + piece).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) {
    const request = JSON.parse(line);
    await output.write(encoder.encode(`${JSON.stringify(ANSWERS[request.name](request.given))}\n`));
  }
}
