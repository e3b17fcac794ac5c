/**
 * The store of a page that a server keeps, and how page and server talk. A kernel is talked to in
 * the same way, by messages in place of requests (`kernel.js`).
 *
 * Addresses stand below `api/` at the root of the site. Bodies are JSON (UTF-8).
 *
 * | Request | Answer |
 * |---|---|
 * | `GET documents/<name>` | 200, the document, `ETag: "<version>"`; `null`, without a version, when there is none |
 * | `PUT documents/<name>`, the document, with `If-Match: "<version>"`, or `If-None-Match: *` for one that is not there yet | 204, `ETag` of what is now there; 412 when it has changed since |
 * | `DELETE documents/<name>` with `If-Match` | 204; 404; 412 |
 * | `GET record` | 200, a list of statements, oldest first, `ETag` |
 * | `POST record`, a list of statements | 204; a statement whose `id` the record already holds is passed over, so that a lost answer can be sent again |
 * | `PUT record`, a list of statements, with `If-Match` | 204, `ETag`; 412. Only where a file is brought back |
 * | `GET kept` | 200, `{"format": 1, "course": …, "at": …, "documents": {name: …}, "record": […]}` |
 * | `POST hand-in`, `{"assignment": "payroll-fr", "record": true}`, in a room | 200, `{"at": moment}`: the sheet as it is kept there is handed in, with the record if that is wished |
 * | `POST erase` | 200, `{"count": n}`: how many documents and records there were |
 *
 * - A version is any text that changes with the content (a hash of the file's bytes).
 * - Names: `answers/<lesson>`, `cases/<case>-<language>`, `learner`, `cards`, `scenarios/<name>`; and
 *   what was set aside, `<name>.damaged-<stamp>` or `<name>.before-<stamp>`. The server keeps each in
 *   the file of that name and `.json`, as the course always has. 400 for any other name
 *   (`^[a-z]+(/[A-Za-z0-9][A-Za-z0-9-]*)?(\.(damaged|before)-[0-9-]+)?$`).
 * - A document whose file is no JSON is answered as a JSON string, the file's text: the page sets it
 *   aside with a `PUT` of that string under the new name and a `DELETE`.
 * - `Maitrise-Mark`, a header of every answer: the mark of the last erasing ("" before the first). The
 *   page sends the one that it found on opening with each request that writes; 410 when another one
 *   stands. An answer of `POST erase` has the new mark.
 * - 401 or 403: the visit has ended (a token, a room's code): kept in the browser until it is taken up
 *   again. 413 with the kind `large`: the learning record is larger than what is read, and the message
 *   says so to the learner; statements are added to it all the same. 413, 507: no room. Anything else of 400 and more: not now, tried again later.
 * - Requests that write show the header `Maitrise-Token` of an earlier answer as `X-XSRFToken` (a
 *   cookie would be that of all ports of a computer). `Accept-Language` says the page's language.
 * - What the learner should be told about a document (its file was damaged, its copy is used) stands
 *   in its answer's header `Maitrise-Notice`, percent-encoded. What cannot be done is answered as
 *   `{"kind": …, "message": sentence}`; see `maitrise/server/api.py`.
 */

import { indexed } from "./indexed.js";
import { memory } from "./memory.js";
import { news } from "./news.js";
import { patient } from "./patience.js";
import { remoteStore } from "./remote.js";

/** @typedef {import("../types.js").Language} Language */
/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("./conversation.js").Transport} Transport */

/**
 * @param {string} address of the interface: "../../api/"
 * @param {Language} language
 * @param {{ now?: () => string, handsIn?: boolean }} [more] `handsIn`: whether it takes a case that
 *   is handed in
 * @returns {Promise<Store>} never rejects: where the server is gone, what is answered waits here
 */
export async function serverStore(
  address,
  language,
  { now = () => new Date().toISOString(), handsIn = false } = {},
) {
  const waiting = await indexed("maitrise-waiting").catch(memory);
  return await remoteStore(byRequests(new URL(address, document.baseURI), language), {
    place: "server",
    waiting,
    news: news(),
    now,
    handsIn,
  });
}

/**
 * @param {URL} root
 * @param {Language} language
 * @returns {Transport}
 */
function byRequests(root, language) {
  return patient(async ({ method, path, headers, body }, signal) => {
    const answer = await fetch(new URL(path, root), {
      method,
      headers: { ...headers, "Accept-Language": language, "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      cache: "no-store",
      signal,
    });
    const text = answer.status === 204 ? "" : await answer.text();
    return {
      status: answer.status,
      header: (name) => answer.headers.get(name) ?? "",
      body: text ? JSON.parse(text) : null,
    };
  });
}
