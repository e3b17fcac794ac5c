/**
 * The course without a network: a service worker keeps what was opened, and on request everything.
 * Where there is none (a file, plain http, the server of the course), nothing is offered.
 */

import { make } from "./dom.js";

/** @typedef {import("./types.js").Say} Say */
/** @typedef {{ files: string[] }} Contents what `files.json` holds */

const canWork = () =>
  "serviceWorker" in navigator && isSecureContext && location.protocol.startsWith("http") &&
  !document.documentElement.hasAttribute("data-api") &&
  document.documentElement.hasAttribute("data-worker");

/** Once the page is there: nothing of its opening waits for it. */
export async function keepPages() {
  if (!canWork()) return;
  const { root = "", worker = "" } = document.documentElement.dataset;
  const wasKept = navigator.serviceWorker.controller !== null;
  try {
    await navigator.serviceWorker.register(`${root}worker.js?v=${worker}`);
    if (wasKept) return;
    await controlled();
    // This page was opened before anything could keep it: it passes once more, from the browser.
    const files = performance.getEntriesByType("resource").map((each) => each.name);
    for (const file of new Set([location.href.split("#")[0], ...files])) {
      await fetch(file, { cache: "force-cache" });
    }
  } catch {
    // Refused by the browser or its owner: the course works the same while there is a network.
  }
}

const PATIENCE = 10_000; // a page that was reloaded past its worker has none until the next time

/** Until the worker answers for this page, which may be a while after it is ready. */
async function controlled() {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return;
  await new Promise((resolve, reject) => {
    serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    setTimeout(reject, PATIENCE);
  });
}

/**
 * A button that copies the whole course, in the page's language, to the device.
 * @param {Say} say
 */
export function offerOffline(say) {
  if (!canWork()) return null;
  const { root = "" } = document.documentElement.dataset;
  const told = make("p", { role: "status" });
  const button = make(
    "button",
    { type: "button", class: "button", onclick: copy },
    say("home.offline"),
  );

  async function copy() {
    button.disabled = true;
    try {
      await controlled();
      const answer = await fetch(`${root}files.json`);
      /** @type {Contents} */
      const { files } = await answer.json();
      const own = document.documentElement.lang;
      const wanted = files.filter((file) =>
        !/^[a-z]{2}\//.test(file) || file.startsWith(`${own}/`)
      );
      let done = 0;
      for (const file of wanted) {
        const got = await fetch(root + file);
        if (!got.ok) throw new Error(file);
        await got.arrayBuffer();
        done += 1;
        told.textContent = say("home.offline.busy", { done, total: wanted.length });
      }
      told.textContent = say("home.offline.done");
      button.hidden = true;
    } catch {
      told.textContent = say("home.offline.failed");
      button.disabled = false;
    }
  }

  return make("div", { class: "offline" }, button, told);
}
