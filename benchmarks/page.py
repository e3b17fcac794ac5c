"""Claim: a lesson's first question can be used within a quarter of what an empty Voilà page takes.

In turn, on warm servers, in a new browser profile each time: lesson 01 at the step of its first
question, as a link leads there, until that can be answered; an empty page, which is a notebook of
one cell that shows one button of ipywidgets, drawn by Voilà as it comes, until that button stands
there. Voilà is no part of the course: it is installed for this into an environment of its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from playwright.sync_api import Browser, sync_playwright

from browser.chromium import FLAGS, find
from browser.served import ROOT, serve, stop

ROUNDS = 7
BAR = 0.25
PAUSE = 1  # second, in which what a page leaves behind comes to its end: Voilà's kernels, above all
LESSON = "01-moa-amoa-moe"
QUESTION = "[data-question] input:enabled"
FIRST_PLACE = """() => {
  const screen = document.querySelector("[data-question] input:enabled").closest(".screen");
  const step = screen.closest(".step");
  const number = [...step.querySelectorAll(":scope > .screen")].indexOf(screen) + 1;
  return `#${step.id}${number > 1 ? `/${number}` : ""}`;
}"""
VOILA = ("voila>=0.5.9,<0.6", "ipywidgets>=8.1.5,<9", "ipykernel", "jsonschema<4.25")
ENVIRONMENT = ROOT / ".cache" / "voila"
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


def place_of_first_question(browser: Browser, cookies: list[Any], address: str) -> str:
    """What an address ends with that leads to the first question of a lesson."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address)
    page.locator("html[data-ready]").wait_for(state="attached")
    place = page.evaluate(FIRST_PLACE)
    context.close()
    return str(place)


def cookies_of(browser: Browser, way_in: str) -> list[Any]:
    """What a browser keeps that was let in at the printed address."""
    context = browser.new_context()
    context.request.get(way_in)
    cookies = context.cookies()
    context.close()
    return cookies


def seconds(browser: Browser, cookies: list[Any], address: str, usable: str) -> float:
    """From asking for a page until something on it can be used."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(usable).first.wait_for(state="visible", timeout=60_000)
    taken = time.perf_counter() - start
    context.close()
    return taken


def install_voila() -> Path:
    """The Python of an environment that holds Voilà; made once."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    is_there = python.exists() and not subprocess.run([python, "-c", "import voila"]).returncode
    if not is_there:
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *VOILA], check=True)
    return python


def serve_empty(folder: Path) -> subprocess.Popen[bytes]:
    """Voilà as it comes, with the empty notebook; the caller ends it."""
    (folder / "empty.ipynb").write_text(json.dumps(EMPTY), encoding="utf-8")
    command = [install_voila(), "-m", "voila", "--no-browser", f"--port={EMPTY_PORT}", str(folder)]
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
        served = serve(Path(folder) / "home")
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        empty_page = f"http://127.0.0.1:{EMPTY_PORT}/voila/render/empty.ipynb"
        cookies = cookies_of(browser, served.address)
        lesson = served.page_of(LESSON, "fr")
        sides = {
            "lesson": (
                cookies,
                lesson + place_of_first_question(browser, cookies, lesson),
                QUESTION,
            ),
            "empty": ([], empty_page, BUTTON),
        }
        times: dict[str, list[float]] = {side: [] for side in sides}
        try:
            for turn in range(ROUNDS + 1):
                for side, (own, address, usable) in sides.items():
                    taken = seconds(browser, own, address, usable)
                    time.sleep(PAUSE)
                    if turn:  # the first one warms both servers
                        times[side].append(taken)
        finally:
            browser.close()
            stop(served)
            empty.terminate()
            empty.wait()
    ours, theirs = (statistics.median(times[side]) for side in sides)
    print(
        f"page      first question of lesson 01 {ours:.2f} s, empty Voilà page {theirs:.2f} s"
        f"  ratio {ours / theirs:.2f}  (bar {BAR})"
    )
    return ours / theirs > BAR


if __name__ == "__main__":
    sys.exit(main())
