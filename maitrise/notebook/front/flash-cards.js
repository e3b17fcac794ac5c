// Flash cards: a front, an answer that is turned over on demand, four ratings in plain words.
// The keyboard follows the card: from "show" to the first rating, then to the next card.

function flashCards({ model, el }) {
  const labels = model.get("labels");
  const counts = make("p", { class: "maitrise-how", role: "status" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const place = make("div", { class: "maitrise-flash" });
  el.append(
    make("section", { class: "maitrise maitrise-cards", "aria-label": labels.title }, counts, place, notice),
  );

  function lines(texts, language) {
    return texts.map((text) => make("p", { lang: language }, rich(text)));
  }
  function face(card) {
    const back = make("div", { class: "maitrise-back", hidden: true, tabindex: "-1", role: "group", "aria-label": labels.answer }, ...lines(card.back, card.backLanguage));
    if (card.lesson) {
      back.append(make("p", { class: "maitrise-how" }, `${labels.lesson} `, make("a", { href: card.lesson.href }, card.lesson.title)));
    }
    const ratings = make(
      "div",
      { class: "maitrise-ratings", role: "group", "aria-label": labels["how-well"], hidden: true },
      make("p", { class: "maitrise-headline" }, labels["how-well"]),
      ...card.ratings.map((rating) =>
        make(
          "button",
          { type: "button", class: "maitrise-button", "data-rating": rating.id, onclick: () => rate(card.id, rating.id) },
          rating.words,
          make("span", { class: "maitrise-when" }, rating.when),
        ),
      ),
    );
    const turn = make(
      "button",
      {
        type: "button",
        class: "maitrise-button maitrise-main",
        onclick: () => {
          back.hidden = ratings.hidden = false;
          turn.hidden = true;
          back.focus();
        },
      },
      labels.show,
    );
    const offered = card.offered.length
      ? [make("p", { class: "maitrise-how" }, labels.offered), make("ul", {}, ...card.offered.map((text) => make("li", {}, rich(text))))]
      : [];
    return [
      make("p", { class: "maitrise-kicker" }, card.kind),
      make("p", { class: "maitrise-front" }, rich(card.front)),
      ...offered,
      back,
      make("div", { class: "maitrise-actions" }, turn),
      ratings,
    ];
  }
  function rate(card, rating) {
    model.send({ act: "rate", card, rating });
  }
  function done(words) {
    return [
      make("p", { class: "maitrise-front" }, words),
      make(
        "div",
        { class: "maitrise-actions" },
        make("button", { type: "button", class: "maitrise-button", onclick: () => model.send({ act: "more" }) }, labels.more),
      ),
    ];
  }
  function show(first) {
    const state = model.get("state");
    counts.textContent = state.counts;
    notice.textContent = state.notice;
    const inside = place.contains(document.activeElement);
    place.replaceChildren(...(state.card ? face(state.card) : done(state.done)));
    place.dataset.card = state.card ? state.card.id : "";
    if (!first && inside) place.querySelector("button")?.focus();
  }
  model.on("change:state", () => show(false));
  show(true);
}

export default { render: flashCards };
