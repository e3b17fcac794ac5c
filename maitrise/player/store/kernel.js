/**
 * The store of a page in a notebook: its kernel keeps what a server would, and is asked in the same
 * way (`server.js`), by messages of the widget in place of requests:
 *
 * - `{ "kind": "request", "n": 1, "method": "GET", "path": "documents/learner", "headers": {…},
 *   "body": … }` to the kernel;
 * - `{ "kind": "changed", "name": "cases/payroll-fr" }` from it: code in the notebook has changed a
 *   document;
 * - `{ "kind": "answer", "n": 1, "status": 200, "headers": {…}, "body": … }` back. Names of headers
 *   are in lower case.
 */

import { indexed } from "./indexed.js";
import { memory } from "./memory.js";
import { news } from "./news.js";
import { patient } from "./patience.js";
import { remoteStore } from "./remote.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("./conversation.js").Transport} Transport */

/**
 * What anywidget hands over, as far as it is used here.
 * @typedef {object} Model
 * @property {(message: object) => void} send
 * @property {(event: "msg:custom", listener: (message: any) => void) => void} on
 */

/**
 * @param {Model} model
 * @param {() => string} [now]
 * @returns {Promise<Store>}
 */
export async function kernelStore(model, now = () => new Date().toISOString()) {
  const waiting = await indexed("maitrise-waiting").catch(memory);
  return await remoteStore(byMessages(model), {
    place: "kernel",
    waiting,
    news: withKernel(news(), model),
    now,
  });
}

/**
 * What other tabs tell, and what the kernel does: code in a notebook has changed a document.
 * @param {import("./news.js").News} tabs
 * @param {Model} model
 * @returns {import("./news.js").News}
 */
function withKernel(tabs, model) {
  return {
    tell: (name) => tabs.tell(name),
    listen(listener) {
      model.on("msg:custom", (message) => {
        if (message?.kind === "changed") listener(String(message.name));
      });
      return tabs.listen(listener);
    },
  };
}

/**
 * @param {Model} model
 * @returns {Transport}
 */
export function byMessages(model) {
  /** @type {Map<number, (message: any) => void>} */
  const asked = new Map();
  let count = 0;
  model.on("msg:custom", (message) => {
    if (message?.kind === "answer") asked.get(message.n)?.(message);
  });
  return patient((request, left) =>
    new Promise((resolve, reject) => {
      count += 1;
      const n = count;
      left.addEventListener("abort", () => {
        asked.delete(n);
        reject(new Error("The kernel does not answer."));
      });
      asked.set(n, ({ status, headers = {}, body = null }) => {
        asked.delete(n);
        resolve({ status, body, header: (name) => headers[name.toLowerCase()] ?? "" });
      });
      model.send({ kind: "request", n, ...request });
    })
  );
}
