/**
 * The service worker of a published course: what was opened works again without a network. While
 * there is one, every file comes from it, so that a new edition is never mixed with an old one. The
 * address that a page registers it under names the edition (`worker.js?v=…`).
 */

/** The scope of a service worker, which no page has. @type {any} */
const worker = globalThis;
const PREFIX = "maitrise-";

export function work() {
  worker.addEventListener("install", (/** @type {any} */ event) => {
    event.waitUntil(takeOver().then(() => worker.skipWaiting()));
  });
  worker.addEventListener("activate", (/** @type {any} */ event) => {
    event.waitUntil(tidy().then(() => worker.clients.claim()));
  });
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const isOurs = request.url.startsWith(worker.registration.scope);
    if (request.method === "GET" && isOurs) event.respondWith(answered(request));
  });
}

/** The name of what this edition keeps. */
function cacheName() {
  return PREFIX + new URL(location.href).searchParams.get("v");
}

/** What an older edition kept is fetched anew: it stays there without a network. */
async function takeOver() {
  const cache = await caches.open(cacheName());
  for (const name of await olderCaches()) {
    for (const { url } of await (await caches.open(name)).keys()) {
      await cache.add(url).catch(() => {}); // gone in this edition, or no network now
    }
  }
}

async function tidy() {
  for (const name of await olderCaches()) await caches.delete(name);
}

async function olderCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== cacheName());
}

/** @param {Request} request */
async function answered(request) {
  const cache = await caches.open(cacheName());
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic") await kept(cache, request, answer.clone());
    return answer;
  } catch (error) {
    const held = await cache.match(request, { ignoreSearch: true });
    if (held) return held;
    throw error;
  }
}

/** @param {Cache} cache @param {Request} request @param {Response} answer */
async function kept(cache, request, answer) {
  try {
    await cache.put(request.url.split("#")[0], answer);
  } catch {
    // No room: the page is there all the same.
  }
}
