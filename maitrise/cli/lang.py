"""The option ``--lang``, and the language of messages without it."""

import os
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from maitrise.base.text import Language


class Lang(StrEnum):
    """A language of the course."""

    fr = "fr"
    en = "en"


def message_language(asked: Lang | None) -> Language:
    """The language asked for, else that of ``LANG_COURSE``, else that of the computer.

    Raises:
        WrongCallError: ``LANG_COURSE`` is no language of the course.
    """
    from maitrise.server.learn import chosen_language, system_locale

    return chosen_language(asked.value if asked else None, os.environ, system_locale)


def message_language_before_parsing(words: Sequence[str]) -> Language:
    """The language of messages before, or without, a successful reading of the command line.

    >>> message_language_before_parsing(["report", "autumn", "--lang", "fr"])
    'fr'
    """
    from maitrise.base.errors import WrongCallError

    named = [after for before, after in pairwise(words) if before == "--lang"]
    named += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    asked = [lang for lang in Lang if lang.value in named]
    try:
        return message_language(asked[0] if asked else None)
    except WrongCallError:  # LANG_COURSE is no language of the course
        return "en"
