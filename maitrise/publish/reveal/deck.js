// A figure can be measured, and a slide fitted, only once it is on the screen.
const ROOM = 720, WIDE = 1136, SMALLEST = 15;
// A figure's texts are 12 pixels high: it is never drawn smaller than that, seen from the page.
const LEAST = 1.05, MOST = 1.7;

function draw(slide) {
  for (const data of slide.querySelectorAll("script[data-figure]")) {
    const place = document.getElementById(data.dataset.figure);
    if (place.classList.contains("is-drawn")) continue;
    place.classList.add("is-drawn");
    const { data: traces, layout } = JSON.parse(data.textContent);
    const above = place.getBoundingClientRect().top - slide.getBoundingClientRect().top;
    const room = ROOM - above / (Reveal.getScale() || 1) - 16;
    const asked = layout.height || 450;
    const scale = Math.min(Math.max(room / asked, LEAST), MOST);
    // One that is too high comes closer together: its marks and texts keep their size.
    const height = Math.min(asked, Math.floor(room / scale));
    const drawn = { ...layout, width: Math.round(WIDE / scale), height, autosize: false };
    place.style.height = `${room}px`;
    const canvas = place.appendChild(document.createElement("div"));
    canvas.style.cssText = `transform: scale(${scale}); transform-origin: top left;`;
    Plotly.newPlot(canvas, traces, drawn, { staticPlot: true, displayModeBar: false });
  }
}

function fit(slide) {
  let size = 30;
  slide.style.fontSize = "";
  while (slide.scrollHeight > ROOM && size > SMALLEST) slide.style.fontSize = `${--size}px`;
}

function show(slide) {
  if (!slide || slide.classList.contains("stack")) return;
  fit(slide);
  draw(slide);
}

Reveal.on("slidechanged", (event) => show(event.currentSlide));
Reveal.on("pdf-ready", () => Reveal.getSlides().forEach(show));
Reveal.initialize({
  width: 1280, height: ROOM, margin: 0.02, center: false, hash: true, controls: true,
  progress: true, slideNumber: "c/t", transition: "none",
  pdfMaxPagesPerSlide: 1, // printed pages are counted before a long slide is fitted
}).then(() => show(Reveal.getCurrentSlide()));
