/**
 * Items put in order by buttons, so that the keyboard does all that the mouse does.
 *
 * Classes: `maitrise-order` the list; its items have `data-item` and, after a check, `data-verdict`;
 * `maitrise-step` a line of `maitrise-place`, `maitrise-step-text` and two `maitrise-move` buttons
 * (`data-step` -1 or 1); `maitrise-told` says where an item has moved to.
 */

import { make, plain, rich } from "../dom.js";
import { reasonLine } from "../marks.js";

/** @typedef {import("./score.js").AskedOrder} AskedOrder */
/** @typedef {import("../types.js").Checked} Checked */

/** @type {import("../types.js").Body} */
export function body(/** @type {AskedOrder} */ asked, { say, change }) {
  const texts = new Map(asked.items.map(({ id, text }) => [id, text]));
  const list = make("ol", { class: "maitrise-order" });
  const told = make("p", { class: "maitrise-told" });
  const how = make("p", { class: "maitrise-how" }, say("order.how"));
  let order = asked.items.map(({ id }) => id);
  /** @type {Checked | null} */
  let marked = null;

  /** @param {string} id @param {number} place */
  const positionOf = (id, place) =>
    say("order.position", {
      item: plain(String(texts.get(id))),
      place: place + 1,
      count: order.length,
    });

  /** @param {string} id @param {number} step */
  function move(id, step) {
    const from = order.indexOf(id);
    const to = from + step;
    order.splice(to, 0, ...order.splice(from, 1));
    draw();
    focus(to, step);
    told.textContent = positionOf(id, to);
    change([...order]);
  }

  /** The focus follows the item that was moved. @param {number} place @param {number} step */
  function focus(place, step) {
    const item = list.children[place];
    const moved = item.querySelector(`[data-step="${step}"]:not(:disabled)`) ??
      item.querySelector("button:not(:disabled)");
    /** @type {HTMLElement | null} */ (moved)?.focus();
  }

  /** @param {string} id @param {number} place @param {1 | -1} step */
  function mover(id, place, step) {
    const isEnd = place === (step < 0 ? 0 : order.length - 1);
    return make(
      "button",
      {
        type: "button",
        class: "maitrise-button maitrise-move",
        "data-step": step,
        // The focus comes to this name after a move: a status beside it went unheard in Orca.
        "aria-label": say(step < 0 ? "order.up" : "order.down", { item: positionOf(id, place) }),
        disabled: isEnd,
        onclick: () => move(id, step),
      },
      make("span", { "aria-hidden": "true" }, step < 0 ? "↑" : "↓"),
    );
  }

  function draw() {
    list.replaceChildren(...order.map((id, place) => {
      const part = marked?.parts[id];
      return make(
        "li",
        { "data-item": id, "data-verdict": part?.verdict ?? "" },
        make(
          "div",
          { class: "maitrise-step" },
          make("span", { class: "maitrise-place", "aria-hidden": "true" }, String(place + 1)),
          make("span", { class: "maitrise-step-text" }, rich(String(texts.get(id)))),
          ...(marked ? [] : [mover(id, place, -1), mover(id, place, 1)]),
        ),
        part && make("div", { class: "maitrise-part" }, reasonLine(part)),
      );
    }));
  }
  draw();
  return {
    element: make("div", { class: "maitrise-ordering" }, how, list, told),
    show(value) {
      const next = value ?? asked.items.map(({ id }) => id);
      if (next.join() === order.join()) return; // keeps the focus where it is
      order = [...next];
      draw();
    },
    mark(checked) {
      if (marked === checked) return;
      marked = checked;
      how.hidden = Boolean(checked);
      told.textContent = "";
      draw();
    },
    solvedOnDemand: true,
    first: () => list.querySelector("button:not(:disabled)"),
  };
}
