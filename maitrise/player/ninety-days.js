/**
 * My first ninety days: a list for the role that one takes up. What is ticked or added is kept where the
 * answers are, as the document `plan`; it prints as it stands.
 *
 * Classes: `maitrise-plan`; `maitrise-plan-period` (a fieldset); `maitrise-plan-added` (what the learner
 * wrote).
 */

import { isTable } from "../kinds/answer.js";
import { callData } from "./call-data.js";
import { button, fresh, make } from "./dom.js";
import { currentLearner } from "./identity.js";
import { storeWords } from "./store-words.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {{id: string, period: string, kind: string, text: string}} Item */
/** @typedef {{id: string, name: string, note: string, never: string[], items: Item[]}} Plan */
/** @typedef {{plan: string, period: string, text: string}} Added */
/**
 * What is kept: what was ticked, as `plan/item`; what was written, by an id of its own.
 * @typedef {{format: 1, ticked: string[], added: Record<string, Added>}} Kept
 */

const LONGEST = 200; // characters of what a learner adds

/** @type {import("./types.js").View} */
export function ninetyDays(page) {
  const { say, store } = page;
  /** @type {{periods: string[], kinds: string[], plans: Plan[]}} */
  const { periods, kinds, plans } = callData(page, "ninety_days");
  const id = fresh("plan");
  const choice = /** @type {HTMLSelectElement} */ (make(
    "select",
    { id, onchange: show },
    ...plans.map((plan) => make("option", { value: plan.id }, plan.name)),
  ));
  const body = make("div", {});
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  let kept = readPlan(null);

  /** @param {(before: Kept) => Kept} change */
  async function keep(change) {
    notice.textContent = ""; // said anew once this change is kept
    try {
      kept = readPlan(await store.update("plan", (current) => change(readPlan(current))));
      notice.textContent = say("ninety-days.kept");
    } catch (error) {
      kept = change(kept);
      notice.textContent = storeWords(say, error, "ninety-days.not-kept");
    }
  }

  /** @param {string} name as it is kept @param {string} text @param {Node[]} more */
  function line(name, text, ...more) {
    const box = make("input", { type: "checkbox", checked: kept.ticked.includes(name) });
    box.addEventListener("change", () => keep((before) => ticked(before, name, box.checked)));
    return make("li", {}, make("label", {}, box, make("span", {}, text)), ...more);
  }

  /** @param {Plan} plan @param {string} period */
  function added(plan, period) {
    return Object.entries(kept.added)
      .filter(([, each]) => each.plan === plan.id && each.period === period)
      .map(([name, each]) => {
        const away = button(say("ninety-days.remove"), async () => {
          await keep((before) => without(before, name));
          show();
        });
        away.setAttribute("aria-label", say("ninety-days.remove-this", { text: each.text }));
        return line(name, each.text, away);
      });
  }

  /** @param {Plan} plan @param {string} period */
  function section(plan, period) {
    const field = fresh("plan-add");
    const box = make("input", { id: field, type: "text", maxlength: LONGEST, autocomplete: "off" });
    const add = button(say("ninety-days.add"), async () => {
      const text = box.value.trim();
      if (!text) return box.focus();
      await keep((before) => adding(before, { plan: plan.id, period, text }, page.now()));
      show();
      /** @type {HTMLElement | null} */ (body.querySelector(
        `[data-period="${period}"] input[type=text]`,
      ))
        ?.focus();
    });
    return make(
      "fieldset",
      { class: "maitrise-plan-period", "data-period": period },
      make("legend", {}, say(`ninety-days.${period}`)),
      ...kinds.flatMap((kind) => {
        const items = plan.items.filter((each) => each.period === period && each.kind === kind);
        const lines = items.map((each) => line(`${plan.id}/${each.id}`, each.text));
        return [
          make("p", { class: "maitrise-how" }, say(`ninety-days.${kind}`)),
          make("ul", {}, ...lines),
        ];
      }),
      make("ul", { class: "maitrise-plan-added" }, ...added(plan, period)),
      make(
        "div",
        { class: "maitrise-search" },
        make("label", { for: field }, say("ninety-days.own")),
        box,
        add,
      ),
    );
  }

  function show() {
    const plan = plans.find((each) => each.id === choice.value) ?? plans[0];
    body.replaceChildren(
      make("p", {}, plan.note),
      ...periods.map((period) => section(plan, period)),
      make("p", { class: "maitrise-how" }, say("ninety-days.never")),
      make("ul", {}, ...plan.never.map((each) => make("li", {}, each))),
    );
  }

  async function read() {
    try {
      kept = readPlan(await store.load("plan"));
      const { path } = await currentLearner(store);
      if (!choice.dataset.chosen && plans.some((each) => each.id === path)) choice.value = path;
      choice.dataset.chosen = "yes";
    } catch (error) {
      notice.textContent = storeWords(say, error, "ninety-days.not-kept");
    }
    show();
  }

  show();
  read();
  store.watch((name) => {
    if (["plan", "erased", "*"].includes(name)) read();
  });
  return make(
    "section",
    { class: "maitrise maitrise-plan", "aria-label": say("ninety-days.title") },
    make(
      "div",
      { class: "maitrise-search" },
      make("label", { for: id }, say("ninety-days.choose")),
      choice,
      button(say("ninety-days.print"), () => globalThis.print()),
    ),
    make("p", { class: "maitrise-how" }, say("ninety-days.where")),
    notice,
    body,
  );
}

/** What a document says of a plan; nothing where it is none. @param {unknown} document @returns {Kept} */
function readPlan(document) {
  const raw = isTable(document) && document.format === 1 ? document : {};
  const list = Array.isArray(raw.ticked) ? raw.ticked : [];
  const added = isTable(raw.added) ? raw.added : {};
  /** @type {Record<string, Added>} */
  const own = {};
  for (const [name, each] of Object.entries(added)) if (isAdded(each)) own[name] = each;
  return { format: 1, ticked: list.filter((each) => typeof each === "string"), added: own };
}

/** @param {unknown} each @returns {each is Added} */
function isAdded(each) {
  return isTable(each) && ["plan", "period", "text"].every((key) => typeof each[key] === "string");
}

/** @param {Kept} kept @param {string} name @param {boolean} is @returns {Kept} */
export function ticked(kept, name, is) {
  const others = kept.ticked.filter((each) => each !== name);
  return { ...kept, ticked: is ? [...others, name] : others };
}

/** @param {Kept} kept @param {Added} added @param {string} at @returns {Kept} */
export function adding(kept, added, at) {
  return { ...kept, added: { ...kept.added, [at]: added } };
}

/** @param {Kept} kept @param {string} name @returns {Kept} */
export function without(kept, name) {
  const { [name]: _, ...rest } = kept.added;
  return { ...ticked(kept, name, false), added: rest };
}
