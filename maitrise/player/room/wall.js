/**
 * The wall: who is here and how far, the question put to the room, what the trainer does with it.
 * It is read from six metres, and says nowhere who has answered what.
 *
 * Classes: `wall-join` (with `wall-code`), `wall-question`, `wall-trouble`, `wall-side`, `wall-far`,
 * `wall-names`, `wall-waiting`.
 */

import { button, make } from "../dom.js";
import { ask, RoomError } from "./asking.js";
import { listen } from "./live.js";
import { languageLink } from "./other-language.js";
import { chooser } from "./wall-chooser.js";
import { howFar } from "./wall-far.js";
import { questionOnWall } from "./wall-question.js";
import { roomPage } from "./words.js";

/** @typedef {import("./words.js").RoomData} RoomData */
/** @typedef {import("../types.js").Say} Say */
/** @typedef {import("./wall-counted.js").Counted} Counted */
/** @typedef {{ title: string, people: number, answers: number, questions: number }} Far */
/** @typedef {{ device: string, name: string, listed: boolean }} Waiting */
/** @typedef {{ name: string, lesson: string, answers: number }} Named */
/**
 * @typedef {object} State
 * @property {number} here
 * @property {number} active
 * @property {Far[]} lessons
 * @property {Named[] | null} names
 * @property {import("./wall-question.js").Put | null} put
 * @property {Counted[]} misconceptions
 * @property {string} code
 * @property {Waiting[]} waiting
 * @property {boolean} guessing
 * @property {string} trouble
 */
/** @typedef {(what: string, more?: Record<string, unknown>) => Promise<void>} Do */

/** Show the wall, and have it follow the room. */
export function begin() {
  const { data, say, main } = roomPage();
  const { language, token = "" } = data;
  const line = make("p", { class: "wall-trouble", role: "alert", hidden: true });
  const refused = make("p", { class: "wall-trouble", role: "alert", hidden: true });
  const places = {
    join: make("section", { class: "wall-join", "aria-label": say("room.wall.join") }),
    trouble: make("div", { class: "wall-troubles", role: "alert" }),
    waiting: make("section", { class: "wall-waiting", "aria-label": say("room.wall.waiting-is") }),
    question: make("section", { class: "wall-question", "aria-live": "off" }),
    side: make("section", { class: "wall-side", "aria-label": say("room.wall.how-far") }),
    tools: make("section", { class: "wall-tools", "aria-label": say("room.wall.tools") }),
  };
  main.append(
    make("h1", { class: "maitrise-spoken" }, say("room.wall.title")),
    line,
    refused,
    places.trouble,
    places.join,
    places.waiting,
    make("div", { class: "wall-panes" }, places.question, places.side),
    places.tools,
    languageLink(language, say),
  );
  /** @type {Map<string, string>} what each place shows, so that only what changes is drawn anew */
  const drawn = new Map();

  /** @type {Do} */
  async function act(what, more = {}) {
    try {
      await ask("do", { language, say, token, content: { do: what, ...more } });
      refused.hidden = true;
    } catch (error) {
      if (!(error instanceof RoomError)) throw error;
      refused.textContent = error.message;
      refused.hidden = false;
    }
  }

  /** @param {keyof typeof places} name @param {unknown} from @param {() => Node[]} draw */
  function redraw(name, from, draw) {
    const text = JSON.stringify(from);
    if (drawn.get(name) === text) return;
    drawn.set(name, text);
    const focused = focusIn(places[name]);
    places[name].replaceChildren(...draw());
    focused?.();
  }

  const choose = chooser(data, say, act);
  /** @param {State} state */
  function show(state) {
    redraw("join", [state.code, state.here, state.put?.answers], () => joining(state, data, say));
    redraw("trouble", [state.guessing, state.trouble], () => troubles(state, say, act));
    redraw("waiting", state.waiting, () => waiting(state.waiting, say, act));
    places.waiting.hidden = !state.waiting.length;
    if (state.put) redraw("question", state.put, () => questionOnWall(state, say, act));
    else redraw("question", null, () => [choose()]);
    redraw(
      "side",
      [state.lessons, state.names, state.misconceptions, state.active],
      () => howFar(state, say),
    );
    redraw("tools", [state.names !== null, state.code !== ""], () => tools(state, say, act));
  }
  listen(`live?lang=${language}`, {
    news: show,
    line(isOpen) {
      line.textContent = isOpen ? "" : say("room.line-down");
      line.hidden = isOpen;
    },
    over() {
      main.replaceChildren(
        make("h1", {}, say("room.wall.over")),
        make("p", {}, say("room.wall.stays")),
      );
    },
  });
}

/** @param {State} state @param {RoomData} data @param {Say} say */
function joining({ code, here, put }, { address = "", fingerprint }, say) {
  // A hub that does not say under which address it is seen gives a path alone: the wall's own is it.
  const isPath = address.startsWith("/");
  const whole = isPath ? location.host + address : address;
  const where = whole.replace(/^https?:\/\//, "").replace(/\/$/, "");
  return [
    ...(isPath
      ? []
      : [make("img", { class: "wall-qr", src: `qr.svg?${code.replaceAll(" ", "")}`, alt: "" })]),
    make(
      "p",
      { class: "wall-where" },
      say("room.wall.go-to"),
      make("strong", {}, where),
    ),
    // Where a hub signs people in, there is no code.
    ...(code ? [codeOfTheDay(code, say)] : []),
    make(
      "p",
      { class: "wall-here" },
      make("b", {}, String(put ? put.answers : here)),
      make(
        "span",
        {},
        put
          ? say("room.wall.answers-of", { count: put.answers, here })
          : say("room.wall.here", { count: here }),
      ),
    ),
    ...(fingerprint
      ? [
        make(
          "p",
          { class: "wall-fingerprint" },
          say("room.wall.fingerprint"),
          " ",
          make("code", {}, fingerprint),
        ),
      ]
      : []),
  ];
}

/** @param {string} code @param {Say} say */
function codeOfTheDay(code, say) {
  return make(
    "p",
    { class: "wall-code" },
    make("span", { class: "wall-label" }, say("room.wall.code")),
    make("b", { "aria-label": [...code.replaceAll(" ", "")].join(" ") }, code),
  );
}

/** @param {State} state @param {Say} say @param {Do} act */
function troubles({ guessing, trouble }, say, act) {
  const told = [];
  if (trouble) told.push(make("p", { class: "wall-trouble" }, trouble));
  if (guessing) {
    told.push(
      make(
        "p",
        { class: "wall-trouble" },
        say("room.wall.guessing"),
        " ",
        button(say("room.wall.change-code"), () => act("change-code")),
      ),
    );
  }
  return told;
}

/** @param {Waiting[]} people @param {Say} say @param {Do} act */
function waiting(people, say, act) {
  if (!people.length) return [];
  const lines = people.map(({ device, name, listed }) =>
    make(
      "li",
      {},
      make("b", {}, name),
      make("span", { class: "soft" }, say(listed ? "room.wall.again" : "room.wall.new")),
      button(say("room.wall.let-in"), () => act("let-in", { device }), { main: true }),
      button(say("room.wall.keep-out"), () => act("keep-out", { device }), { quiet: true }),
    )
  );
  const all = people.length > 1 &&
    button(say("room.wall.let-all-in"), () => act("let-in", {}));
  return [
    make(
      "details",
      {},
      make("summary", {}, say("room.wall.waiting", { count: people.length })),
      make("ul", {}, ...lines),
      all,
    ),
  ];
}

/** @param {State} state @param {Say} say @param {Do} act */
function tools({ names, code }, say, act) {
  const isOn = names !== null;
  const toggle = button(
    say(isOn ? "room.wall.hide-names" : "room.wall.show-names"),
    () => act("names", { on: !isOn }),
  );
  toggle.setAttribute("aria-pressed", String(isOn));
  const close = button(say("room.wall.close"), () => sure.hidden = false, { quiet: true });
  const sure = make("p", { class: "wall-sure", hidden: true }, say("room.wall.sure"), " ");
  sure.append(
    button(say("room.wall.close-now"), () => act("close")),
    button(say("room.wall.not-yet"), () => sure.hidden = true, { quiet: true }),
  );
  return [
    toggle,
    ...(code
      ? [button(say("room.wall.change-code"), () => act("change-code"), { quiet: true })]
      : []),
    close,
    sure,
  ];
}

/** How the focus finds its place again once a part of the wall is drawn anew. @param {Element} place */
function focusIn(place) {
  const { activeElement } = document;
  if (!activeElement || !place.contains(activeElement)) return null;
  const all = () => [...place.querySelectorAll("button, summary, select, input")];
  const at = all().indexOf(activeElement);
  const isOpen = place.querySelector("details")?.open;
  return () => {
    const details = place.querySelector("details");
    if (details && isOpen) details.open = true;
    const again = all()[at] ?? all().at(-1);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  };
}
