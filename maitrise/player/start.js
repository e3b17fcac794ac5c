/**
 * Where a published page begins to work: its data, where answers are kept, its calls, its frame.
 */

import { arrangeCase } from "./case-page.js";
import { welcome } from "./home.js";
import { offerLab } from "./lab-link.js";
import { rememberLanguage } from "./language.js";
import { keepPages } from "./offline.js";
import { mountCalls, openPage } from "./page.js";
import { showRoom } from "./room/bar.js";
import { showFaces } from "./speech.js";
import { frame } from "./shell.js";
import { readInSteps } from "./steps.js";
import { browserStore } from "./store/browser.js";
import { serverStore } from "./store/server.js";

/** @typedef {import("./types.js").PageData} PageData */
/** @typedef {import("./steps.js").Outline} Outline */

/**
 * What the frame of a page needs besides.
 * @typedef {PageData & Partial<Outline> & { home?: import("./home.js").Home, people?: Record<string, import("./people.js").Features> }} FramedData
 */

/**
 * @param {FramedData} data
 * @param {import("./types.js").Store} [given] where answers are kept, when the page's frame knows
 * @returns {Promise<import("./types.js").Page | undefined>}
 */
export async function start(data, given) {
  const main = document.querySelector("main");
  if (!main) return;
  const { api, lab, room } = document.documentElement.dataset;
  const store = given ??
    await (api ? serverStore(api, data.language, { handsIn: room !== undefined }) : browserStore());
  const page = await openPage(data, store);
  rememberLanguage(page.language);
  frame(page.say);
  if (lab) offerLab(page, lab);
  if (room) showRoom(page, room);
  showFaces(main, data.people ?? {});
  if (data.home) await welcome(page, main, data.home);
  if (data.steps?.length) {
    await readInSteps(page, main, { steps: data.steps, parts: data.parts ?? [] });
  }
  mountCalls(page, main);
  const article = main.querySelector(".article");
  if (page.case && article instanceof HTMLElement) arrangeCase(page, article);
  document.documentElement.classList.remove("leads-somewhere");
  document.documentElement.dataset.ready = "";
  keepPages();
  return page;
}

/** A page that has its data in itself. */
export function begin() {
  const written = document.getElementById("page-data")?.textContent;
  if (written) start(JSON.parse(written));
}
