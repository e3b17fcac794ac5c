/**
 * What changed elsewhere: tabs of one browser tell one another.
 */

/**
 * @typedef {object} News
 * @property {(name: string) => void} tell tells the other tabs
 * @property {(listener: (name: string) => void) => () => void} listen
 */

const CHANNEL = "maitrise";

/** @returns {News} */
export function news() {
  /** @type {Set<(name: string) => void>} */
  const listeners = new Set();
  /** @param {unknown} name */
  const pass = (name) => listeners.forEach((listener) => listener(String(name)));
  const channel = open();
  if (channel) channel.onmessage = (event) => pass(event.data);
  // Where tabs have no channel (a file opened by a double-click) a key of the storage tells them.
  globalThis.addEventListener?.("storage", (event) => {
    const { key, newValue } = /** @type {StorageEvent} */ (event);
    if (key === CHANNEL && newValue) pass(newValue.split(" ")[0]);
  });
  return {
    tell(name) {
      channel?.postMessage(name);
      if (channel) return;
      try {
        localStorage.setItem(CHANNEL, `${name} ${Math.random()}`);
      } catch {
        // nothing is kept here, so that no other tab has anything to hear
      }
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
    return null; // a page without an origin of its own
  }
}
