"""The documents of a project that the course shows: a good example of each, a blank template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.places import course_folder
from maitrise.base.text import Language, Text
from maitrise.course.reading import read_once, read_table

TEMPLATES = "templates"
"""The folder of the blank templates, beside the notebooks of each language."""

_FOLDER = "documents"
DOCUMENTS = f"{_FOLDER}/documents.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDocument:
    """A document of a project.

    Attributes:
        title: what kind of document it is.
        example: the title of the good example.
        template: the file name of the blank template, by language.
    """

    id: str
    title: Text
    example: Text
    template: Text

    def example_path(self, language: Language) -> Path:
        """The good example, as Markdown."""
        return course_folder() / _FOLDER / f"{self.id}.{language}.md"

    def template_path(self, language: Language) -> Path:
        """The blank template, a DOCX or an XLSX."""
        return course_folder() / language / TEMPLATES / self.template.said_in(language)


@read_once
def project_documents() -> Mapping[str, ProjectDocument]:
    """The documents by id, in the order in which a project needs them; none in another course.

    Raises:
        CourseError: the list has faults.
    """
    if not (course_folder() / DOCUMENTS).exists():
        return {}
    return read_table(DOCUMENTS, "document", ProjectDocument)


def template_files(language: Language) -> dict[str, bytes]:
    """The blank templates of one language, by their place beside its pages."""
    return {
        f"{TEMPLATES}/{path.name}": path.read_bytes()
        for each in project_documents().values()
        if (path := each.template_path(language))
    }
