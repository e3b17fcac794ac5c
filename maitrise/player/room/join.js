/**
 * The page to come into a room by: the code on the wall, then one's name on the list.
 *
 * Classes: `room-join` around all, `room-code` the field, `room-people`, `room-person`.
 */

import { button, fresh, make } from "../dom.js";
import { ask, RoomError } from "./asking.js";
import { languageLink } from "./other-language.js";
import { roomPage } from "./words.js";

/** @typedef {{ id: string, name: string, taken: boolean }} Listed */

const ASK_AGAIN = 2500; // ms
const MANY = 8; // names; more are looked for by their letters

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
      const { people } = await ask("entry/code", { ...around, content: { code } });
      chooseName(people);
    } catch (error) {
      askCode();
      tell(error);
    }
  }

  /** @param {Listed[]} people */
  function chooseName(people) {
    const heading = make("h2", { tabindex: "-1" }, say("room.join.who"));
    const list = make("ul", { class: "room-people" });
    people.sort((one, other) => one.name.localeCompare(other.name, language));
    const named = people.map((person) => ({ person, element: entry(person) }));
    list.append(...named.map(({ element }) => element));
    const filter = people.length > MANY && search((letters) => {
      for (const { person, element } of named) {
        element.hidden = !folded(person.name).includes(folded(letters));
      }
    });
    show(
      heading,
      make("p", { class: "soft" }, say("room.join.kept")),
      ...(filter ? [filter] : []),
      list,
      notListed(people.length === 0),
    );
    heading.focus();
  }

  /** @param {Listed} person */
  function entry({ id, name, taken }) {
    const choose = button(name, () => join({ learner: id }));
    const note = taken && make("span", { class: "room-taken" }, say("room.join.taken"));
    return make("li", { class: "room-person" }, choose, note);
  }

  /** @param {(letters: string) => void} filter */
  function search(filter) {
    const name = fresh("search");
    const field = make("input", { id: name, type: "search", autocomplete: "off" });
    field.addEventListener("input", () => filter(field.value));
    return make("p", {}, make("label", { for: name }, say("room.join.search")), field);
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

  /** @param {{ learner?: string, name?: string }} who */
  async function join(who) {
    try {
      const { state, name } = await ask("entry/join", { ...around, content: { code, ...who } });
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

/** Letters as somebody types them who looks for a name. @param {string} text */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
