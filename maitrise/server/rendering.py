"""How Voilà is told to draw a lesson: our template, its facts, and nothing fetched from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.cases.cards import released_cases
from maitrise.cases.second_copy import ANSWER
from maitrise.course import languages_present, lessons, reference_pages, start_page
from maitrise.server.facts import PageFacts, page_address, page_facts
from maitrise.server.prose import prose
from maitrise.server.sections import sections
from maitrise.server.surroundings import JUPYTER_PATH

TEMPLATE = "maitrise"

# Only what draws answers and figures; the rest of JupyterLab's extensions would slow the page.
LAB_EXTENSIONS = (
    "maitrise-page",
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
    "jupyterlab-plotly",
)
FIGURE_EXTENSION = "jupyterlab-plotly"

OPENING_CELL = "setup"

_TEXT = "text/markdown"
_FIGURE = "application/vnd.plotly.v1+json"


def voila_configuration(language: Language) -> dict[str, dict[str, Any]]:
    """Settings of ``VoilaConfiguration`` and ``VoilaExporter`` for a Jupyter server.

    Args:
        language: what pages speak when their notebook does not say.
    """
    return {
        "VoilaConfiguration": {
            "template": TEMPLATE,
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "extension_allowlist": list(LAB_EXTENSIONS),
            "page_config_hook": page_config,
            "prelaunch_hook": set_xsrf_cookie,
        },
        "VoilaExporter": {
            "filters": {
                "asset": asset,
                "breathe": breathe,
                "is_for_marking": is_for_marking,
                "page_facts": partial(_facts, language),
                "prose": prose,
                "say": say,
                "sections": sections,
                "stored_markdown": stored_markdown,
            },
            "default_preprocessors": [],  # each would check the whole notebook again
        },
    }


def page_config(given: dict[str, Any], *, notebook_path: str, **_: object) -> dict[str, Any]:
    """Voilà's page configuration, made for a lesson.

    The MathJax of a content delivery network goes ("null" makes Voilà take the one that it
    carries), and so does what draws figures from the extensions that the page waits for: it is
    named apart, for the page to fetch when it meets a figure.
    """
    extensions = given["federated_extensions"]
    return given | {
        "notebookPath": notebook_path,
        "mathjaxConfig": "null",
        "fullMathjaxUrl": "null",
        "federated_extensions": [each for each in extensions if each["name"] != FIGURE_EXTENSION],
        "figureExtension": next(
            (each for each in extensions if each["name"] == FIGURE_EXTENSION), None
        ),
    }


def set_xsrf_cookie(handler: Any, **_: object) -> None:
    """Send the cookie without which a page that is closed may not end its kernel."""
    handler.xsrf_token  # noqa: B018 - reading it sets it


@cache
def asset(name: str) -> str:
    """A style sheet or script that stands inside the page, word for word."""
    return (JUPYTER_PATH / "voila" / "templates" / TEMPLATE / name).read_text(encoding="utf-8")


async def breathe(nothing: str) -> str:
    """Let the server do what waits, in the middle of a page.

    A moment, not one turn of the loop: what was made passes through several hands to the network.
    """
    await asyncio.sleep(0.002)
    return nothing


def stored_markdown(cell: Mapping[str, Any]) -> list[str]:
    """The texts that a code cell's outputs hold in the notebook file, figures left out.

    They stand in for what the cell will show, until it does. The cell that opens the lesson says
    in its text how to open it: on the page that is done.
    """
    if cell["id"] == OPENING_CELL:
        return []
    bundles = [output.get("data", {}) for output in cell["outputs"]]
    return [
        bundle[_TEXT]
        for bundle in bundles
        if _TEXT in bundle and _FIGURE not in bundle and ANSWER not in bundle
    ]


def is_for_marking(cell: Mapping[str, Any]) -> bool:
    """Whether a cell is there for nbgrader to mark: the page shows an answer's state itself."""
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def error_page_variables(language: Language) -> dict[str, Any]:
    """What the pages for errors say: both languages, the learner's first.

    Whoever follows a broken link may come from either, and there is no notebook to ask.
    """
    return {
        "course_start": [
            (spoken, page_address("/", spoken, start_page()))
            for spoken in (language, LOCALES[language].other)
            if spoken == language or spoken in languages_present()
        ],
        "asset": asset,
        "say": say,
    }


def _facts(
    language: Language, metadata: dict[str, object], configuration: dict[str, Any]
) -> PageFacts:
    return page_facts(
        metadata,
        path=configuration["notebookPath"],
        base_url=configuration["baseUrl"],
        lessons=lessons().values(),
        references=reference_pages().values(),
        cases=released_cases(),
        languages=languages_present(),
        language=language,
    )
