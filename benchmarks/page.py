"""Claim: a lesson's first question can be used within 1.3 times what an empty Voilà page takes.

In turn, on warm servers, in a fresh page each time: lesson 01 with its 42 questions until the first
one can be answered; an empty page, which is a notebook of one cell that shows one button of
ipywidgets, until that button stands there. The empty page is opened twice: by Voilà as it comes,
which the bar is about, and by the course's own page, which tells what the lesson itself costs.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from playwright.sync_api import Browser, sync_playwright

from browser.chromium import FLAGS, find
from browser.served import ROOT, serve, stop

ROUNDS = 7
BAR = 1.3
LESSON = "01-moa-amoa-moe"
EMPTY_PORT = 8869
BUTTON = "button.jupyter-button"
EMPTY = {
    "cells": [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "empty",
            "metadata": {},
            "outputs": [],
            "source": "import ipywidgets; ipywidgets.Button(description='empty')",
        }
    ],
    "metadata": {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}


def seconds(browser: Browser, address: str, usable: str) -> float:
    """From asking for a page until something on it can be used."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(usable).first.wait_for(state="visible", timeout=60_000)
    taken = time.perf_counter() - start
    context.close()
    return taken


def course_with_empty_page(folder: Path) -> Path:
    """A copy of the course with the empty notebook beside the lessons."""
    copied = Path(shutil.copytree(ROOT / "course", folder / "copy" / "course"))
    (copied / "fr" / "empty.ipynb").write_text(json.dumps(EMPTY), encoding="utf-8")
    return copied


def serve_empty(folder: Path) -> subprocess.Popen[bytes]:
    """Voilà as it comes, with the empty notebook; the caller ends it."""
    (folder / "empty.ipynb").write_text(json.dumps(EMPTY), encoding="utf-8")
    command = [sys.executable, "-m", "voila", "--no-browser", f"--port={EMPTY_PORT}", str(folder)]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder / "config")}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            urlopen(f"http://127.0.0.1:{EMPTY_PORT}/").close()
            return process
        except URLError:
            time.sleep(0.1)
    raise SystemExit("page      Voilà did not start")


def main() -> int:
    if find() is None:
        print("page      skipped: no Chromium")
        return 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = serve_empty(Path(folder))
        served = serve(Path(folder) / "home", course=course_with_empty_page(Path(folder)))
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        sides = {
            "lesson": (served.page_of(LESSON, "fr"), "[data-question] input:enabled"),
            "empty": (f"http://127.0.0.1:{EMPTY_PORT}/voila/render/empty.ipynb", BUTTON),
            "empty, our page": (served.page_of("empty", "fr"), BUTTON),
        }
        times: dict[str, list[float]] = {side: [] for side in sides}
        try:
            for turn in range(ROUNDS + 1):
                for side, (address, usable) in sides.items():
                    taken = seconds(browser, address, usable)
                    if turn:  # the first one warms both servers
                        times[side].append(taken)
        finally:
            browser.close()
            stop(served)
            empty.terminate()
            empty.wait()
    ours, theirs, own = (statistics.median(times[side]) for side in sides)
    print(
        f"page      first question of lesson 01 {ours:.2f} s, empty Voilà page {theirs:.2f} s"
        f"  ratio {ours / theirs:.2f}  (bar {BAR})\n"
        f"          the same against an empty page of the course {own:.2f} s"
        f"  ratio {ours / own:.2f}"
    )
    return ours / theirs > BAR


if __name__ == "__main__":
    sys.exit(main())
