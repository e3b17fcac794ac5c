/**
 * What two places have kept of one learner, brought together by time: nothing is lost.
 */

import { isTable } from "../../kinds/answer.js";
import { isLater, isPlain, later, readSheet, sheetData, SheetError } from "../sheet.js";
import { asideOf, partsOf } from "./names.js";

/** @typedef {import("../types.js").Merged} Merged */
/** @typedef {import("../types.js").Statement} Statement */
/** @typedef {Map<string, unknown>} Documents */

const DEEPEST = 12; // levels that a document of ours may nest

/**
 * Documents of two places as one place should hold them. What does not fit is put aside, not
 * dropped; a name that no document can have is passed over.
 * @param {Documents} here
 * @param {Documents} brought
 * @param {string} at now, for what is put aside
 * @returns {{ documents: Documents, merged: Omit<Merged, "statements"> }} only those that change
 */
export function mergeDocuments(here, brought, at) {
  /** @type {Documents} */
  const documents = new Map();
  let answers = 0;
  for (const [name, content] of brought) {
    const own = here.get(name) ?? null;
    if (!isWelcome(name, content) || isSame(own, content)) continue;
    if (own === null) {
      documents.set(name, content);
      answers += answersIn(name, content, new Map());
      continue;
    }
    const next = mergeDocument(name, own, content);
    if ((next === null || isAnotherPlay(name, content, next)) && !isAside(here, name, content)) {
      documents.set(asideOf(name, "before", at), content);
    }
    if (next !== null && !isSame(own, next)) {
      documents.set(name, next);
      answers += answersIn(name, next, readSheetOr(name, own));
    }
  }
  return { documents, merged: { documents: documents.size, answers } };
}

/**
 * One document of two places; null when they cannot be one.
 * @param {string} name
 * @param {unknown} here
 * @param {unknown} brought
 * @returns {unknown}
 */
export function mergeDocument(name, here, brought) {
  const { room, own } = partsOf(name) ?? { room: "", own: "" };
  if (room === "answers" || room === "cases") return mergeSheets(here, brought);
  if (!isTable(here) || !isTable(brought)) return null;
  if (room === "scenarios") return mergeScenarios(here, brought);
  if (own === "cards") return mergeCards(here, brought);
  if (own === "plan") return mergePlans(here, brought);
  if (own === "learner") {
    const said = Object.entries(brought).filter(([, value]) => value !== "");
    return { ...Object.fromEntries(said), ...filled(here) };
  }
  return here;
}

/**
 * Whether a document is another play of a scenario than the one that goes on, and so would be lost.
 * @param {string} name
 * @param {unknown} content
 * @param {unknown} goesOn
 */
export function isAnotherPlay(name, content, goesOn) {
  if (partsOf(name)?.room !== "scenarios" || !isTable(content) || !isTable(goesOn)) return false;
  return !begins(list(content.decisions), list(goesOn.decisions));
}

/**
 * Whether decisions are those that others begin with.
 * @param {unknown[]} decisions
 * @param {unknown[]} others
 */
export function begins(decisions, others) {
  return isSame(decisions, others.slice(0, decisions.length));
}

/**
 * Whether a document was set aside here before: a file may be brought back twice.
 * @param {Documents} here
 * @param {string} name
 * @param {unknown} content
 */
function isAside(here, name, content) {
  return [...here].some(([other, kept]) => other.startsWith(`${name}.`) && isSame(kept, content));
}

/**
 * Statements of two places, each once, by time; each place's own order is kept.
 * @param {Statement[]} here
 * @param {Statement[]} brought
 * @returns {{ record: Statement[], statements: number }} and how many came new
 */
export function mergeRecords(here, brought) {
  const known = new Set(here.map(({ id }) => id));
  const fresh = brought.filter((each) => {
    if (!isStatement(each) || known.has(each.id)) return false;
    known.add(each.id);
    return true;
  });
  /** @type {Statement[]} */
  const record = [];
  let next = 0;
  for (const each of here) {
    while (next < fresh.length && isLater(String(each.timestamp), String(fresh[next].timestamp))) {
      record.push(fresh[next]);
      next += 1;
    }
    record.push(each);
  }
  return { record: [...record, ...fresh.slice(next)], statements: fresh.length };
}

/** @param {unknown} each */
function isStatement(each) {
  return isTable(each) && isPlain(each, DEEPEST) && typeof each.id === "string" &&
    typeof each.timestamp === "string" && isTable(each.actor) && isTable(each.verb) &&
    isTable(each.object);
}

/**
 * Whether a document is of its name's kind: nothing else is let in.
 * @param {string} name
 * @param {unknown} content
 */
export function isWelcome(name, content) {
  const parts = partsOf(name);
  if (!parts || !isPlain(content, DEEPEST)) return false;
  if (parts.isAside) return true;
  if (parts.room === "answers") return readSheetOr(name, content) !== null;
  if (parts.room === "cases") return readSheetOr(name, content) !== null;
  if (!isTable(content) || content.format !== 1) return false;
  if (parts.room === "scenarios") {
    return Array.isArray(content.decisions) && Array.isArray(content.endings);
  }
  if (parts.own === "cards") return isTable(content.cards);
  return parts.own === "learner" ? typeof content.id === "string" : true;
}

/** @param {unknown} one @param {unknown} other */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @param {string} name
 * @param {unknown} raw
 */
function readSheetOr(name, raw) {
  const { room, own } = partsOf(name) ?? { room: "", own: "" };
  if (room !== "answers" && room !== "cases") return null;
  try {
    return readSheet(raw, room === "answers" ? own : own.replace(/-(fr|en)$/, "")).answers;
  } catch (error) {
    if (error instanceof SheetError) return null;
    throw error;
  }
}

/**
 * How many answers of a sheet were not there, or otherwise.
 * @param {string} name
 * @param {unknown} content
 * @param {ReturnType<typeof readSheetOr>} before
 */
function answersIn(name, content, before) {
  const now = readSheetOr(name, content);
  return now ? [...now].filter(([id, { at }]) => before?.get(id)?.at !== at).length : 0;
}

/** @param {unknown} here @param {unknown} brought */
function mergeSheets(here, brought) {
  try {
    const [own, other] = [readSheet(here), readSheet(brought)];
    return own.case === other.case
      ? sheetData({ ...own, answers: later(own.answers, other.answers) })
      : null;
  } catch (error) {
    if (error instanceof SheetError) return null;
    throw error;
  }
}

/**
 * The play that goes further stays, of two that went apart the one of here; endings ever reached come
 * together. The other of two that went apart is put aside by the caller: nothing tells which is later.
 * @param {Record<string, unknown>} here
 * @param {Record<string, unknown>} brought
 */
function mergeScenarios(here, brought) {
  const [decisions, others] = [list(here.decisions), list(brought.decisions)];
  const endings = [...new Set([...list(here.endings), ...list(brought.endings)])];
  return { ...here, decisions: begins(decisions, others) ? others : decisions, endings };
}

/**
 * Each card as it was last seen.
 * @param {Record<string, unknown>} here
 * @param {Record<string, unknown>} brought
 */
function mergeCards(here, brought) {
  const cards = new Map(Object.entries(isTable(here.cards) ? here.cards : {}));
  for (const [name, card] of Object.entries(isTable(brought.cards) ? brought.cards : {})) {
    if (!cards.has(name) || seen(card) > seen(cards.get(name))) cards.set(name, card);
  }
  return { ...here, cards: Object.fromEntries(cards) };
}

/** When a card was last seen, in milliseconds. @param {unknown} card */
function seen(card) {
  const at = isTable(card) ? Date.parse(String(card.last_review)) : NaN;
  return Number.isNaN(at) ? 0 : at;
}

/** @param {unknown} value @returns {unknown[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {Record<string, unknown>} table */
function filled(table) {
  return Object.fromEntries(Object.entries(table).filter(([, value]) => value !== ""));
}

/**
 * Two copies of the plan of the first days: what either has ticked or added.
 * @param {Record<string, unknown>} here @param {Record<string, unknown>} brought
 */
function mergePlans(here, brought) {
  const added = [brought.added, here.added].filter(isTable);
  return {
    ...here,
    ticked: [...new Set([...list(here.ticked), ...list(brought.ticked)])],
    added: Object.assign({}, ...added),
  };
}
