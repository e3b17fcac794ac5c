// A figure can be measured, and a slide fitted, only once it is on the screen.
const ROOM = 720, WIDE = 1136, SMALLEST = 15;

function draw(slide) {
  for (const data of slide.querySelectorAll("script[data-figure]")) {
    const place = document.getElementById(data.dataset.figure);
    if (place.classList.contains("is-drawn")) continue;
    place.classList.add("is-drawn");
    const { data: traces, layout } = JSON.parse(data.textContent);
    const above = place.getBoundingClientRect().top - slide.getBoundingClientRect().top;
    const room = ROOM - above / (Reveal.getScale() || 1) - 56;
    const height = layout.height || 450;
    const scale = Math.min(room / height, 1.7);
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
}).then(() => show(Reveal.getCurrentSlide()));
