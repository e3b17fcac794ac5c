// The glossary: one search box over both languages, accents and apostrophes aside; a term opens
// where it stands. What is found by its name comes before what is found in its definition.

function plain(text) {
  return text
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’'‑-]/g, " ")
    .replace(/\s+/g, " ");
}

function glossary({ model, el }) {
  const labels = model.get("labels");
  const languages = model.get("languages");
  const id = fresh("glossary");
  const box = make("input", { type: "search", id, autocomplete: "off", spellcheck: "false", oninput: show, "aria-describedby": `${id}-how` });
  const clear = make("button", { type: "button", class: "maitrise-button", onclick: empty }, labels.clear);
  const count = make("p", { class: "maitrise-how", role: "status" });
  const list = make("ul", { class: "maitrise-terms" });
  const terms = model.get("terms").map((term) => {
    const names = [term.own, term.other].flatMap((side) => [side.term, ...side.also]);
    return {
      element: entry(term),
      names: plain(names.join(" | ")),
      all: plain([...names, term.own.definition, term.other.definition].join(" | ")),
    };
  });
  el.append(
    make(
      "section",
      { class: "maitrise maitrise-glossary", "aria-label": labels.title },
      make("div", { class: "maitrise-search" }, make("label", { for: id }, labels.search), box, clear),
      make("p", { class: "maitrise-how", id: `${id}-how` }, labels.how),
      count,
      make("div", { class: "maitrise-scroll", tabindex: "0", role: "region", "aria-label": labels.title }, list),
    ),
  );

  function entry(term) {
    const abroad = { lang: languages.other };
    return make(
      "li",
      { "data-term": term.id },
      make(
        "details",
        {},
        make(
          "summary",
          {},
          make("strong", {}, term.own.term),
          make("span", { class: "maitrise-equivalent", ...abroad }, term.other.term),
        ),
        make("p", {}, term.own.definition),
        also(term.own.also, {}),
        make("p", { class: "maitrise-how" }, labels.other),
        make("p", abroad, term.other.definition),
        also(term.other.also, abroad),
        term.avoid.length ? make("p", { class: "maitrise-how" }, labels.avoid) : null,
        term.avoid.length ? make("ul", {}, ...term.avoid.map(avoided)) : null,
        term.sources.length
          ? make("p", { class: "maitrise-how" }, `${labels.sources} ${term.sources.map((each) => `${each.title} [${each.id}]`).join(languages.own === "fr" ? "\u202f; " : "; ")}`)
          : null,
      ),
    );
  }
  function also(names, attributes) {
    if (!names.length) return null;
    return make("p", {}, make("span", { class: "maitrise-how" }, `${labels.also} `), make("span", attributes, names.join(", ")));
  }
  function avoided(each) {
    return make("li", {}, make("s", { lang: each.language }, each.text), " ", make("span", {}, `– ${each.why}`));
  }
  function empty() {
    box.value = "";
    show();
    box.focus();
  }
  function show() {
    const words = plain(box.value).split(" ").filter(Boolean);
    const holds = (text) => words.every((word) => text.includes(word));
    const found = terms.filter((term) => holds(term.all));
    const named = found.filter((term) => holds(term.names));
    const ordered = words.length ? [...named, ...found.filter((term) => !named.includes(term))] : found;
    list.replaceChildren(...ordered.map((term) => term.element));
    if (words.length && ordered.length === 1) ordered[0].element.firstChild.open = true;
    clear.hidden = !words.length;
    if (!ordered.length) count.textContent = labels.none;
    else if (ordered.length === 1) count.textContent = labels.one;
    else count.textContent = labels.shown.replace("{count}", ordered.length).replace("{total}", terms.length);
  }
  show();
}

export default { render: glossary };
