"""What is published together: which pages there are, and how they are linked."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from maitrise.base.errors import WrongCallError
from maitrise.base.locale import LOCALES
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases.released_cases import CaseCard, released_cases
from maitrise.course import languages_present, lessons, reference_pages, start_page
from maitrise.course.documents import TEMPLATES
from maitrise.publish.addresses import Addresses, FileAddresses

HOME = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The pages that go together, in the languages asked for.

    Attributes:
        pages: by language, the address of each page by the name that the course calls it.
        cases: the graded cases that go with it, in all its languages.
    """

    languages: tuple[Language, ...] = LANGUAGES
    addresses: Addresses = field(default_factory=FileAddresses)
    pages: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    cases: tuple[CaseCard, ...] = ()

    def twin(self, name: str, language: Language) -> str | None:
        """The address of the same page in the other language, where that is published."""
        return self.pages.get(LOCALES[language].other, {}).get(name)

    def href(self, origin: str, language: Language, written: str) -> str | None:
        """A link as the author wrote it, led to the page it names.

        Args:
            origin: the address of the page that the link stands on.
            written: "02-office-or-officer.ipynb", "#sources", "templates/risk-register.xlsx" or an
                address of the web.

        Returns:
            None for a page that is not published.
        """
        if written.startswith("#"):
            return self.addresses.href(origin, origin, written[1:])
        if ":" in written.partition("/")[0]:
            return written
        if written.startswith(f"{TEMPLATES}/"):
            return self.addresses.file(origin, language, written)
        file, _, fragment = written.partition("#")
        name = posixpath.splitext(posixpath.basename(file))[0]
        target = self.pages[language].get(name)
        return self.addresses.href(origin, target, fragment) if target else None

    def links(self, origin: str, language: Language) -> dict[str, str]:
        """The addresses of all pages in one language, from one of them, by their names."""
        named = self.pages[language].items()
        return {name: self.addresses.href(origin, target) for name, target in named}


def publication(
    languages: tuple[Language, ...], addresses: Addresses, *, with_cases: bool
) -> Publication:
    """Everything that the course has in these languages.

    Raises:
        WrongCallError: this copy of the course does not hold one of them.
    """
    for language in languages:
        if language not in languages_present():
            name = f"course/{language}/{start_page()}.ipynb"
            raise WrongCallError(say("kit.incomplete", language, name=name))
    cases = tuple(card for card in released_cases() if with_cases and card.language in languages)
    return Publication(
        languages=languages,
        addresses=addresses,
        pages={language: _pages(language, cases) for language in languages},
        cases=cases,
    )


def _pages(language: Language, cases: tuple[CaseCard, ...]) -> dict[str, str]:
    written = [lesson.id for lesson in lessons().values() if lesson.is_written]
    names = [*written, *reference_pages()]
    own = [card.id for card in cases if card.language == language]
    return {
        HOME: language,
        **{name: f"{language}/{name}" for name in names},
        **{case: f"{language}/cases/{case}" for case in own},
    }
