/**
 * A RACI matrix: a letter for each role on each deliverable. Exactly one role a row is accountable,
 * which is said as the learner types, before any check.
 *
 * Classes: `maitrise-raci` around all; `maitrise-count` under a deliverable (with `data-verdict`);
 * `maitrise-letter` a letter after a check (`data-verdict`); `maitrise-row-note` the line of a row's
 * reason. Cells have `data-label`, their role's name.
 */

import { make, plain, rich } from "../dom.js";
import { showReason } from "../marks.js";

/** @typedef {import("./score.js").AskedRaci} AskedRaci */
/** @typedef {import("./score.js").RaciKey} RaciKey */
/** @typedef {import("../types.js").Named} Named */
/** @typedef {import("../types.js").Say} Say */

/** @type {import("../types.js").Body} */
export function body(/** @type {AskedRaci} */ asked, { say, change }) {
  const rows = asked.rows.map((row) => matrixRow(row, asked, say));
  const answer = () =>
    Object.fromEntries(
      rows.flatMap(({ id, letters }) => Object.keys(letters()).length ? [[id, letters()]] : []),
    );
  for (const { selects, count } of rows) {
    for (const select of selects.values()) {
      select.addEventListener("change", () => {
        count();
        change(answer());
      });
    }
  }
  const heads = [say("raci.deliverable"), ...asked.roles];
  return {
    element: make(
      "div",
      { class: "maitrise-raci" },
      make("p", { class: "maitrise-how" }, say("raci.letters")),
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head))),
        ),
        make("tbody", {}, ...rows.flatMap(({ lines }) => lines)),
      ),
    ),
    countsLines: true,
    show(value) {
      for (const { id, selects, count } of rows) {
        for (const [role, select] of selects) select.value = value?.[id]?.[role] ?? "";
        count();
      }
    },
    mark(checked) {
      for (const row of rows) row.mark(checked);
    },
    solvedOnDemand: true,
    first: () => rows[0].selects.values().next().value ?? null,
  };
}

/**
 * @param {Named} row
 * @param {AskedRaci} asked
 * @param {Say} say
 */
function matrixRow({ id, text }, asked, say) {
  const selects = new Map(
    asked.roles.map((role) => [role, letterOf(`${plain(text)}, ${role}`, asked)]),
  );
  const given = new Map(
    asked.roles.map((role) => [role, make("span", { class: "maitrise-letter" })]),
  );
  const words = make("span", { class: "maitrise-count", role: "status" });
  const note = make("div", { class: "maitrise-part" });
  const line = make(
    "tr",
    {},
    make("th", { scope: "row" }, rich(text), words),
    ...asked.roles.map((role) =>
      make("td", { "data-label": role }, selects.get(role), given.get(role))
    ),
  );
  const noteLine = make(
    "tr",
    { class: "maitrise-row-note", hidden: true },
    make("td", { colspan: asked.roles.length + 1 }, note),
  );
  const letters = () =>
    Object.fromEntries([...selects].flatMap(([role, { value }]) => value ? [[role, value]] : []));

  return {
    id,
    selects,
    letters,
    lines: [line, noteLine],
    count() {
      const { verdict, key } = accountables(Object.values(letters()), asked);
      const said = key && say(key);
      words.dataset.verdict = verdict;
      if (words.textContent !== said) words.textContent = said;
    },
    /** @param {import("../types.js").Checked | null} checked */
    mark(checked) {
      const part = checked?.parts[id];
      line.dataset.verdict = part?.verdict ?? "";
      noteLine.hidden = !part;
      showReason(note, part);
      words.hidden = Boolean(checked);
      const key = /** @type {RaciKey | null} */ (checked?.key ?? null)?.rows[id].key ?? {};
      const isBlank = !Object.keys(letters()).length;
      for (const [role, select] of selects) {
        const sign = /** @type {HTMLElement} */ (given.get(role));
        select.hidden = Boolean(checked);
        sign.hidden = !checked;
        // A cell left empty in a row that was filled says the same as the dash.
        const isRight = (select.value || "-") === key[role];
        sign.dataset.verdict = !checked || isBlank ? "" : isRight ? "right" : "wrong";
        sign.replaceChildren(select.value || "–", ...markOf(sign.dataset.verdict, say));
      }
    },
  };
}

/**
 * A sign for the eye and a word for the ear: colour alone says nothing.
 * @param {string} verdict
 * @param {Say} say
 */
function markOf(verdict, say) {
  if (verdict !== "wrong" && verdict !== "right") return [];
  return [
    make(
      "span",
      { class: "maitrise-sign", "aria-hidden": "true" },
      verdict === "right" ? "✓" : "✗",
    ),
    make("span", { class: "maitrise-spoken" }, ` ${say(`verdict.${verdict}`)}`),
  ];
}

/**
 * @param {string} label
 * @param {AskedRaci} asked
 */
function letterOf(label, { letters }) {
  return make(
    "select",
    { "aria-label": label },
    make("option", { value: "" }, "…"),
    ...letters.map(({ letter, words }) => make("option", { value: letter, title: words }, letter)),
  );
}

/**
 * What is to be said of the accountable roles of a row so far; nothing before it is full.
 * @param {string[]} given
 * @param {AskedRaci} asked
 */
function accountables(given, { accountable, roles }) {
  const owners = given.filter((letter) => accountable.includes(letter)).length;
  const isFull = given.length === roles.length;
  if (owners > 1) return { verdict: "wrong", key: "raci.many-accountable" };
  if (isFull && owners === 0) return { verdict: "wrong", key: "raci.none-accountable" };
  if (isFull) return { verdict: "right", key: "raci.one-accountable" };
  return { verdict: "", key: "" };
}
