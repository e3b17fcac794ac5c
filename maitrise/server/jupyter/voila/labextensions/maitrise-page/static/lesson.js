// Runs a lesson's code cells in its page, one by one, each as soon as the one before is done.
//
// Voilà runs all cells on the server before the page is complete, or (progressively) sends what
// they show over a second connection, which may overtake the widgets it is about. Here the page
// asks its kernel itself, as JupyterLab does: messages keep their order, the first question can
// be used while the last one is still being made, and one broken cell does not stop the others.
//
// This is a JupyterLab plug-in for Voilà, written by hand as the module-federation container
// that both expect, so that the course needs no JavaScript build.
(() => {
  const FIGURE = "application/vnd.plotly.v1+json";
  const FIGURE_HEIGHT = 450; // pixels; Plotly's own where a figure does not say
  const GRACE = 3000; // milliseconds that a connection may take to come back by itself
  const ROUND = 10_000; // milliseconds between two looks whether the kernel is still there
  const PAGE = document.getElementById("lesson");

  /** Modules that Voilà's front end shares, by name. */
  let shared;

  async function load(name) {
    const [version] = Object.values(shared[name]);
    return (await version.get())();
  }

  // --- Cells ---------------------------------------------------------------------------------

  async function runCells(kernel, rendermime, { OutputAreaModel, SimplifiedOutputArea, Widget }) {
    for (const cell of PAGE.querySelectorAll(".page-cell")) {
      const area = new SimplifiedOutputArea({
        model: new OutputAreaModel({ trusted: true }),
        rendermime,
      });
      Widget.attach(area, cell);
      const code = JSON.parse(cell.querySelector("script").textContent);
      area.future = kernel.requestExecute({
        code,
        allow_stdin: false,
        stop_on_error: false,
        store_history: false,
      });
      keepErrorsOut(area.future, cell);
      await area.future.done;
      replaceStored(cell, area.node);
    }
  }

  /** One sentence in the page's language in place of a traceback; warnings go to the console. */
  function keepErrorsOut(future, cell) {
    const show = future.onIOPub;
    future.onIOPub = (message) => {
      const { content, header } = message;
      if (header.msg_type === "error") {
        sayFailed(cell, content.traceback.join("\n"));
      } else if (header.msg_type === "stream" && content.name === "stderr") {
        console.warn(content.text);
      } else {
        show(message);
      }
    };
  }

  function sayFailed(place, why) {
    console.error(why);
    const sentence = document.createElement("p");
    sentence.className = "page-failed";
    sentence.textContent = PAGE.dataset.failed;
    place.append(sentence);
  }

  /** What the notebook file held stands in for a cell until its widgets are drawn. */
  function replaceStored(cell, output) {
    const isDrawn = () =>
      [...output.querySelectorAll(".jupyter-widgets.jp-OutputArea-output")].every(
        (widget) => widget.firstElementChild,
      );
    const replace = () => {
      if (!isDrawn()) return;
      watch.disconnect();
      for (const stored of cell.querySelectorAll(".page-stored")) stored.remove();
    };
    const watch = new MutationObserver(replace);
    watch.observe(output, { childList: true, subtree: true });
    replace();
  }

  // --- Figures -------------------------------------------------------------------------------

  /** Plotly weighs five megabytes: it is fetched for the first figure, after the questions. */
  function drawFiguresLast(rendermime, questions, { PageConfig }, { Widget }) {
    const extension = JSON.parse(PageConfig.getOption("figureExtension") || "null");
    if (!extension) return;
    let drawing;
    class LaterFigure extends Widget {
      constructor(options) {
        super();
        this.addClass("page-figure");
        this.options = options;
      }
      async renderModel(model) {
        this.figure ??= this.makeFigure();
        // Once it has drawn, Plotly takes the height out of the layout; then the model comes again,
        // with a picture of the figure.
        this.height ??= model.data[FIGURE].layout?.height ?? FIGURE_HEIGHT;
        try {
          const figure = await this.figure;
          // When the page gets narrower or wider, Plotly takes the height from what is around it.
          figure.node.style.height = `${this.height}px`;
          await figure.renderModel(model);
        } catch (error) {
          sayFailed(this.node, error);
        }
      }
      async makeFigure() {
        await questions;
        drawing ??= loadExtension(PageConfig, extension);
        const figure = (await drawing).createRenderer(this.options);
        Widget.attach(figure, this.node);
        return figure;
      }
    }
    rendermime.addFactory(
      { safe: true, mimeTypes: [FIGURE], createRenderer: (options) => new LaterFigure(options) },
      0,
    );
  }

  async function loadExtension(PageConfig, { name, load: file, mimeExtension }) {
    const script = document.createElement("script");
    script.src = `${PageConfig.getOption("fullLabextensionsUrl")}/${name}/${file}`;
    await new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    const container = window._JUPYTERLAB[name];
    await container.init(shared);
    const module = (await container.get(mimeExtension))();
    return [module.default].flat()[0].rendererFactory;
  }

  // --- Connection ----------------------------------------------------------------------------

  /** Say so when answers no longer reach the kernel, and stop saying so when they do again. */
  function watchConnection(kernel) {
    let waiting;
    let isGone = false;
    const gone = () => {
      isGone = true;
      pageLost(true);
    };
    kernel.connectionStatusChanged.connect((_, status) => {
      if (status !== "connected") {
        waiting ??= setTimeout(() => pageLost(true), GRACE);
      } else if (!isGone) {
        clearTimeout(waiting);
        waiting = undefined;
        pageLost(false);
      }
    });
    kernel.statusChanged.connect((_, status) => {
      // A kernel that starts anew does not know the widgets of this page.
      if (["dead", "restarting", "autorestarting"].includes(status)) gone();
    });
    // One that is ended from elsewhere (JupyterLab, the server's clean-up) does not say goodbye.
    const { baseUrl } = kernel.serverSettings;
    const look = async () => {
      if (document.hidden || isGone) return;
      const answer = await fetch(`${baseUrl}api/kernels/${kernel.id}`).catch(() => null);
      if (answer && !answer.ok) gone();
    };
    setInterval(look, ROUND);
    document.addEventListener("visibilitychange", look);
  }

  // --- Tables --------------------------------------------------------------------------------

  /** Tables that cells show scroll in a box of their own, as those of the prose do. */
  function boxTables() {
    const sizes = new ResizeObserver((boxes) => {
      for (const { target } of boxes) nameIfItScrolls(target);
    });
    for (const box of PAGE.querySelectorAll(".page-table")) {
      shape(box.querySelector("table"));
      sizes.observe(box);
    }
    const boxTable = (table) => {
      if (!table.closest(".jp-RenderedHTMLCommon") || table.closest(".page-table")) return;
      const box = document.createElement("div");
      box.className = "page-table";
      table.replaceWith(box);
      box.append(table);
      shape(table);
      sizes.observe(box);
    };
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const added of addedNodes) {
          if (added.localName === "table") boxTable(added);
          else added.querySelectorAll?.("table").forEach(boxTable);
        }
      }
    }).observe(PAGE, { childList: true, subtree: true });
  }

  /** How a table of more than three columns is shown on a telephone: tight, or a card for each row. */
  function shape(table) {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    if (heads.length <= 3) return;
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells]);
    const isShort = ({ textContent }) => textContent.trim().length <= 8;
    const isTight = heads.length <= 5 && rows.every((cells) => cells.slice(1).every(isShort));
    table.classList.add(isTight ? "page-tight" : "page-cards");
    for (const cells of rows) cells.forEach((cell, place) => (cell.dataset.label = heads[place]));
  }

  /** Only a box that does scroll has to be reached with the keyboard, and so has a name. */
  function nameIfItScrolls(box) {
    const scrolls = box.scrollWidth > box.clientWidth;
    const named = { tabindex: "0", role: "group", "aria-label": PAGE.dataset.table };
    for (const [name, value] of Object.entries(named)) {
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }

  // --- The plug-in ---------------------------------------------------------------------------

  async function makePlugin() {
    const [{ IRenderMimeRegistry }, outputs, lumino, coreutils] = await Promise.all(
      [
        "@jupyterlab/rendermime",
        "@jupyterlab/outputarea",
        "@lumino/widgets",
        "@jupyterlab/coreutils",
      ].map(load),
    );
    return {
      id: "maitrise-page:lesson",
      autoStart: true,
      requires: [IRenderMimeRegistry],
      activate: (app, rendermime) => {
        const lesson = app.widgetManagerPromise.promise.then(async ({ kernel }) => {
          watchConnection(kernel);
          await runCells(kernel, rendermime, { ...outputs, ...lumino });
          pageReady();
        });
        drawFiguresLast(rendermime, lesson, coreutils, lumino);
        boxTables();
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["maitrise-page"] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const plugin = await makePlugin();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
