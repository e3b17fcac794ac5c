// A branching scenario: a scene and its choices, what came of the choice, at last a debrief.
// The kernel plays; what it shows replaces what was shown, and the keyboard follows.

const ANSWER_WITHIN = 5000; // ms before a page says that the course is not responding

function simulation({ model, el }) {
  const labels = model.get("labels");
  const name = fresh("simulation");
  const kicker = make("p", { class: "maitrise-kicker" });
  const cast = make(
    "details",
    { class: "maitrise-how", open: model.get("state").begun === 0 },
    make("summary", {}, labels.cast),
    make("p", {}, rich(labels.intro)),
  );
  const gauges = make("dl", { class: "maitrise-gauges", "aria-label": labels.gauges });
  const stage = make("div", { class: "maitrise-stage" });
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  const restart = button(labels.restart, ask);
  const no = button(labels.no, () => close(true));
  const yes = button(labels.yes, () => (close(false), send("begin again")), true);
  const question = make("span", {});
  const sure = make("div", { class: "maitrise-sure", role: "group", "aria-label": labels.restart, hidden: true }, question, yes, no);
  el.append(
    make(
      "section",
      { class: "maitrise maitrise-simulation", "aria-labelledby": name },
      make("p", { class: "maitrise-lab-title", id: name }, labels.title),
      cast,
      gauges,
      kicker,
      stage,
      notice,
      make("div", { class: "maitrise-actions maitrise-restart" }, restart),
      sure,
    ),
  );

  let silence = null;
  function send(act, more = {}) {
    clearTimeout(silence);
    silence = setTimeout(() => (notice.textContent = labels.silent), ANSWER_WITHIN);
    model.send({ act, ...more });
  }
  function button(text, act, main = false) {
    const css = `maitrise-button${main ? " maitrise-main" : ""}`;
    return make("button", { type: "button", class: css, onclick: act }, text);
  }
  function ask() {
    question.textContent = model.get("state").sure;
    sure.hidden = false;
    restart.hidden = true;
    no.focus();
  }
  function close(stay) {
    sure.hidden = true;
    restart.hidden = !restartable();
    if (stay) restart.focus();
  }
  function restartable() {
    const state = model.get("state");
    return state.begun > 0 && state.phase !== "end" && sure.hidden;
  }
  // A title that the keyboard is put on: a screen reader reads it, Tab goes on from there.
  const heading = (text) => make("p", { class: "maitrise-stem maitrise-scene-title", tabindex: "-1" }, rich(text));
  const line = (label, text) => make("p", {}, make("strong", {}, label, " "), rich(text));

  function meter(gauge) {
    const id = fresh("gauge");
    const fill = make("span", { class: "maitrise-meter-fill" });
    fill.style.width = `${gauge.value}%`;
    return make(
      "div",
      {},
      make("dt", { id }, gauge.name),
      make(
        "dd",
        {},
        make(
          "span",
          {
            class: "maitrise-meter",
            role: "meter",
            "aria-labelledby": id,
            "aria-valuemin": 0,
            "aria-valuemax": 100,
            "aria-valuenow": gauge.value,
            "aria-valuetext": gauge.words,
          },
          fill,
        ),
        make("span", { class: "maitrise-meter-words" }, gauge.words),
        gauge.change ? make("span", { class: "maitrise-meter-change" }, gauge.change) : null,
      ),
    );
  }

  function sceneStage(scene) {
    const inputs = scene.choices.map((choice) => make("input", { type: "radio", name: `${name}-choice`, value: choice.id }));
    const picked = () => inputs.find((input) => input.checked)?.value ?? null;
    return [
      heading(scene.title),
      make("p", { class: "maitrise-how" }, rich(scene.role)),
      make("p", {}, rich(scene.text)),
      make(
        "fieldset",
        { class: "maitrise-fields" },
        make("legend", { class: "maitrise-stem" }, labels.ask),
        ...scene.choices.map((choice, place) =>
          make("div", { class: "maitrise-option" }, make("label", {}, inputs[place], make("span", {}, rich(choice.text)))),
        ),
      ),
      make(
        "div",
        { class: "maitrise-actions" },
        button(labels.decide, () => send("decide", { scene: scene.id, choice: picked() }), true),
      ),
    ];
  }

  function toldStage(told, over) {
    return [
      heading(told.title),
      line(labels["you-did"], told.choice),
      line(labels.result, told.result),
      line(labels.effect, `${told.moved}.`),
      make(
        "div",
        { class: "maitrise-verdict", "data-verdict": told.verdict },
        make("p", { class: "maitrise-headline" }, badge(told.verdict, told.label)),
        line(labels.why, told.why),
      ),
      make(
        "div",
        { class: "maitrise-actions" },
        button(over ? labels["see-the-end"] : labels["go-on"], () => send("go on"), true),
      ),
    ];
  }

  function debriefed(decision) {
    return make(
      "li",
      {},
      make("p", { class: "maitrise-headline" }, decision.title),
      make("p", {}, rich(decision.choice)),
      make("p", {}, badge(decision.verdict, decision.label), decision.moved ? ` · ${decision.moved}` : ""),
      make("p", { class: "maitrise-how" }, rich(decision.why)),
    );
  }

  function endStage(ending) {
    const others = ending.others.length
      ? make(
          "details",
          {},
          make("summary", {}, labels["other-decisions"]),
          make("ol", { class: "maitrise-debrief" }, ...ending.others.map(debriefed)),
        )
      : null;
    return [
      heading(ending.title),
      make("p", {}, rich(ending.text)),
      line(labels["why-this-end"], ending.why),
      make("p", {}, ending.mandates),
      make("p", { class: "maitrise-headline" }, labels.behind),
      make("ol", { class: "maitrise-debrief" }, ...ending.behind.map(debriefed)),
      others,
      make("p", { class: "maitrise-how" }, ending.found),
      make("div", { class: "maitrise-actions" }, button(labels["play-again"], () => send("begin again"), true)),
    ].filter(Boolean);
  }

  let shownStage = "";
  function show(first) {
    const state = model.get("state");
    kicker.textContent = state.kicker;
    gauges.replaceChildren(...state.gauges.map(meter));
    notice.textContent = state.notice;
    restart.hidden = !restartable();
    const now = JSON.stringify([state.phase, state.begun]);
    if (now === shownStage) return; // told to choose first: what is on the stage stays
    shownStage = now;
    if (!first) {
      sure.hidden = true;
      if (state.begun < 2) cast.open = state.begun === 0; // it makes room once the game is on
    }
    const parts =
      state.phase === "end"
        ? endStage(state.ending)
        : state.phase === "told"
          ? toldStage(state.told, state.over)
          : sceneStage(state.scene);
    stage.replaceChildren(...parts);
    if (!first) parts[0].focus();
  }
  model.on("change:state", () => {
    clearTimeout(silence);
    show(false);
  });
  show(true);
  return () => clearTimeout(silence);
}

export default { render: simulation };
