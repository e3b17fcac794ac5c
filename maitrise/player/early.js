// Before the page is drawn: the colours and the view that the reader chose, and a sign that scripts
// run. A classic script, so that nothing of the page is seen otherwise first.
{
  const root = document.documentElement;
  root.classList.add("js");
  root.classList.toggle("leads-somewhere", location.hash.length > 1);
  root.toggleAttribute("data-at-start", location.hash.length <= 1);
  root.dataset.view = "by-step";
  try {
    const chosen = localStorage.getItem("maitrise-colours");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
    if (localStorage.getItem("maitrise-view") === "one-page") root.dataset.view = "one-page";
  } catch {
    // Storage is off: the colours of the device, and a step at a time.
  }
  // Where the page's own script does not come, or cannot be read, the page is one without scripts.
  addEventListener("error", ({ target, filename }) => {
    const own = document.querySelector("script[defer]");
    const isOwn = own instanceof HTMLScriptElement && (target === own || filename === own.src);
    if (isOwn && !("ready" in root.dataset)) root.classList.remove("js", "leads-somewhere");
  }, true);
}
