"""The glossary on the page: searched in both languages at once, opened term by term."""

from __future__ import annotations

from typing import Any

import traitlets

from maitrise.base.locale import LOCALES
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import sources
from maitrise.course.glossary import Avoided, Term, glossary
from maitrise.kinds.markdown import table
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View


class GlossaryView(View):
    """Every term of the glossary; searching happens in the page, without a kernel."""

    _esm = javascript("make", "glossary")
    labels = traitlets.Dict().tag(sync=True)
    languages = traitlets.Dict().tag(sync=True)
    terms: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        names = ("title", "search", "how", "shown", "one", "none", "clear")
        parts = ("also", "avoid", "other", "sources")
        super().__init__(
            labels={name: say(f"glossary.{name}", language) for name in names + parts},
            languages={"own": language, "other": LOCALES[language].other},
            terms=[_shown(term, language) for term in glossary().terms.values()],
        )

    def markdown(self) -> str:
        """The same as plain Markdown."""
        own, other = self.language, LOCALES[self.language].other
        headers = [say(f"glossary.{each}", own) for each in ("term", "equivalent", "definition")]
        rows = [
            [
                f"**{term.named(own)}**",
                f"*{term.named(other)}*",
                term.definition.said_in(own),
            ]
            for term in glossary().terms.values()
        ]
        return table(headers, rows)


def _shown(term: Term, language: Language) -> dict[str, Any]:
    other = LOCALES[language].other
    return {
        "id": term.id,
        "own": _side(term, language),
        "other": _side(term, other),
        "avoid": [
            _avoided(avoid, spoken, language)
            for spoken in LANGUAGES
            for avoid in term.avoid.get(spoken, ())
        ],
        "sources": [
            {"id": name, "title": sources()[name].title.said_in(language)}
            for name in term.sources
            if name in sources()
        ],
    }


def _side(term: Term, language: Language) -> dict[str, Any]:
    """What a term is in one language."""
    return {
        "term": term.named(language),
        "also": [LOCALES[language].typeset(each) for each in term.also.get(language, ())],
        "definition": term.definition.said_in(language),
    }


def _avoided(avoid: Avoided, spoken: Language, language: Language) -> dict[str, str]:
    return {
        "text": LOCALES[spoken].typeset(avoid.text),
        "language": spoken,
        "why": avoid.why.said_in(language),
    }
