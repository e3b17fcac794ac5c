"""What the page is made of: configuration, colours, and nothing from outside."""

import json
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from maitrise.server.rendering import JUPYTER_PATH, asset, page_config, stored_markdown

FILES = [path for path in JUPYTER_PATH.rglob("*") if path.is_file()]
SCHEMES = ("light", "dark", "print")
TEXTS = ("ink", "soft", "accent", "right", "partly", "wrong")
GROUNDS = ("paper", "card")


def colours(scheme: str) -> dict[str, str]:
    """The page's colours in one scheme; what a scheme does not say is as in the light one."""
    blocks = re.findall(r"^ *:root \{(.*?)\}", asset("page.css"), re.DOTALL | re.MULTILINE)
    assert len(blocks) == len(SCHEMES)
    found: dict[str, str] = {}
    for block in (blocks[0], blocks[SCHEMES.index(scheme)]):
        found |= dict(re.findall(r"--maitrise-([\w-]+): (#[0-9a-f]{6});", block))
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), tuple(product(TEXTS, GROUNDS)))
def test_every_text_can_be_read_on_every_ground(scheme: str, text: str, ground: str) -> None:
    found = colours(scheme)
    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_written_on_the_accent_can_be_read(scheme: str) -> None:
    found = colours(scheme)
    assert contrast(found["on-accent"], found["accent"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), tuple(product(("line", "focus"), GROUNDS)))
def test_edges_and_the_focus_ring_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    found = colours(scheme)
    assert contrast(found[edge], found[ground]) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_that_the_page_ships_is_fetched_from_outside(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", text) == []


def test_mathjax_is_not_fetched_from_a_network() -> None:
    given = {"federated_extensions": [], "fullMathjaxUrl": "https://cdnjs.example/mathjax.js"}
    made = page_config(given, notebook_path="course/fr/a.ipynb")
    assert (made["fullMathjaxUrl"], made["mathjaxConfig"]) == ("null", "null")


def test_what_draws_figures_is_not_waited_for() -> None:
    plotly, widgets = {"name": "jupyterlab-plotly"}, {"name": "anywidget"}
    made = page_config({"federated_extensions": [plotly, widgets]}, notebook_path="a.ipynb")
    assert made["federated_extensions"] == [widgets]
    assert made["figureExtension"] == plotly


def test_the_page_does_without_what_draws_figures() -> None:
    made = page_config({"federated_extensions": []}, notebook_path="a.ipynb")
    assert made["figureExtension"] is None


def test_only_texts_stand_in_for_a_cell_and_not_those_of_figures() -> None:
    text, figure = {"text/markdown": "**Question.**"}, {"text/markdown": "summary"}
    figure["application/vnd.plotly.v1+json"] = "{}"
    outputs = [{"data": text}, {"data": figure}, {"output_type": "stream", "text": "printed"}]
    assert stored_markdown({"id": "q", "outputs": outputs}) == ["**Question.**"]


def test_the_cell_that_opens_the_lesson_does_not_say_how_to_open_it() -> None:
    outputs = [{"data": {"text/markdown": "Open this lesson in the course."}}]
    assert stored_markdown({"id": "setup", "outputs": outputs}) == []


def test_what_a_kernel_imports_beforehand_is_there() -> None:
    specification = json.loads((JUPYTER_PATH / "kernels/python3/kernel.json").read_text("utf-8"))
    (line,) = [argument for argument in specification["argv"] if "exec_lines" in argument]
    subprocess.run([sys.executable, "-c", line.split("=", 1)[1]], check=True)
