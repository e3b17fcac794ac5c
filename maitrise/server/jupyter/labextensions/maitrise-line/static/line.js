/**
 * JupyterLab behind a proxy that passes no WebSocket opens a notebook and runs nothing in it, without
 * a word. This says it, in the sentence that the page's configuration holds as `maitriseLine`.
 *
 * JupyterLab loads it as what its builder makes: a container with `init` and `get`.
 */

const OPENS_WITHIN = 10_000; // ms

/** Whether a WebSocket comes through. @param {string} address @returns {Promise<boolean>} */
function comesThrough(address) {
  return new Promise((resolve) => {
    const line = new WebSocket(address);
    /** @param {boolean} isOpen */
    const done = (isOpen) => () => {
      resolve(isOpen);
      line.close();
    };
    line.addEventListener("open", done(true));
    line.addEventListener("error", done(false));
    setTimeout(done(false), OPENS_WITHIN);
  });
}

/** @param {{ baseUrl: string, wsUrl: string }} settings of Jupyter's server; cookies let us in */
async function tellIfNot({ baseUrl, wsUrl }) {
  if (await comesThrough(`${wsUrl}api/events/subscribe`)) return;
  // Where the server itself is gone, or has let nobody in, JupyterLab says so.
  const headers = { "X-XSRFToken": /\b_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "" };
  const answer = await fetch(`${baseUrl}api/status`, { headers }).catch(() => null);
  if (answer?.ok) tell();
}

function tell() {
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  const notice = document.createElement("p");
  notice.setAttribute("role", "alert");
  notice.textContent = config.maitriseLine ?? "";
  notice.style.cssText = "position: fixed; z-index: 10000; inset: auto 1rem 2.5rem; margin: 0;" +
    "padding: 1rem; border: 3px solid #b00020; background: #fff; color: #1a1a1a; font-size: 1rem";
  document.body.append(notice);
}

const extension = {
  __esModule: true,
  default: {
    id: "maitrise-line:plugin",
    autoStart: true,
    /** @param {any} app JupyterLab */
    activate({ serviceManager }) {
      tellIfNot(serviceManager.serverSettings);
    },
  },
};
const lab = /** @type {any} */ (globalThis);
lab._JUPYTERLAB ??= {};
lab._JUPYTERLAB["maitrise-line"] = {
  init: () => {},
  get: () => Promise.resolve(() => extension),
};
