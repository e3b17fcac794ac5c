/**
 * A deck: slides are fitted, and figures drawn, once they are on the screen and can be measured.
 */

import { make } from "../../player/dom.js";
import { grid } from "../../player/figure-grid.js";

const ROOM = 720, WIDE = 1136, HIGH = 696, LARGEST = 30, SMALLEST = 15;
// Plotly's texts are 12 pixels high: they are never drawn smaller than that, seen from the page.
const LEAST = 1.05, MOST = 1.7;

const { Reveal, Plotly } = /** @type {any} */ (globalThis);

/** Open the deck. */
export function start() {
  Reveal.on(
    "slidechanged",
    (/** @type {{currentSlide: HTMLElement}} */ { currentSlide }) => show(currentSlide),
  );
  Reveal.on("pdf-ready", () => Reveal.getSlides().forEach(show));
  Reveal.initialize({
    width: 1280,
    height: ROOM,
    margin: 0.02,
    center: false,
    hash: true,
    controls: true,
    progress: true,
    slideNumber: "c/t",
    transition: "none",
    pdfMaxPagesPerSlide: 1, // printed pages are counted before a long slide is fitted
  }).then(() => show(Reveal.getCurrentSlide()));
}

/** @param {HTMLElement | undefined} slide */
function show(slide) {
  if (!slide || slide.classList.contains("stack")) return;
  fit(slide);
  for (const data of slide.querySelectorAll("script[data-figure]")) draw(slide, data);
}

/** Smaller type where a slide says much. @param {HTMLElement} slide */
function fit(slide) {
  let size = LARGEST;
  slide.style.fontSize = "";
  while (slide.scrollHeight > ROOM && size > SMALLEST) slide.style.fontSize = `${--size}px`;
}

/** @param {HTMLElement} slide @param {Element} data */
function draw(slide, data) {
  const place = /** @type {HTMLElement} */ (data.previousElementSibling);
  if (place.hasChildNodes()) return;
  const figure = JSON.parse(data.textContent);
  if (figure.kind === "grid") {
    place.append(make("figcaption", {}, figure.title), grid(figure));
    let size = 1;
    while (place.scrollHeight > place.clientHeight && size > 0.7) {
      size -= 0.02;
      place.style.cssText = `zoom: ${size}; width: ${WIDE / size}px; height: ${HIGH / size}px;`;
    }
    return;
  }
  const above = place.getBoundingClientRect().top - slide.getBoundingClientRect().top;
  const room = ROOM - above / (Reveal.getScale() || 1) - 16;
  const asked = figure.layout.height || 450;
  const scale = Math.min(Math.max(room / asked, LEAST), MOST);
  // One that is too high comes closer together: its marks and texts keep their size.
  const height = Math.min(asked, Math.floor(room / scale));
  const layout = { ...figure.layout, width: Math.round(WIDE / scale), height, autosize: false };
  place.style.height = `${room}px`;
  const canvas = place.appendChild(make("div"));
  canvas.style.cssText = `transform: scale(${scale}); transform-origin: top left;`;
  Plotly.newPlot(canvas, figure.data, layout, { staticPlot: true, displayModeBar: false });
}
