/**
 * Keeping the play of a scenario in a store: what another page or device has played meanwhile is
 * never written over.
 */

import { decisionsOf } from "./scenario.js";
import { kept, readProgress, takeUp } from "./scenario-progress.js";
import { storeWords } from "./store-words.js";
import { begins } from "./store/merge.js";

/**
 * @typedef {import("./scenario.js").Scenario} Scenario
 * @typedef {import("./scenario.js").State} State
 * @typedef {import("./types.js").Say} Say
 * @typedef {import("./types.js").Store} Store
 */

/** What is kept is another play than the one of this page. */
class PlayedElsewhere extends Error {}

/**
 * @param {Store} store
 * @param {Scenario} scenario
 * @param {Say} say
 */
export function scenarioKeeping(store, scenario, say) {
  const document = `scenarios/${scenario.id}`;
  /** @type {string[]} those ever reached */
  let endings = [];
  /** @type {[string, string][]} decisions as this page last knew them kept */
  let known = [];

  /**
   * Whether another page or device has played since, and otherwise.
   * @param {[string, string][]} found
   * @param {[string, string][]} decisions
   */
  function isElsewhere(found, decisions) {
    return !begins(found, decisions) && !begins(found, known);
  }

  return {
    document,
    endings: () => endings,
    /**
     * Take the play up where it was left; one that does not fit is set aside.
     * @returns {Promise<import("./scenario-progress.js").Reading>} rejects with a StoreError
     */
    async takeUp() {
      const found = takeUp(scenario, await store.load(document));
      endings = found.endings;
      known = decisionsOf(found.state);
      if (found.fault) {
        await store.setAside(document, found.fault === "damaged" ? "damaged" : "before");
      }
      return found;
    },
    /**
     * Keep where the play is.
     * @param {State} state
     * @returns {Promise<string>} what the learner is to be told; never rejects
     */
    async keep(state) {
      const decisions = decisionsOf(state);
      /** @param {unknown} current */
      const change = (current) => {
        const found = readProgress(scenario.id, current);
        endings = [...new Set([...found?.endings ?? [], ...endings])];
        if (found && isElsewhere(found.decisions, decisions)) throw new PlayedElsewhere();
        const next = kept(scenario, state, endings);
        endings = next.endings;
        return next;
      };
      let notice = "";
      try {
        await store.update(document, change).catch(async (error) => {
          if (!(error instanceof PlayedElsewhere)) throw error;
          await store.setAside(document, "before");
          notice = say("scenario.elsewhere");
          await store.update(document, change);
        });
      } catch (error) {
        return storeWords(say, error, "scenario.not-kept");
      }
      known = decisions;
      return notice;
    },
  };
}
