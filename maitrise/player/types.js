/**
 * The shapes that the page's modules hand to one another. Types only: nothing runs here.
 */

/** @typedef {import("../kinds/types.js").Language} Language */
/** @typedef {import("../kinds/types.js").Verdict} Verdict */
/** @typedef {import("../kinds/types.js").Asked} Asked */
/** @typedef {import("../kinds/types.js").Key} Key */
/** @typedef {import("../kinds/types.js").Answer} Answer */
/** @typedef {import("../kinds/types.js").Mark} Mark */
/** @typedef {import("../kinds/types.js").Say} Say */
/**
 * @template {Asked} [A=any]
 * @template {Key} [K=any]
 * @typedef {import("../kinds/types.js").Question<A, K>} Question
 */

/**
 * `page.json`.
 * @typedef {object} PageData
 * @property {1} format
 * @property {string} page its id: "01-moa-amoa-moe"
 * @property {"lesson" | "case" | "page" | "home"} kind
 * @property {Language} language
 * @property {string} title
 * @property {Record<Language, string>} [name] the title without emphasis, in both languages
 * @property {string} [version] of the course; statements name it
 * @property {number} [minutes]
 * @property {string} [other] address of the twin page
 * @property {Record<string, string>} words
 * @property {Record<string, Question>} [questions]
 * @property {Record<string, Quiz>} [quizzes]
 * @property {Record<string, { name: string, lessons: string[] }>} [competencies] those that the
 *   quizzes test, and the lessons that treat them
 * @property {{ id: string, title: string, href: string }[]} [lessons] those, in course order
 * @property {Record<string, any>} [data] what other calls need, by call
 */

/** @typedef {{ title: string, questions: string[], reasons: "each" | "end" }} Quiz */

/**
 * A page at work: handed to every view.
 * @typedef {object} Page
 * @property {PageData} data
 * @property {Language} language
 * @property {Say} say
 * @property {Session} session
 * @property {CaseAtWork} [case] in the page of a case
 * @property {Store} store
 * @property {() => string} now UTC, ISO, with milliseconds
 */

/**
 * A view: makes the element that stands for one call.
 * @typedef {(page: Page, ...args: string[]) => HTMLElement} View
 */

/** @typedef {import("./case-session.js").CaseAtWork} CaseAtWork */

/** @typedef {{ value: unknown, at: string, checked: boolean }} Entry */

/**
 * What became of an answer, once it is known.
 * @typedef {object} Outcome
 * @property {boolean} saved whether it is kept
 * @property {string} where in words: where it is kept ("Saved on this device"); "" when it is not
 * @property {string} notice what the learner is to be told; "" when all is well
 */

/**
 * The answers of one page. What it holds changes at once; promises say what became of it, and never
 * reject: an answer that could not be stored is kept in memory and goes with the next writing, which
 * is tried again by itself.
 * @typedef {object} Session
 * @property {string} lesson
 * @property {string} learner the pseudonym
 * @property {string[]} notices what the learner is to be told about opening the sheet
 * @property {(question: string) => Entry} entry
 * @property {(question: string) => Answer | null} answer null when blank, or when it no longer fits
 * @property {(question: string, value: unknown) => Promise<Outcome>} put
 * @property {(question: string, value: unknown) => Promise<Outcome>} check
 * @property {(answers: [string, unknown][]) => Promise<Outcome>} checkAll those of a test come
 *   together, so that a lesson that they complete is recorded with all their points
 * @property {(question: string) => Verdict} verdict blank until checked
 * @property {() => { points: number, maximum: number }} points
 * @property {() => Promise<Outcome>} beginAgain sets the answers aside
 * @property {() => Promise<void>} forget begins as someone new, once the store has erased everything;
 *   until then nothing is written
 * @property {(statements: Statement[]) => Promise<Outcome>} record adds to the learning record
 * @property {() => Moment} moment who, now, in which language: for statements
 * @property {(listener: (anew: boolean) => void) => () => void} watch called when an answer changes,
 *   `anew` when all may have (another tab, a fresh start); returns how to stop
 * @property {(listener: () => void) => () => void} watchKept called when what could not be kept is
 *   kept after all, or what waits was sent; returns how to stop
 * @property {() => string} where what is held is kept, in words; "" while it is not
 * @property {() => void} close stops listening and trying
 */
/** @typedef {import("./statement.js").Moment} Moment */

/** @typedef {Record<string, any>} Statement An xAPI 1.0.3 statement */

/**
 * All that is kept of a learner, as one file.
 * @typedef {object} Kept
 * @property {1} format
 * @property {string} course
 * @property {string} at
 * @property {Record<string, unknown>} documents by name
 * @property {Statement[]} record
 */

/** @typedef {{ documents: number, answers: number, statements: number }} Merged what came new */

/**
 * Where documents are and how many wait to be sent.
 * @typedef {object} Status
 * @property {"device" | "page" | "server" | "kernel" | "lms"} place "page": nothing outlives this page
 * @property {number} waiting documents and statements not sent yet
 */

/**
 * Where answers and the learning record live. Documents have the content of the files of
 * `maitrise/learner/`: `answers/<lesson>`, `cases/<case>-<language>`, `learner`, `cards`,
 * `scenarios/<name>`.
 * @typedef {object} Store
 * @property {(name: string) => Promise<unknown>} load a document; null when there is none
 * @property {(name: string, change: (current: unknown) => unknown) => Promise<unknown>} update
 *   reads, changes and writes as one step across tabs; resolves with what is now kept
 * @property {(name: string, why: "damaged" | "before", is?: (current: unknown) => boolean) => Promise<string | null>} setAside
 *   gives a document another name, so that nothing written later touches it; resolves with that
 *   name, or null when there was none (or it is not the one meant)
 * @property {(statements: Statement[]) => Promise<void>} add
 * @property {() => Promise<Statement[]>} record
 * @property {() => Promise<Kept>} kept
 * @property {(file: Kept, how?: { another?: boolean }) => Promise<Merged>} bringBack merges by time,
 *   nothing lost. Rejects with a StoreError "refused" (`kept.other-learner`) for the file of another
 *   learner, unless `another` says that it is meant
 * @property {() => Promise<number>} erase everything; no open page writes afterwards under the old
 *   learner. Resolves with how many documents there were
 * @property {(listener: (name: string) => void) => () => void} watch called when something changed
 *   elsewhere (another tab, the server): the document's name, "record", "status", or "*" when
 *   anything may have; and "erased", wherever that was done
 * @property {(assignment: string, withRecord: boolean) => Promise<void>} [handIn] hands a case in, where
 *   whoever keeps the answers takes it; rejects with a StoreError
 * @property {() => Status} status
 * @property {() => string[]} [takeNotices] sentences about documents that were read (a copy was
 *   used, say), each once
 */

export {};
