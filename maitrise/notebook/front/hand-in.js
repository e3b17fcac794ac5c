// Handing in: what is blank in words, the learner's id once, then where the file is.

function handIn({ model, el }) {
  const labels = model.get("labels");
  const name = fresh("hand-in");
  const button = (words, act, main) =>
    make(
      "button",
      { type: "button", class: `maitrise-button${main ? " maitrise-main" : ""}`, onclick: () => send(act) },
      words,
    );
  const blanks = make("p", { role: "status" });
  const notice = make("p", { class: "maitrise-notice", role: "alert", "data-verdict": "wrong" });
  const field = make("input", {
    id: name,
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": `${name}-how`,
    onkeydown: (event) => event.key === "Enter" && give.click(),
  });
  const who = make(
    "div",
    { class: "maitrise-hand-in-who" },
    make("label", { for: name }, labels["your-id"]),
    field,
    make("p", { class: "maitrise-how", id: `${name}-how` }, labels["id-how"]),
  );
  const record = make("input", { type: "checkbox" });
  const share = make("label", { class: "maitrise-share" }, record, make("span", {}, labels.record));
  const give = button(labels["hand-in"], "hand in", true);
  const anyway = button(labels.anyway, "anyway", true);
  const back = button(labels.back, "back", false);
  const done = make("div", { class: "maitrise-result", role: "status" });
  const card = make(
    "section",
    { class: "maitrise maitrise-hand-in", "aria-label": labels.title },
    make("p", { class: "maitrise-how" }, labels.how),
    blanks,
    who,
    share,
    notice,
    make("div", { class: "maitrise-actions" }, give, anyway, back),
    done,
  );
  el.append(card);
  let typed = model.get("state").id;

  function send(act) {
    typed = field.value;
    model.send({ act, id: field.value, record: record.checked });
  }
  function show() {
    const state = model.get("state");
    const inside = card.contains(document.activeElement);
    const wasAsking = !anyway.hidden;
    blanks.textContent = state.blanks;
    if (!typed) typed = state.id;
    if (document.activeElement !== field) field.value = typed;
    notice.textContent = state.notice;
    notice.hidden = !state.notice;
    give.hidden = state.asking;
    give.textContent = state.done ? labels.again : labels["hand-in"];
    anyway.hidden = back.hidden = !state.asking;
    done.hidden = !state.done;
    done.replaceChildren(...(state.done ? told(state.done) : []));
    if (inside && state.asking !== wasAsking) (state.asking ? back : give).focus();
  }
  function told({ name: file, folder, address }) {
    const config = document.getElementById("jupyter-config-data");
    const base = config ? JSON.parse(config.textContent).baseUrl : null;
    const link = address && base ? make("a", { href: `${base}files/${address}`, download: file }, labels.download) : null;
    return [
      make("p", { class: "maitrise-headline" }, labels.done, " ", make("strong", {}, file)),
      make("p", {}, labels.where, " ", make("code", {}, folder)),
      ...(link ? [make("p", {}, link)] : []),
      make("p", {}, labels["what-next"]),
    ];
  }
  model.on("change:state", show);
  anyway.hidden = true;
  show();
}

export default { render: handIn };
