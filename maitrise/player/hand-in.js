/**
 * Handing in: what is blank, who hands in, then where the file is.
 *
 * Classes: `maitrise-hand-in`, `maitrise-hand-in-who`, `maitrise-share`, `maitrise-blanks`.
 */

import { button, fresh, make } from "./dom.js";
import { HandInError } from "./case-session.js";
import { isRosterId } from "./identity.js";
import { StoreError } from "./store/error.js";
import { storeWords } from "./store-words.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./case-session.js").CaseAtWork} CaseAtWork */
/** @typedef {import("./case-session.js").Handed} Handed */

/** @param {Page} page */
export function handIn(page) {
  const { say } = page;
  const atWork = /** @type {CaseAtWork} */ (page.case);
  const name = fresh("hand-in");
  const blanks = make("div", { class: "maitrise-blanks", role: "status" });
  const notice = make("p", {
    class: "maitrise-notice",
    role: "alert",
    "data-verdict": "wrong",
    hidden: true,
  });
  const field = make("input", {
    id: name,
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
    "aria-describedby": `${name}-how`,
    onkeydown: (event) => event.key === "Enter" && give.click(),
  });
  const record = make("input", { type: "checkbox" });
  const words = atWork.isSent
    ? { how: "hand-in.how-sent", give: "hand-in.send", again: "hand-in.send-again" }
    : { how: "hand-in.how", give: "hand-in.hand-in", again: "hand-in.again" };
  const give = button(say(words.give), () => ask(), { main: true });
  const anyway = button(say("hand-in.anyway"), () => hand(), { main: true });
  const back = button(say("hand-in.back"), () => {
    asking(false);
    give.focus();
  });
  const done = make("div", { class: "maitrise-result", role: "status", hidden: true });
  const card = make(
    "section",
    { class: "maitrise maitrise-hand-in", "aria-label": say("hand-in.title") },
    make("p", { class: "maitrise-headline" }, say("hand-in.title")),
    make("p", { class: "maitrise-how" }, say(words.how)),
    blanks,
    !atWork.isSent && make(
      "div",
      { class: "maitrise-hand-in-who" },
      make("label", { for: name }, say("hand-in.your-id")),
      field,
      make("p", { class: "maitrise-how", id: `${name}-how` }, say("hand-in.id-how")),
    ),
    make(
      "label",
      { class: "maitrise-share" },
      record,
      make("span", {}, say("hand-in.record")),
    ),
    notice,
    make("div", { class: "maitrise-actions" }, give, anyway, back),
    done,
  );

  /** @param {boolean} yes */
  function asking(yes) {
    give.hidden = yes;
    anyway.hidden = back.hidden = !yes;
  }
  function ask() {
    if (!atWork.blank().length) return hand();
    asking(true);
    back.focus();
  }
  async function hand() {
    const id = field.value.trim();
    if (!atWork.isSent && !isRosterId(id)) {
      return refuse(say(id ? "hand-in.bad-id" : "hand-in.no-id"), field);
    }
    give.disabled = anyway.disabled = true;
    try {
      told(await atWork.handIn(id, record.checked));
    } catch (error) {
      if (error instanceof HandInError) return refuse(error.message, give);
      if (error instanceof StoreError && error.kind === "large") {
        return refuse(say("hand-in.record-too-large"), record);
      }
      refuse(storeWords(say, error, "hand-in.not-made"), give);
    } finally {
      give.disabled = anyway.disabled = false;
    }
  }
  /** @param {string} words @param {HTMLElement} place */
  function refuse(words, place) {
    asking(false);
    notice.textContent = words;
    notice.hidden = false;
    place.focus();
  }
  /** @param {Handed} handed */
  function told(handed) {
    asking(false);
    notice.hidden = true;
    done.hidden = false;
    done.replaceChildren(...result(page, handed));
    give.textContent = say(words.again);
    give.focus();
  }
  function show() {
    blanks.replaceChildren(...blankLines(page, atWork));
  }
  atWork.watch(show);
  show();
  asking(false);
  let isTouched = false;
  field.addEventListener("input", () => isTouched = true);
  atWork.knownId().then((id) => {
    if (!isTouched) field.value = id;
  });
  return card;
}

/**
 * What is blank in words, each question's number a button that leads to it.
 * @param {Page} page
 * @param {CaseAtWork} atWork
 */
function blankLines({ say }, atWork) {
  const blank = atWork.blank();
  if (!blank.length) return [make("p", {}, say("hand-in.complete"))];
  const cells = [...atWork.asked.keys()];
  const links = blank.map((number) =>
    make(
      "li",
      {},
      make(
        "button",
        {
          type: "button",
          class: "maitrise-number-link",
          "aria-label": say("hand-in.to-question", { number }),
          onclick: () => atWork.show(cells[number - 1]),
        },
        String(number),
      ),
    )
  );
  const all = blank.length === atWork.asked.size;
  const words = all
    ? say("hand-in.all-blank")
    : say("hand-in.still-blank", { count: blank.length });
  return [make("p", {}, words), make("ul", { class: "maitrise-numbers" }, ...links)];
}

/** @param {Page} page @param {Handed} handed */
function result({ say }, { name, folder, again }) {
  if (!name) {
    return [
      make("p", { class: "maitrise-headline" }, say("hand-in.sent")),
      make("p", {}, say("hand-in.sent-next")),
    ];
  }
  const where = folder
    ? make("p", {}, say("hand-in.where"), " ", make("code", {}, folder))
    : make("p", {}, say("hand-in.in-downloads"));
  return [
    make("p", { class: "maitrise-headline" }, say("hand-in.done"), " ", make("strong", {}, name)),
    where,
    ...(again ? [make("p", {}, button(say("hand-in.download"), again))] : []),
    make("p", {}, say("hand-in.what-next")),
  ];
}
