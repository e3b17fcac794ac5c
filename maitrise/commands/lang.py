"""The option that says in which language a command speaks or writes."""

import os
from enum import StrEnum

from maitrise.text import Language


class Lang(StrEnum):
    """A language of the course."""

    fr = "fr"
    en = "en"


def spoken(asked: Lang | None) -> Language:
    """The language asked for, else that of ``LANG_COURSE``, else that of the computer.

    Raises:
        WrongCallError: ``LANG_COURSE`` is no language of the course.
    """
    from maitrise.learn import chosen_language, system_locale

    return chosen_language(asked.value if asked else None, os.environ, system_locale)
