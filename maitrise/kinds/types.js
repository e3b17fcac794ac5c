/**
 * The shapes that a question has in the page. Types only: nothing runs here.
 *
 * Two values are told apart everywhere: what is *asked* (one language, no key, no reason), and the
 * *key*, which only formative questions have in a page.
 */

/** @typedef {"fr" | "en"} Language */
/** @typedef {"right" | "partly" | "wrong" | "blank" | "to mark"} Verdict */

/** @typedef {(key: string, values?: Record<string, unknown>) => string} Say */

/** @typedef {{ id: string, text: string }} Named */

/**
 * What every kind asks; a kind adds its own parts (see its folder).
 * @typedef {object} Asked
 * @property {string} id permanent, never a position
 * @property {string} kind
 * @property {string} prompt
 * @property {string | null} convention
 * @property {string} competency
 * @property {"easy" | "medium" | "hard"} difficulty
 * @property {number} points the maximum
 */

/**
 * What every key holds; a kind adds its own parts.
 * @typedef {object} Key
 * @property {string[]} hints
 * @property {string | null} explanation
 */

/**
 * A question as a page holds it.
 * @template {Asked} [A=any]
 * @template {Key} [K=any]
 * @typedef {object} Question
 * @property {A} asked
 * @property {K | null} key null in cases and in the exam
 * @property {Record<Language, string>} [name] the prompt without emphasis, in both languages: the
 *   learning record says it so
 */

/**
 * A question whose key is there.
 * @template {Asked} [A=any]
 * @template {Key} [K=any]
 * @typedef {{ asked: A, key: K }} Keyed
 */

/**
 * An answer in the form that scoring trusts: an id, a number or a text, some ids, or a table by row.
 * @typedef {string | number | string[] | Record<string, string> | Record<string, Record<string, string>>} Answer
 */

/**
 * Why one part of an answer is right or not.
 * @typedef {object} Reason
 * @property {string} item id of the option, row or item; "" for the whole answer
 * @property {Verdict} verdict
 * @property {string | null} text what the learner is told; null for what no author foresaw
 * @property {string | null} misconception
 */

/**
 * @typedef {object} Mark
 * @property {number} points from 0 to `maximum`
 * @property {number} maximum
 * @property {Verdict} verdict
 * @property {Reason[]} reasons a reason for each part that was judged
 */

/**
 * What a kind knows of its answers; see `maitrise/kinds/contract.py`, whose rules these are.
 * @typedef {object} Scoring
 * @property {"choice" | "long-fill-in" | "matching" | "numeric" | "sequencing"} interaction what its
 *   answers are recorded as
 * @property {(asked: any, raw: any) => Answer | null} read raw JSON as an answer; null when blank.
 *   Throws an AnswerError
 * @property {(question: Keyed, answer: any) => Mark} score
 * @property {(value: unknown, language: Language) => unknown} [fromField] a value that was typed, as
 *   the sheet keeps it. Throws a NumberError
 * @property {(answer: any, language: Language) => string} [typed] an answer as it is shown again in
 *   the field that it was typed into
 * @property {(asked: any, answer: any) => string[]} [pairs] an answer that is a table, as pairs of
 *   the learning record in the question's order
 * @property {(question: Keyed, known: Set<string>, around: { say: Say, language: Language }) => string[]} keyLines
 *   the model answer, a line a part; reasons that the reader has read already are left out
 */

/**
 * What a question's view is given.
 * @typedef {object} Around
 * @property {Say} say
 * @property {Language} language
 * @property {(value: unknown) => void} change the learner has changed the answer
 * @property {() => void} check the learner asks for the verdict (the Enter key in a field)
 */

/**
 * What stands after a check.
 * @typedef {object} Feedback
 * @property {Verdict} verdict
 * @property {string} headline
 * @property {string} points in words
 * @property {Record<string, Part>} parts by option, row or item
 * @property {{ verdict: Verdict, label: string, reason: string }[]} reasons of the whole answer
 * @property {string[]} explanation
 */
/** @typedef {{ verdict: Verdict, label: string, reason: string }} Part */

/**
 * The controls of one question.
 * @typedef {object} Controls
 * @property {HTMLElement} element
 * @property {(value: any, written: string | null) => void} show shows an answer; `written` is a
 *   typed one as it is written
 * @property {(checked: Checked | null) => void} mark turns the controls into marks with their
 *   reasons, or back
 * @property {() => HTMLElement | null} first where the focus goes on "try again"
 * @property {boolean} [hasOthers] whether what was not chosen has reasons of its own, for a button
 *   to show
 * @property {boolean} [solvedOnDemand] whether the right answer does not stand beside the learner's
 *   own after a check, so that a button shows it
 * @property {boolean} [countsLines] whether the verdict says how many lines are right
 */

/**
 * What controls need to become marks.
 * @typedef {object} Checked
 * @property {Record<string, Part>} parts
 * @property {Key | null} key
 * @property {boolean} all whether the reasons of what was not chosen are shown too
 */

/** @typedef {(asked: any, around: Around) => Controls} Body */

export {};
