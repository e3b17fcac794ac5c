/**
 * The line from the room: what changes comes by itself. A page that nobody looks at lets go of it: a
 * browser opens no more than six lines to one host over http/1.1, for all of its tabs.
 */

/**
 * @param {string} address
 * @param {{ news: (content: any) => void, line: (isOpen: boolean) => void, over: () => void }} heard
 */
export function listen(address, { news, line, over }) {
  /** @type {EventSource | null} */
  let source = null;
  let isOver = false;

  function open() {
    if (source || isOver || document.visibilityState === "hidden") return;
    source = new EventSource(address);
    source.onopen = () => line(true);
    source.onmessage = ({ data }) => news(JSON.parse(data));
    source.onerror = () => {
      line(false);
      // A browser tries again by itself, but for an answer that was no line: then we do.
      if (source?.readyState === EventSource.CLOSED) again();
    };
    source.addEventListener("over", () => {
      isOver = true;
      close();
      over();
    });
  }
  function close() {
    source?.close();
    source = null;
  }
  function again() {
    close();
    setTimeout(open, 4000);
  }
  function looked() {
    if (document.visibilityState === "hidden") close();
    else open();
  }
  document.addEventListener("visibilitychange", looked);
  open();
}
