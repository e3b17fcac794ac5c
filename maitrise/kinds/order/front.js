// Items put in order by buttons, so that the keyboard does all that the mouse does.

function body(asked, labels, change) {
  const texts = new Map(asked.items.map((item) => [item.id, item.text]));
  const list = make("ol", { class: "maitrise-order" });
  const told = make("p", { class: "maitrise-told", role: "status" });
  let order = asked.items.map((item) => item.id);
  let parts = {};

  function move(id, step) {
    const from = order.indexOf(id);
    const to = from + step;
    if (to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    draw();
    const moved = list.children[to].querySelector(`[data-step="${step}"]`);
    (moved.disabled ? list.children[to].querySelector("button:not(:disabled)") : moved).focus();
    told.textContent = labels.position
      .replace("{item}", texts.get(id).replaceAll("*", ""))
      .replace("{place}", to + 1)
      .replace("{count}", order.length);
    change([...order]);
  }
  function button(id, step, sign, words, disabled) {
    return make(
      "button",
      {
        type: "button",
        class: "maitrise-button maitrise-move",
        "data-step": step,
        "aria-label": words.replace("{item}", texts.get(id).replaceAll("*", "")),
        disabled,
        onclick: () => move(id, step),
      },
      make("span", { "aria-hidden": "true" }, sign),
    );
  }
  function draw() {
    list.replaceChildren(
      ...order.map((id, place) => {
        const part = parts[id];
        return make(
          "li",
          { "data-item": id, "data-verdict": part ? part.verdict : "" },
          make(
            "div",
            { class: "maitrise-step" },
            make("span", { class: "maitrise-place", "aria-hidden": "true" }, String(place + 1)),
            make("span", { class: "maitrise-step-text" }, rich(texts.get(id))),
            button(id, -1, "↑", labels.up, place === 0),
            button(id, 1, "↓", labels.down, place === order.length - 1),
          ),
          part ? reasonLine(part, "div") : null,
        );
      }),
    );
  }
  draw();
  return {
    element: make("div", {}, make("p", { class: "maitrise-how" }, labels.orderHow), list, told),
    show(value) {
      const next = value ?? asked.items.map((item) => item.id);
      if (next.join() === order.join()) return; // keeps the focus where it is
      order = [...next];
      draw();
    },
    mark(given) {
      parts = given;
      const focused = document.activeElement;
      const inside = list.contains(focused);
      const item = inside ? focused.closest("li").dataset.item : null;
      const step = inside ? focused.dataset.step : null;
      draw();
      if (inside) list.querySelector(`[data-item="${item}"] [data-step="${step}"]`)?.focus();
    },
    first: () => list.querySelector("button:not(:disabled)"),
  };
}
