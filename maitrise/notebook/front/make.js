// What every view is built of: elements, emphasis, names, verdicts said in words.

let counter = 0;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// Texts may hold *italic* and **bold**, nothing else; they are never parsed as HTML.
function rich(text) {
  const fragment = document.createDocumentFragment();
  for (const piece of text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/)) {
    if (piece.startsWith("**") && piece.length > 4) {
      fragment.append(make("strong", {}, piece.slice(2, -2)));
    } else if (piece.startsWith("*") && piece.length > 2) {
      fragment.append(make("em", {}, piece.slice(1, -1)));
    } else fragment.append(piece);
  }
  return fragment;
}

// A stem tells a situation, then asks: what is asked, its last sentence, stands out.
function stem(text) {
  const ends = [...text.matchAll(/[.!?…](?:\s?[»”])?\s+(?=[\p{Lu}«“])/gu)];
  const cut = ends.length ? ends.at(-1).index + ends.at(-1)[0].length : 0;
  const situation = cut ? make("span", { class: "maitrise-situation" }, rich(text.slice(0, cut))) : "";
  const parts = document.createDocumentFragment();
  parts.append(situation, rich(text.slice(cut)));
  return parts;
}

function fresh(name) {
  counter += 1;
  return `maitrise-${name}-${counter}-${Math.random().toString(36).slice(2, 8)}`;
}

const SIGNS = { right: "✓", partly: "◐", wrong: "✗", blank: "○", "to mark": "✎" };

// A verdict said in words, with a sign for the eye only.
function badge(verdict, words) {
  const sign = make("span", { class: "maitrise-sign", "aria-hidden": "true" }, SIGNS[verdict]);
  return make("span", { class: "maitrise-badge", "data-verdict": verdict }, sign, words);
}

function reasonLine(part, as = "p") {
  const text = part.reason ? make("span", {}, " ", rich(part.reason)) : null;
  return make(
    as,
    { class: "maitrise-reason", "data-verdict": part.verdict },
    badge(part.verdict, part.label),
    text,
  );
}
