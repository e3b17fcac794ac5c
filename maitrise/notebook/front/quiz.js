// What stands under a quiz: how many questions are done, and the result.

function quiz({ model, el }) {
  const labels = model.get("labels");
  const button = (act, words, main) =>
    make(
      "button",
      { type: "button", class: `maitrise-button${main ? " maitrise-main" : ""}`, onclick: () => model.send({ act }) },
      words,
    );
  const words = make("p", { class: "maitrise-quiz-progress" });
  const blanks = make("p", { class: "maitrise-notice", role: "status" });
  const finish = button("finish", labels.finish, true);
  const anyway = button("finish", labels.anyway, true);
  const back = button("back", labels.back, false);
  const again = button("again", labels.again, false);
  const result = make("div", { class: "maitrise-result", role: "status" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const card = make(
    "section",
    { class: "maitrise maitrise-quiz", "aria-label": labels.title },
    words,
    blanks,
    make("div", { class: "maitrise-actions" }, finish, anyway, back, again),
    result,
    notice,
  );
  el.append(card);

  function show() {
    const state = model.get("state");
    const asking = Boolean(state.blanks);
    const inside = card.contains(document.activeElement);
    words.textContent = state.words;
    words.hidden = state.finished;
    blanks.textContent = state.blanks;
    finish.hidden = !state.atTheEnd || state.finished || asking;
    anyway.hidden = back.hidden = !asking;
    again.hidden = !state.finished;
    notice.textContent = state.notice;
    card.dataset.finished = state.finished;
    result.replaceChildren(...(state.result ? results(state.result) : []));
    if (inside) [back, again, finish].find((each) => !each.hidden)?.focus();
  }
  function results(told) {
    const rows = told.rows.map((row) =>
      make("tr", {}, make("th", { scope: "row" }, row.competency), make("td", {}, badge(row.verdict, row.outcome))),
    );
    const advice = told.advice.map(({ text, href }) => make("li", {}, href ? make("a", { href }, text) : text));
    return [
      make("h3", {}, labels.result),
      make("p", { class: "maitrise-headline" }, told.words),
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make("tr", {}, make("th", { scope: "col" }, labels.competency), make("th", { scope: "col" }, labels.outcome)),
        ),
        make("tbody", {}, ...rows),
      ),
      make("p", { class: "maitrise-headline" }, labels.next),
      make("ul", {}, ...advice),
    ];
  }
  model.on("change:state", show);
  show();
}

export default { render: quiz };
