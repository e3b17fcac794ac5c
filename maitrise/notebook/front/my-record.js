// My record: what is stored, in plain words; two files to take away; erasing asks twice.

function myRecord({ model, el }) {
  const labels = model.get("labels");
  const lead = make("div", {});
  const latest = make("div", {});
  const where = make("div", {});
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const take = (kind) =>
    make("button", { type: "button", class: "maitrise-button", onclick: () => model.send({ act: kind }) }, labels[kind]);
  const jsonl = take("jsonl");
  const csv = take("csv");
  const start = plain(labels.erase, () => ask(0));
  const words = make("span", {});
  const yes = plain(labels.yes, () => (asked === 0 ? ask(1) : erase()));
  const no = plain(labels.no, close);
  const sure = make("div", { class: "maitrise-sure", role: "group", "aria-label": labels.erase, hidden: true }, words, yes, no);
  let asked = 0;
  el.append(
    make(
      "section",
      { class: "maitrise maitrise-record", "aria-label": labels.title },
      lead,
      latest,
      where,
      make("div", { class: "maitrise-actions" }, jsonl, csv, start),
      sure,
      notice,
    ),
  );

  function plain(text, onclick) {
    return make("button", { type: "button", class: "maitrise-button", onclick }, text);
  }
  function ask(step) {
    asked = step;
    words.textContent = step ? labels.second : labels.first;
    yes.textContent = step ? labels.really : labels.yes;
    sure.hidden = false;
    start.hidden = true;
    no.focus();
  }
  function close() {
    sure.hidden = true;
    start.hidden = false;
    start.focus();
  }
  function erase() {
    model.send({ act: "erase" });
    close();
  }
  function answer(each) {
    return make("li", {}, `${each.when} · ${each.lesson} · ${each.question} `, badge(each.verdict, each.outcome));
  }
  function show() {
    const state = model.get("state");
    lead.replaceChildren(...state.lead.map((text) => make("p", {}, text)));
    latest.replaceChildren(
      ...(state.latest.length
        ? [make("details", {}, make("summary", {}, labels.latest), make("ul", {}, ...state.latest.map(answer)))]
        : []),
    );
    where.replaceChildren(
      make("p", {}, `${labels.where} `, make("code", {}, state.folder)),
      make("ul", { class: "maitrise-files" }, ...state.files.map((name) => make("li", {}, make("code", {}, name)))),
    );
    jsonl.disabled = csv.disabled = state.empty;
    start.disabled = !state.files.length;
    notice.textContent = state.notice;
  }
  model.on("change:state", show);
  model.on("msg:custom", (message) => {
    if (!message.file) return;
    const url = URL.createObjectURL(new Blob([message.content], { type: message.type }));
    const link = make("a", { href: url, download: message.file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  });
  show();
}

export default { render: myRecord };
