"""``jupyter nbconvert --to maitrise``: a lesson's notebook as a page that answers by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter

from maitrise.base.text import LANGUAGES, Language
from maitrise.publish.addresses import NotebookAddresses
from maitrise.publish.files import page_assets
from maitrise.publish.frame import document
from maitrise.publish.lesson_page import notebook_page
from maitrise.publish.publication import HOME, Publication, publication


class MaitriseExporter(Exporter):
    """The page of one notebook of the course, with what it needs in a folder beside it.

    Links lead to the pages that the same command makes of the notebooks beside it.
    """

    export_from_notebook = "Maitrise"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page, and its files under ``outputs``.

        Raises:
            CourseError: a cell is no call of the course.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **kwargs)
        own = notebook.metadata.get("maitrise", {})
        language: Language = next((each for each in LANGUAGES if each == own.get("language")), "fr")
        metadata = resources.get("metadata", {})
        name = str(own.get("lesson", metadata.get("name", "page")))
        path = Path(metadata.get("path") or ".") / f"{name}.ipynb"
        among = _beside(publication((language,), NotebookAddresses(), with_cases=False), language)
        page = notebook_page(notebook, path, name, language, among)
        resources["outputs"] = {**resources.get("outputs", {}), **page_assets()}
        return document(page, among), resources


def _beside(among: Publication, language: Language) -> Publication:
    """The same pages without a home page, which no notebook makes."""
    pages = {name: address for name, address in among.pages[language].items() if name != HOME}
    return Publication(
        languages=(language,), addresses=among.addresses, pages={language: pages}, cases=()
    )
