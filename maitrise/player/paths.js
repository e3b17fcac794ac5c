/**
 * The onboarding paths: one is chosen, remembered and spelled out.
 *
 * Classes: `maitrise-paths`; `maitrise-option` (one path); `maitrise-path` (the one chosen, with
 * its lessons and cases).
 */

import { callData } from "./call-data.js";
import { fresh, make } from "./dom.js";
import { changeLearner, currentLearner } from "./identity.js";
import { storeWords } from "./store-words.js";

/** @typedef {import("./types.js").Page} Page */
/**
 * @typedef {object} Path
 * @property {string} id
 * @property {string} name
 * @property {string} promise
 * @property {string} why
 * @property {{title: string, minutes: number, href: string}[]} lessons
 * @property {{title: string, href: string}[]} cases without an address where it is not in this copy
 */

/** @type {import("./types.js").View} */
export function paths(page) {
  const { say, store } = page;
  /** @type {Path[]} */
  const all = callData(page, "paths").paths;
  const name = fresh("path");
  const spelled = make("div", { class: "maitrise-path", "aria-live": "polite" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const inputs = all.map((path) =>
    make("input", { type: "radio", name, value: path.id, onchange: () => choose(path) })
  );

  /** @param {Path} path */
  async function choose(path) {
    show(path.id);
    try {
      await changeLearner(store, { path: path.id });
      notice.textContent = say("paths.kept");
    } catch (error) {
      notice.textContent = storeWords(say, error, "paths.not-kept");
    }
  }
  /** @param {string} chosen */
  function show(chosen) {
    const path = all.find(({ id }) => id === chosen);
    for (const input of inputs) input.checked = input.value === chosen;
    spelled.replaceChildren(...(path ? spelledOut(page, path) : []));
  }
  async function read() {
    show((await currentLearner(store)).path);
  }

  read();
  store.watch((changed) => {
    if (changed === "learner" || changed === "erased") read();
  });
  return make(
    "section",
    { class: "maitrise maitrise-paths", "aria-label": say("paths.legend") },
    make(
      "fieldset",
      { class: "maitrise-fields" },
      make("legend", { class: "maitrise-stem" }, say("paths.legend")),
      ...all.map((path, place) =>
        make(
          "div",
          { class: "maitrise-option" },
          make(
            "label",
            {},
            inputs[place],
            make("span", {}, make("strong", {}, path.name), make("br"), path.promise),
          ),
        )
      ),
    ),
    spelled,
    notice,
  );
}

/** @param {Page} page @param {Path} path */
function spelledOut({ say }, path) {
  const lessons = path.lessons.map(({ title, minutes, href }) =>
    href
      ? make("li", {}, make("a", { href }, title), ` · ${say("paths.minutes", { count: minutes })}`)
      : make("li", {}, title, " ", make("em", {}, say("paths.coming")))
  );
  const cases = path.cases.map(({ title, href }) =>
    make("li", {}, href ? make("a", { href }, title) : title)
  );
  return [
    make("p", { class: "maitrise-headline" }, say("paths.lessons")),
    make("ol", {}, ...lessons),
    make("p", {}, make("strong", {}, `${say("paths.why")} `), path.why),
    make("p", { class: "maitrise-headline" }, say("paths.cases")),
    make("ul", {}, ...cases),
    ...(path.cases.some(({ href }) => !href)
      ? [make("p", { class: "maitrise-how" }, say("paths.absent"))]
      : []),
  ];
}
