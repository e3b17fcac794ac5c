// The whole of what each widget is sent: it hands its place to the page's own front end, of which
// one copy runs on a JupyterLab page for all widgets of a version. The copy comes with the channel
// that the widgets of a notebook share.

const COPIES = Symbol.for("maitrise.front-ends");

async function render({ model, el }) {
  const channel = await model.widget_manager.get_model(model.get("channel"));
  const front = await frontEnd(channel.get("front"));
  const { name, call, args, data } = model.get("shown");
  await front.showCall({ channel, name, call, args, data }, el);
}

/** @param {{ version: string, script: string, style: string }} sent */
function frontEnd({ version, script, style }) {
  const copies = globalThis[COPIES] ??= new Map();
  if (!copies.has(version)) {
    const sheet = document.createElement("style");
    sheet.textContent = style;
    document.head.append(sheet);
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    copies.set(version, import(address).finally(() => URL.revokeObjectURL(address)));
  }
  return copies.get(version);
}

export default { render };
