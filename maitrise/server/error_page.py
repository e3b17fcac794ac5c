"""Pages that are no page of the course: what is wrong, in both languages, and the way back."""

from __future__ import annotations

from http import HTTPStatus

from jinja2 import Environment

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.course import languages_present

_KEYS = {
    HTTPStatus.NOT_FOUND: "page.not-found",
    HTTPStatus.FORBIDDEN: "server.not-let-in",
}
_MADE = Environment(autoescape=True)
_SENTENCE = _MADE.from_string(
    """<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ course }}</title>
</head>
<body>
<main><p role="status">{{ words }}</p></main>
</body>
</html>
"""
)
_PAGE = _MADE.from_string(
    """<!DOCTYPE html>
<html lang="{{ first }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ words[first] }} · {{ course[first] }}</title>
</head>
<body>
<main>
{%- for language in languages %}
<section lang="{{ language }}">
<h1>{{ words[language] }}</h1>
<p>{{ kept[language] }}</p>
{%- if leads %}
<p><a href="{{ base }}{{ language }}/">{{ start[language] }}</a></p>
{%- endif %}
</section>
{%- endfor %}
</main>
</body>
</html>
"""
)


def error_page(status: int, language: Language, base: str) -> str:
    """The page that says why nothing else is shown.

    Whoever follows a broken link may come from either language, and there is no page to ask.

    Args:
        language: the one to begin with.
        base: where the course answers ("/").
    """
    key = _KEYS.get(HTTPStatus(status), "page.failed")
    others = [each for each in (LOCALES[language].other,) if each in languages_present()]
    languages = [language, *others]
    names = {"words": key, "kept": "page.answers-kept", "start": "page.to-start"}
    texts = {name: {each: say(key, each) for each in languages} for name, key in names.items()}
    course = {each: say("page.course", each) for each in languages}
    return _PAGE.render(
        first=language,
        languages=languages,
        base=base,
        leads=status != HTTPStatus.FORBIDDEN,
        course=course,
        **texts,
    )


def plain_page(words: str, language: Language) -> str:
    """A page of one sentence, while something is on its way."""
    return _SENTENCE.render(words=words, language=language, course=say("page.course", language))
