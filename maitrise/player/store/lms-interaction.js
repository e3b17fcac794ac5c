/**
 * An answer as an LMS lists it: which question, what was answered, whether it was right.
 *
 * SCORM 2004 takes answers as the learning record writes them. SCORM 1.2 knows a part of an answer
 * by one character only: the options of a question are a, b, c… in its order.
 */

/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {import("../types.js").Question} Question */

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const LONGEST = 255; // of a written answer, in SCORM 1.2
const LONGEST_2004 = 4000;

/**
 * @param {Statement} statement of the learning record
 * @param {Record<string, Question>} questions
 * @param {"scorm12" | "scorm2004"} version
 * @returns {{ fields: Record<string, string> & { id: string } } | null} by element, in the order they
 *   are to be set; null for what is no answer to a question
 */
export function interactionOf(statement, questions, version) {
  const id = String(statement.object?.id ?? "").split("/").at(-1) ?? "";
  const asked = questions[id]?.asked;
  const { response, success } = statement.result ?? {};
  const type = statement.object?.definition?.interactionType;
  if (!asked || typeof response !== "string" || !type) return null;
  const at = String(statement.timestamp);
  const line = response.replace(/\s+/g, " "); // some take one line only, by their patterns (scorm-again)
  if (version === "scorm2004") {
    const result = success === undefined ? "neutral" : success ? "correct" : "incorrect";
    return {
      fields: {
        id,
        type,
        // SCORM 2004 takes a zone only after fractions of a second, and no more than two digits.
        timestamp: at.replace(/(\.\d\d)\d*Z$/, "$1Z"),
        learner_response: line.slice(0, LONGEST_2004),
        result,
      },
    };
  }
  const short = shortened(type, response, asked);
  return {
    fields: {
      id,
      time: at.slice(11, 19),
      type: short === null ? "fill-in" : type,
      student_response: short ?? line.slice(0, LONGEST),
      result: success === undefined ? "neutral" : success ? "correct" : "wrong",
    },
  };
}

/**
 * An answer by the places of its parts; null where they have none, or where it was written.
 * @param {string} type
 * @param {string} response
 * @param {any} asked
 */
function shortened(type, response, asked) {
  const parts = asked.options ?? asked.items ?? asked.rows ?? asked.passages ?? [];
  const others = asked.categories ?? asked.faults ?? [];
  const letter = (/** @type {{ id: string }[]} */ named, /** @type {string} */ id) =>
    LETTERS[named.findIndex((each) => each.id === id)];
  if (type === "numeric") return response;
  if (type === "choice" || type === "sequencing") {
    const letters = response.split("[,]").map((id) => letter(parts, id));
    return letters.every(Boolean) ? letters.join(",") : null;
  }
  if (type !== "matching") return null;
  const pairs = response.split("[,]").map((pair) => {
    const [one, other] = pair.split("[.]");
    const [left, right] = [letter(parts, one), letter(others, other)];
    return left && right ? `${left}.${right}` : "";
  });
  return pairs.every(Boolean) ? pairs.join(",") : null;
}
