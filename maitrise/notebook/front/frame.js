// What every question shares in the browser: stem, hints, check, verdict, reasons, and the
// care taken that an answer is never lost between the click and the disk.
// A kind's own file defines `body(question, labels, change)`, which returns
// { element, show(value), mark(parts), first() }.

const ACKNOWLEDGE_WITHIN = 5000; // ms before a page says that its answer is not saved yet

// An answer waits in the browser's own storage until the kernel says that it is on disk: a
// kernel that dies in between costs nothing.
function waiting(scope) {
  const key = `maitrise:${scope}`;
  const guarded = (act) => {
    try {
      return act();
    } catch {
      return null; // storage is off or full: the page still works, without this net
    }
  };
  return {
    keep: (value) =>
      guarded(() => localStorage.setItem(key, JSON.stringify({ value, at: Date.now() }))),
    drop: () => guarded(() => localStorage.removeItem(key)),
    found: () => guarded(() => JSON.parse(localStorage.getItem(key))),
  };
}

function question({ model, el }) {
  const asked = model.get("question");
  const labels = model.get("labels");
  const name = fresh("stem");
  const me = fresh("view");
  const net = waiting(asked.scope);
  let value = null;
  let sent = 0;
  let unanswered = null; // timer of the last message that the kernel has not acknowledged

  const send = (act, more = {}) => {
    sent += 1;
    clearTimeout(unanswered);
    unanswered = setTimeout(() => tell(labels.notSaved, "wrong"), ACKNOWLEDGE_WITHIN);
    model.send({ act, by: me, n: sent, ...more });
  };
  const change = (given) => {
    value = given;
    net.keep(value);
    kept.textContent = "";
    say("");
    send("change", { value });
  };

  const kind = body(asked, labels, change);
  const kept = make("span", { class: "maitrise-kept" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const hints = make("ol", { class: "maitrise-hints", "aria-live": "polite" });
  const verdict = make("div", { class: "maitrise-verdict", role: "status" });
  const check = make(
    "button",
    { type: "button", class: "maitrise-button maitrise-main", onclick: () => send("check", { value }) },
    labels.check,
  );
  const hint = make(
    "button",
    { type: "button", class: "maitrise-button", onclick: () => send("hint") },
    labels.hint,
  );
  const again = make(
    "button",
    { type: "button", class: "maitrise-button", onclick: () => send("again") },
    labels.again,
  );
  const solution = make(
    "button",
    { type: "button", class: "maitrise-button", onclick: () => send("solution") },
    labels.solution,
  );
  const fields = make(
    "fieldset",
    { class: "maitrise-fields", "aria-describedby": asked.convention ? `${name}-convention` : null },
    make("legend", { class: "maitrise-stem", id: name }, stem(asked.prompt)),
    kind.element,
  );
  const card = make(
    "section",
    { class: "maitrise maitrise-question", "data-question": asked.id, "data-kind": asked.kind, "aria-labelledby": name },
    make(
      "p",
      { class: "maitrise-kicker" },
      make("span", {}, labels.kind),
      kept,
      make("span", {}, labels.difficulty),
    ),
    asked.convention
      ? make(
          "p",
          { class: "maitrise-convention", id: `${name}-convention` },
          make("strong", {}, labels.convention, " "),
          rich(asked.convention),
        )
      : null,
    fields,
    notice,
    hints,
    make("div", { class: "maitrise-actions" }, check, hint, again, solution),
    verdict,
  );
  el.append(card);

  function tell(words, verdictOfIt) {
    notice.replaceChildren(words);
    notice.dataset.verdict = verdictOfIt ?? "";
  }
  function say(words) {
    if (notice.textContent !== words) tell(words, "");
  }

  function show(first) {
    const state = model.get("state");
    if (state.by === me && state.n < sent) return; // an older click; the newer one is on its way
    const checked = state.phase === "checked";
    const focusedInside = card.contains(document.activeElement);
    value = state.value;
    kind.show(value, state.written);
    kind.mark(checked ? state.parts : {});
    fields.disabled = checked;
    card.dataset.phase = state.phase;
    card.dataset.verdict = checked ? state.verdict : "";
    check.hidden = checked || !asked.checks;
    hint.hidden = checked || state.hintsLeft === 0;
    hint.textContent = state.hints.length ? labels.nextHint : labels.hint;
    again.hidden = !checked || !asked.checks;
    solution.hidden = !checked || state.verdict === "right" || state.solution.length > 0;
    const shown = hints.children.length;
    state.hints.slice(shown).forEach((text) => hints.append(make("li", {}, rich(text))));
    if (state.hints.length < shown) hints.replaceChildren();
    tell(state.notice, state.noticeIs);
    showVerdict(state, checked);
    if (!first && focusedInside && state.focus) {
      (state.focus === "again" ? again : kind.first()).focus();
    }
  }

  function showVerdict(state, checked) {
    verdict.dataset.verdict = checked ? state.verdict : "";
    if (!checked) return verdict.replaceChildren();
    const lines = [
      make("p", { class: "maitrise-headline" }, badge(state.verdict, state.headline), " ", state.points),
      ...state.reasons.map((part) =>
        part.label === state.headline && part.reason ? make("p", {}, rich(part.reason)) : reasonLine(part),
      ), // the headline has just said how right it is
      ...state.explanation.map((text) => make("p", {}, rich(text))),
    ];
    if (state.solution.length) {
      lines.push(
        make("p", { class: "maitrise-headline" }, labels.solutionIs),
        make("ul", { class: "maitrise-solution" }, ...state.solution.map((text) => make("li", {}, rich(text)))),
      );
    }
    verdict.replaceChildren(...lines);
  }

  model.on("change:state", () => show(false));
  model.on("msg:custom", (message) => {
    if (message.by !== me || message.n !== sent) return;
    clearTimeout(unanswered);
    if (message.saved || message.gone) net.drop(); // what was erased waits nowhere
    kept.textContent = message.saved && message.answered ? labels.saved : "";
  });
  show(true);

  const found = net.found();
  if (found) {
    value = found.value;
    kind.show(value, typeof value === "string" ? value : null);
    send("recover", { value });
  }
  return () => clearTimeout(unanswered);
}

export default { render: question };
