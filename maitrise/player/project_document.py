"""A document of a project in the page: a good example, and the blank template to download."""

from __future__ import annotations

from maitrise.base.errors import MaitriseError
from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.course.documents import TEMPLATES, project_documents


def markdown(language: Language, name: str) -> str:
    """The example under its title, then the link to the template.

    Raises:
        MaitriseError: there is no such document, or its example is missing.
    """
    documents = project_documents()
    if name not in documents or not documents[name].example_path(language).is_file():
        known = ", ".join(documents)
        raise MaitriseError(f"No document is called {name!r}. Known: {known}.")
    document = documents[name]
    example = document.example_path(language).read_text(encoding="utf-8").strip()
    template = document.template.said_in(language)
    label = say(
        "document.template",
        language,
        title=document.title.said_in(language),
        format=template.rpartition(".")[2].upper(),
    )
    title = say("document.example", language, title=document.example.said_in(language))
    text = f"### {title}\n\n{example}\n\n[{label}]({TEMPLATES}/{template})"
    return LOCALES[language].typeset(text)
