"""Claim: a lesson's first opening sends at most 250 kB, and the whole course is at most 6 MB.

Compressed as a host compresses (gzip); letters and pictures are compressed already. A lesson's
first opening is counted up to the moment when the page works and nothing more comes.
"""

import gzip
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browser.chromium import FLAGS, NONE, find
from maitrise.base.text import LANGUAGES
from maitrise.course import lessons
from maitrise.publish.files import single_files, site_files
from maitrise.publish.writing import write_folder

OPENING_BAR, SITE_BAR = 250_000, 6_000_000
_COMPRESSED = (".woff2", ".png")


def sent(name: str, content: bytes) -> bytes:
    """A file as a host sends it."""
    return content if name.endswith(_COMPRESSED) else gzip.compress(content, 6, mtime=0)


class Host(SimpleHTTPRequestHandler):
    """A host that compresses, and counts what it sends."""

    sizes: ClassVar[dict[str, int]] = {}

    def do_GET(self) -> None:
        """Send a file compressed."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = sent(path.name, path.read_bytes())
        self.sizes[path.name] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if not path.name.endswith(_COMPRESSED):
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def openings(folder: Path) -> dict[str, int]:
    """What the first opening of each lesson sends."""
    found = {}
    with served(folder) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        for name in (f"{language}/{lesson}" for language in LANGUAGES for lesson in lessons()):
            Host.sizes.clear()
            # Without what keeps the pages for later: it works once the page is there.
            context = browser.new_context(service_workers="block")
            page = context.new_page()
            page.goto(f"{base}{name}.html", wait_until="networkidle")
            page.wait_for_selector("html[data-ready]", state="attached")
            found[name] = sum(Host.sizes.values())
            context.close()
        browser.close()
    return found


def main() -> int:
    if find() is None:
        print(f"site      {NONE}")
        return 1
    files = site_files(LANGUAGES, with_cases=True)
    whole = sum(len(sent(name, content)) for name, content in files.items())
    kit = sum(
        len(sent(name, content)) for name, content in single_files(("fr",), with_cases=True).items()
    )
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder) / "site", files, "en")
        sizes = openings(Path(folder) / "site")
    for name, opening in sizes.items():
        print(f"          {name} {opening / 1000:.0f} kB", file=sys.stderr)
    heaviest = max(sizes, key=sizes.__getitem__)
    opening = sizes[heaviest]
    print(
        f"site      first opening {opening / 1000:.0f} kB at most ({heaviest}; bar"
        f" {OPENING_BAR / 1000:.0f}), both languages {whole / 1e6:.2f} MB"
        f" (bar {SITE_BAR / 1e6:.0f}), one language to double-click {kit / 1e6:.2f} MB"
    )
    return opening > OPENING_BAR or whole > SITE_BAR


if __name__ == "__main__":
    sys.exit(main())
