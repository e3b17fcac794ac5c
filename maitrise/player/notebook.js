/**
 * The page's front end in JupyterLab: each call of a notebook is a widget whose place is handed over
 * here. The widgets of one notebook share a channel to its kernel, and one page.
 */

import { CALLS } from "./calls.js";
import { HandInError } from "./case-session.js";
import { caseState } from "./case-state.js";
import { make } from "./dom.js";
import { openPage } from "./page.js";
import { question } from "./question.js";
import { quizResult } from "./quiz.js";
import { byMessages, kernelStore } from "./store/kernel.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").View} View */
/**
 * The channel, as far as it is used here.
 * @typedef {import("./store/kernel.js").Model & { model_id: string, get: (name: "page") => any }} Channel
 */
/**
 * A call, as a widget has it.
 * @typedef {object} Call
 * @property {Channel} channel
 * @property {string} call
 * @property {string[]} args
 * @property {string} name of its data
 * @property {any} data what it needs besides what the page holds
 */

/** @type {Record<string, View>} */
const VIEWS = {
  ...CALLS,
  case_bar: caseState,
  // A notebook shows the questions of a quiz one by one, and what came of them after the last.
  quiz_question: (page, quiz, id) =>
    question(page, id, { checks: page.data.quizzes?.[quiz].reasons === "each" }),
  quiz_result: quizResult,
};

/** @type {Map<string, Promise<Page>>} by channel: a kernel that was restarted has another one */
const pages = new Map();

/**
 * Draw a call in its place.
 * @param {Call} call
 * @param {HTMLElement} element
 */
export async function showCall({ channel, call, args, name, data }, element) {
  element.classList.add("maitrise-widget");
  Object.assign(element.dataset, { channel: channel.model_id, call, args: args.join(" ") });
  if (!pages.has(channel.model_id)) pages.set(channel.model_id, open(channel));
  const page = await /** @type {Promise<Page>} */ (pages.get(channel.model_id));
  try {
    if (data) page.data.data = { ...page.data.data, [name]: data };
    element.replaceChildren(VIEWS[call](page, ...args));
  } catch (error) {
    console.error(error);
    element.replaceChildren(make("p", { role: "status" }, page.say("call.failed")));
  }
}

/** @param {Channel} channel @returns {Promise<Page>} */
async function open(channel) {
  const page = await openPage(channel.get("page"), await kernelStore(channel));
  if (page.case) {
    const ask = byMessages(channel);
    page.case.show = (cell) => lead(channel, cell);
    page.case.handIn = async (id, withRecord) => {
      const body = { id, record: withRecord };
      const answer = await ask({ method: "POST", path: "hand-in", headers: {}, body });
      if (answer.status >= 300) throw new HandInError(answer.body.message);
      page.case?.sign(id);
      const { name, folder, address } = answer.body;
      return { name, folder, ...(address ? { again: () => openFile(address, name) } : {}) };
    };
  }
  return page;
}

/** @param {Channel} channel @param {string} cell */
function lead(channel, cell) {
  const places = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll('.maitrise-widget[data-call="case_question"]')
  );
  const place = [...places].find(({ dataset }) =>
    dataset.channel === channel.model_id && dataset.args === cell
  );
  if (!place) return;
  place.tabIndex = -1;
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

/**
 * A file beside the notebooks, offered by JupyterLab's own server.
 * @param {string} address from its root
 * @param {string} name
 */
function openFile(address, name) {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  const base = config ? JSON.parse(config).baseUrl : "/";
  const link = make("a", { href: `${base}files/${address}`, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}
