/**
 * The page to come into a room by: the code on the wall, then one's name on the list.
 *
 * Classes: `room-join` around all, `room-code` the field, `room-people`, `room-person`.
 */

import { button, fresh, make } from "../dom.js";
import { ask, RoomError } from "./asking.js";
import { languageLink } from "./other-language.js";
import { roomPage } from "./words.js";

/** @typedef {{ pick: string, name: string }} Listed */

const ASK_AGAIN = 2500; // ms
const TYPING = 250; // ms without another letter, before the room is asked

/** Show the form, or go on where the browser has asked already. */
export async function begin() {
  const { data, say, main } = roomPage();
  const { language } = data;
  const around = { language, say };
  const notice = make("p", { class: "room-notice", role: "alert", hidden: true });
  const body = make("div", { class: "room-join" });
  main.append(
    make("h1", {}, say("room.join.title")),
    make("p", { class: "room-class" }, data.title),
    body,
    notice,
    languageLink(language, say),
  );
  let code = location.hash.slice(1);
  // What follows # stays in no history that somebody else may read.
  if (code) history.replaceState(null, "", location.pathname + location.search);
  const me = await ask("entry/me", around).catch(() => ({ state: "" }));
  if (me.state === "waiting") return wait(me.name);
  if (!navigator.cookieEnabled) return tell(new RoomError(say("room.join.no-cookies")));
  if (code) return await look();
  askCode();

  /** @param {unknown} error */
  function tell(error) {
    if (!(error instanceof RoomError)) throw error;
    notice.textContent = error.message;
    notice.hidden = false;
  }
  /** @param {...Node} children */
  function show(...children) {
    notice.hidden = true;
    body.replaceChildren(...children);
  }

  function askCode() {
    const name = fresh("code");
    const field = make("input", {
      id: name,
      class: "room-code",
      autocomplete: "off",
      autocapitalize: "characters",
      spellcheck: "false",
      inputmode: "text",
      maxlength: 12,
      value: code,
      required: true,
    });
    const form = make(
      "form",
      { onsubmit: send },
      make("label", { for: name }, say("room.join.code")),
      make("p", { class: "soft" }, say("room.join.where")),
      field,
      make("button", { class: "button main" }, say("room.join.enter")),
    );
    /** @param {Event} event */
    function send(event) {
      event.preventDefault();
      code = field.value;
      look();
    }
    show(form);
    field.focus();
  }

  async function look() {
    try {
      const { listed } = await ask("entry/code", { ...around, content: { code } });
      chooseName(listed);
    } catch (error) {
      askCode();
      tell(error);
    }
  }

  /** @param {boolean} listed whether there is a list to be on */
  function chooseName(listed) {
    const heading = make("h2", { tabindex: "-1" }, say("room.join.who"));
    show(
      heading,
      make("p", { class: "soft" }, say("room.join.kept")),
      ...(listed ? search() : []),
      notListed(!listed),
    );
    (body.querySelector("input") ?? heading).focus();
  }

  /** Few names are shown, and only to whoever knows how one begins. */
  function search() {
    const name = fresh("search");
    const field = make("input", { id: name, type: "search", autocomplete: "off" });
    const list = make("ul", { class: "room-people" });
    const state = make("p", { class: "soft", role: "status" });
    let timer = 0;
    let vain = ""; // what more letters lead no further from
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => find(field.value.trim()), TYPING);
    });

    /** @param {string} typed */
    async function find(typed) {
      if (vain && typed.startsWith(vain)) return;
      vain = "";
      try {
        const found = await ask("entry/names", { ...around, content: { code, name: typed } });
        if (typed !== field.value.trim()) return;
        list.replaceChildren(...found.people.map(entry));
        const isNone = found.people.length === 0 && typed.length > 2;
        if (isNone) vain = typed;
        state.textContent = isNone
          ? say("room.join.none")
          : found.more
          ? say("room.join.more")
          : "";
        notice.hidden = true;
      } catch (error) {
        tell(error);
      }
    }
    return [
      make("p", {}, make("label", { for: name }, say("room.join.search")), field),
      list,
      state,
    ];
  }

  /** @param {Listed} person */
  function entry({ pick, name }) {
    return make("li", { class: "room-person" }, button(name, () => join({ pick })));
  }

  /** @param {boolean} open */
  function notListed(open) {
    const name = fresh("name");
    const field = make("input", { id: name, autocomplete: "name", maxlength: 120, required: true });
    /** @param {Event} event */
    function send(event) {
      event.preventDefault();
      if (field.value.trim()) join({ name: field.value });
    }
    return make(
      "details",
      { class: "room-not-listed", open },
      make("summary", {}, say("room.join.not-listed")),
      make(
        "form",
        { onsubmit: send },
        make("label", { for: name }, say("room.join.name")),
        field,
        make("p", { class: "soft" }, say("room.join.nod")),
        make("button", { class: "button" }, say("room.join.ask")),
      ),
    );
  }

  /** @param {{ pick?: string, name?: string }} who */
  async function join(who) {
    try {
      const { state, name } = await ask("entry/join", { ...around, content: { code, ...who } });
      // Who keeps no cookie is nobody again at once, whatever the browser says of itself.
      const { state: known } = await ask("entry/me", around);
      if (!known) throw new RoomError(say("room.join.no-cookies"));
      if (state === "in") enter();
      else wait(name);
    } catch (error) {
      tell(error);
    }
  }

  /** @param {string} name */
  function wait(name) {
    const told = make("p", { role: "status" }, say("room.join.waiting", { name }));
    show(told, button(say("room.join.back"), leave, { quiet: true }));
    const timer = setInterval(async () => {
      // A line that breaks down is tried again: the page waits anyway.
      const { state } = await ask("entry/me", around).catch(() => ({ state: "waiting" }));
      if (state === "waiting") return;
      clearInterval(timer);
      if (state === "in") enter();
      else {
        askCode();
        tell(new RoomError(say("room.join.refused")));
      }
    }, ASK_AGAIN);
    function leave() {
      clearInterval(timer);
      if (code) look();
      else askCode();
    }
  }

  function enter() {
    location.assign(`${language}/index.html`);
  }
}
