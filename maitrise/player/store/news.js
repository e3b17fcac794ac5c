/**
 * What changed elsewhere: tabs of one browser tell one another.
 */

/**
 * @typedef {object} News
 * @property {(name: string) => void} tell tells the other tabs
 * @property {(listener: (name: string) => void) => () => void} listen returns how to stop
 */

const CHANNEL = "maitrise";
/** Anything may have changed: the page was asleep. */
export const ANYTHING = "*";

/** @returns {News} */
export function news() {
  /** @type {Set<(name: string) => void>} */
  const listeners = new Set();
  /** @param {unknown} name */
  const pass = (name) => listeners.forEach((listener) => listener(String(name)));
  const channel = open();
  if (channel) channel.onmessage = (event) => pass(event.data);
  // Two tabs with a file opened by a double-click may have no channel, but one storage.
  const isFile = globalThis.location?.protocol === "file:" || !channel;
  addEventListener("storage", ({ key, newValue }) => {
    if (key === CHANNEL && newValue) pass(newValue.split(" ")[0]);
  });
  // A page put to sleep, or kept for the Back button, has heard nothing meanwhile.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") pass(ANYTHING);
  });
  return {
    tell(name) {
      channel?.postMessage(name);
      if (isFile) ping(name);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** @returns {News} news for whoever is alone: tests, and what lasts as long as the page */
export function silence() {
  return { tell() {}, listen: () => () => {} };
}

function open() {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null; // a page without an origin of its own, or an old browser
  }
}

/** @param {string} name */
function ping(name) {
  try {
    localStorage.setItem(CHANNEL, `${name} ${Math.random()}`);
  } catch {
    // Nothing is kept here, so that no other tab has anything to hear.
  }
}
