/**
 * What keeps a store from doing what it was asked.
 */

/**
 * - large: the learning record is larger than what is read (`message` says so to the learner);
 * - full: no room is left where things are kept;
 * - off: the browser keeps nothing for this page;
 * - gone: everything was erased since this page was opened, and it may write no more;
 * - damaged: what is kept cannot be read;
 * - unreachable: the server does not answer, and nothing here can keep it meanwhile;
 * - refused: a file that is not to be brought in (`message` is a key of the words).
 * @typedef {"large" | "full" | "off" | "gone" | "damaged" | "unreachable" | "refused"} Fault
 */

export class StoreError extends Error {
  /**
   * @param {Fault} kind
   * @param {string} [message] for whoever debugs; learners are told by kind where the kind says no more
   */
  constructor(kind, message = kind) {
    super(message);
    this.name = "StoreError";
    this.kind = kind;
  }
}
