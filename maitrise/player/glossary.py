"""The glossary: every term in both languages, to be searched and opened."""

from __future__ import annotations

from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import sources
from maitrise.course.glossary import Avoided, Term, glossary
from maitrise.kinds.markdown import table


def data(language: Language) -> dict[str, Any]:
    """The terms, each with its own side and that of the other language."""
    return {"other": LOCALES[language].other, "terms": [_term(each, language) for each in _terms()]}


def markdown(language: Language) -> str:
    """The terms as a table."""
    headers = [say(f"glossary.{each}", language) for each in ("term", "equivalent", "definition")]
    rows = [
        [
            f"**{term.named(language)}**",
            f"*{term.named(LOCALES[language].other)}*",
            term.definition.said_in(language),
        ]
        for term in _terms()
    ]
    return table(headers, rows)


def _terms() -> list[Term]:
    return list(glossary().terms.values())


def _term(term: Term, language: Language) -> dict[str, Any]:
    return {
        "id": term.id,
        "own": _side(term, language),
        "other": _side(term, LOCALES[language].other),
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
