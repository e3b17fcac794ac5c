/**
 * The role map: the picture of the two banks, and under it a button for each role. The buttons and
 * the card say everything; the picture is for the eye.
 *
 * Classes: `maitrise-map` around all; `role-map` the picture with its groups (`data-setting`);
 * `role-group` (`data-group`); `role-button` (`data-role`, `role-decides`, `role-tied`); `role-card`.
 */

import { crossing, PIECES, WORKS_PIECES } from "./crossing.js";
import { fresh, make } from "./dom.js";
import { shape } from "./shapes.js";

/** @typedef {import("./types.js").Page} Page */
/**
 * @typedef {object} Box
 * @property {string} id the role, and the side of a project manager
 * @property {string} role
 * @property {string} name
 * @property {string} verb
 * @property {string} does
 * @property {boolean} decides
 * @property {string} never
 * @property {string[]} links what it is to others, in words
 * @property {string[]} tied ids of those it is tied to
 */
/** @typedef {{ id: string, title: string, boxes: Box[] }} Group */
/** @typedef {{ id: string, title: string, foot: string, groups: Group[] }} Setting */
/**
 * @typedef {object} RoleMap
 * @property {Record<string, string>} symbols
 * @property {Setting[]} settings
 * @property {string} title
 * @property {string} summary
 * @property {{ headers: string[], rows: string[][] }} table
 */

const FIRST = "moa";

/**
 * @param {Page} page
 * @returns {HTMLElement}
 */
export function roleMap(page) {
  const { say } = page;
  /** @type {RoleMap} */
  const map = page.data.data?.role_map;
  const name = fresh("map");
  const choices = map.settings.map((setting) =>
    make("button", { type: "button", onclick: () => choose(setting) }, setting.title)
  );
  const place = make("div", {});
  const card = make("div", { class: "role-card", role: "status" });
  const narrow = matchMedia("(max-width: 47rem)");
  let picked = FIRST;

  /** @param {Setting} setting */
  function choose(setting) {
    map.settings.forEach((each, position) =>
      choices[position].setAttribute("aria-pressed", String(each === setting))
    );
    const boxes = setting.groups.flatMap((group) => group.boxes);
    const picture = crossing(map.symbols, setting.id === "works" ? WORKS_PIECES : PIECES);
    const buttons = new Map(boxes.map((box) => [box.id, button(box, () => pick(box))]));

    /** @param {Box} box */
    function pick(box) {
      picked = box.id;
      for (const [id, element] of buttons) {
        element.setAttribute("aria-pressed", String(id === box.id));
        element.classList.toggle("role-tied", box.tied.includes(id));
      }
      for (const piece of picture.querySelectorAll(".piece")) {
        const id = piece.getAttribute("data-piece") ?? "";
        piece.classList.toggle("piece-away", id !== box.id && !box.tied.includes(id));
      }
      tell(box);
      putCard(buttons.get(box.id));
    }

    place.replaceChildren(
      make(
        "div",
        { class: "role-map", "data-setting": setting.id },
        make("div", { class: "role-picture" }, picture),
        ...setting.groups.map((group) => groupOf(group, buttons)),
      ),
      ...(setting.foot ? [make("p", { class: "soft" }, setting.foot)] : []),
    );
    pick(boxes.find((box) => box.id === picked) ?? boxes[0]);
  }

  /** On a narrow screen the card follows the group of its button. @param {Element} [pressed] */
  function putCard(pressed) {
    const group = narrow.matches ? pressed?.closest(".role-group") : null;
    card.dataset.after = group?.getAttribute("data-group") ?? "";
    (group ?? place).after(card);
  }

  /** @param {Box} box @param {() => void} pick */
  function button({ role, name, verb, decides }, pick) {
    const token = make("span", { class: "role-token" }, shape(map.symbols[role] ?? "circle"));
    return make(
      "button",
      {
        type: "button",
        class: decides ? "role-button role-decides" : "role-button",
        "data-role": role,
        onclick: pick,
      },
      token,
      make("span", {}, make("b", {}, name), make("span", { class: "soft" }, verb)),
    );
  }

  /** @param {Box} box */
  function tell({ role, name, verb, does, links, never }) {
    card.dataset.role = role;
    card.replaceChildren(
      make("p", {}, make("b", {}, `${name} ${verb}`), make("br"), does),
      ...(links.length ? [make("ul", {}, ...links.map((each) => make("li", {}, each)))] : []),
      ...(never ? [make("p", {}, make("b", {}, say("role-map.never")), " ", never)] : []),
    );
  }

  const settings = make("div", { class: "segments", role: "group", "aria-labelledby": name });
  settings.append(...choices);
  const whole = make(
    "section",
    { class: "maitrise-map", "aria-labelledby": name },
    make("p", {}, map.summary),
    make(
      "div",
      { class: "map-head" },
      make("p", { class: "maitrise-headline", id: name }, map.title),
      settings,
    ),
    place,
    card,
    asTable(map, say("figure.as-table")),
  );
  choose(map.settings[0]);
  narrow.addEventListener(
    "change",
    () => putCard(place.querySelector('[aria-pressed="true"]') ?? undefined),
  );
  return whole;
}

/**
 * @param {Group} group
 * @param {Map<string, HTMLElement>} buttons
 */
function groupOf({ id, title, boxes }, buttons) {
  const heading = fresh("group");
  const held = boxes.map((box) => /** @type {HTMLElement} */ (buttons.get(box.id)));
  return make(
    "div",
    { class: "role-group", "data-group": id, role: "group", "aria-labelledby": heading },
    make("p", { class: "role-group-title", id: heading }, title),
    make("div", { class: "role-buttons" }, ...held),
  );
}

/** @param {RoleMap} map @param {string} label */
function asTable({ table }, label) {
  const heads = table.headers.map((each) => make("th", { scope: "col" }, each));
  const rows = table.rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))));
  return make(
    "details",
    {},
    make("summary", {}, label),
    make(
      "div",
      // On a telephone it scrolls aside, and the frame of a page does not know of it.
      { class: "table", tabindex: "0", role: "group", "aria-label": label },
      make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)),
    ),
  );
}
