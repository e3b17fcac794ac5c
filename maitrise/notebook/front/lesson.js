// The lesson bar: progress in words and as a bar, and a fresh start that asks first.

function lesson({ model, el }) {
  const labels = model.get("labels");
  const name = fresh("progress");
  const words = make("span", { id: name });
  const bar = make("progress", { "aria-labelledby": name });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const again = make("button", { type: "button", class: "maitrise-button", onclick: ask }, labels.again);
  const yes = make(
    "button",
    { type: "button", class: "maitrise-button maitrise-main", onclick: () => (model.send({ act: "begin again" }), close()) },
    labels.yes,
  );
  const no = make("button", { type: "button", class: "maitrise-button", onclick: close }, labels.no);
  const question = make("span", {});
  const sure = make("div", { class: "maitrise-sure", role: "group", hidden: true }, question, yes, no);
  el.append(
    make(
      "section",
      { class: "maitrise maitrise-lesson", "aria-label": labels.progress },
      make("div", { class: "maitrise-progress" }, words, bar, again),
      sure,
      notice,
    ),
  );
  function ask() {
    question.textContent = model.get("state").sure;
    sure.hidden = false;
    again.hidden = true;
    no.focus();
  }
  function close() {
    sure.hidden = true;
    show();
    if (!again.hidden) again.focus();
  }
  function show() {
    const state = model.get("state");
    words.textContent = state.words;
    bar.max = state.total;
    bar.value = state.done;
    again.hidden = state.begun === 0 || !sure.hidden;
    notice.textContent = state.notice;
  }
  model.on("change:state", show);
  show();
}

export default { render: lesson };
