"""The documents of a project: each has its example and its template, in both languages.

Stops a page that would offer a file that is not there. Ignores what stands in the files: their
tests read them.
"""

from __future__ import annotations

from maitrise.base.errors import Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES
from maitrise.course.documents import DOCUMENTS, project_documents


def faults_of_documents() -> list[Fault]:
    """Every example and every template that the list names and that is missing."""
    return [
        Fault(
            shown_path(course_folder() / DOCUMENTS),
            f"document {each.id}",
            f"there is no {shown_path(path)}",
            remedy,
        )
        for each in project_documents().values()
        for language in LANGUAGES
        for path, remedy in (
            (each.example_path(language), "Write it"),
            (each.template_path(language), "Run make templates"),
        )
        if not path.is_file()
    ]
