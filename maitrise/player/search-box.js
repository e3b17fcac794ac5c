/**
 * A field to search what stands below it, with a button that clears it and a line that says how
 * many there are.
 *
 * Classes: `maitrise-search`, `maitrise-how`.
 */

import { button, fresh, make } from "./dom.js";

/**
 * @param {object} words
 * @param {string} words.label
 * @param {string} words.how what can be searched for
 * @param {string} words.clear
 * @param {(written: string) => {count: string, searched: boolean}} show shows what is found; says
 *   how many, and whether anything was searched for
 * @returns {{ parts: HTMLElement[], search: () => void }} what stands above the list, and a way to
 *   search for what is written now
 */
export function searchBox({ label, how, clear }, show) {
  const id = fresh("search");
  const box = make("input", {
    type: "search",
    id,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": `${id}-how`,
    oninput: search,
  });
  const clearing = button(clear, () => {
    box.value = "";
    search();
    box.focus();
  });
  const count = make("p", { class: "maitrise-how", role: "status" });

  function search() {
    const found = show(box.value);
    count.textContent = found.count;
    clearing.hidden = !found.searched;
  }

  const parts = [
    make("div", { class: "maitrise-search" }, make("label", { for: id }, label), box, clearing),
    make("p", { class: "maitrise-how", id: `${id}-how` }, how),
    count,
  ];
  return { parts, search };
}
