import { StoreError } from "./store/error.js";

/**
 * What a learner is told when something could not be kept or read.
 * @param {import("./types.js").Say} say
 * @param {unknown} error
 * @param {string} key of a sentence with a place for {why}
 */
export function storeWords(say, error, key) {
  const kind = error instanceof StoreError ? error.kind : "off";
  if (!(error instanceof StoreError)) console.error(error);
  if (error instanceof StoreError && kind === "large") return error.message;
  if (kind === "gone") return say("my-record.gone");
  return say(key, {
    why: say(`store.why.${kind === "full" || kind === "unreachable" ? kind : "off"}`),
  });
}
