// Runs while the page is being read: nothing here waits for anything.

// The token that opened the page is in a cookie by now; it has no place in the address bar.
(() => {
  const address = new URL(location.href);
  if (address.searchParams.has("token")) {
    address.searchParams.delete("token");
    history.replaceState(null, "", address);
  }
})();

// Voilà calls it while a page takes long to be made; the page already says that it is not ready.
window.voila_heartbeat = () => {};

// The list of lessons is open where there is room for it beside the text, folded elsewhere.
function pageMenu() {
  const menu = document.querySelector(".page-lessons");
  const wide = matchMedia("(min-width: 70rem)");
  const follow = () => {
    menu.open = wide.matches;
  };
  follow();
  wide.addEventListener("change", follow);
}

// The banner in words: shown when the answers' way to the course is cut, or was never opened.
function pageLost(isLost) {
  const banner = document.getElementById("page-lost");
  if (banner.hidden === !isLost) return;
  banner.hidden = !isLost;
  if (isLost) document.getElementById("page-state").hidden = true;
}

// lesson.js, which the page cannot do without, calls pageReady; it may never come.
const pageNeverReady = setTimeout(() => pageLost(true), 60_000);

function pageReady() {
  clearTimeout(pageNeverReady);
  const state = document.getElementById("page-state");
  state.textContent = state.dataset.ready;
  state.classList.add("page-state-done");
}

// On paper nothing can be unfolded.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not([open])")) {
    folded.open = true;
    folded.dataset.folded = "";
  }
});
addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("details[data-folded]")) {
    folded.open = false;
    delete folded.dataset.folded;
  }
});

// Voilà ends the kernel of a page that is closed, but only once it is at work; before, we do.
addEventListener("pagehide", () => {
  if (window.jupyterapp) return;
  const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const form = new FormData();
  form.append("_xsrf", document.cookie.match(/\b_xsrf=([^;]*)/)?.[1] ?? "");
  navigator.sendBeacon(`${config.baseUrl}voila/api/shutdown/${config.kernelId}`, form);
});
// A page that the browser had kept aside comes back without its kernel.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
