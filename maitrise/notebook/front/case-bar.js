// How many questions of a case are answered, in words and as a bar.

function caseBar({ model, el }) {
  const name = fresh("progress");
  const words = make("span", { id: name, role: "status" });
  const bar = make("progress", { "aria-labelledby": name });
  const notice = make("p", { class: "maitrise-notice" });
  el.append(
    make(
      "section",
      { class: "maitrise maitrise-lesson", "aria-label": model.get("labels").progress },
      make("div", { class: "maitrise-progress" }, words, bar),
      make("p", { class: "maitrise-how" }, model.get("labels").how),
      notice,
    ),
  );
  function show() {
    const state = model.get("state");
    words.textContent = state.words;
    bar.max = state.total;
    bar.value = state.done;
    notice.textContent = state.notice;
    notice.hidden = !state.notice;
  }
  model.on("change:state", show);
  show();
}

export default { render: caseBar };
