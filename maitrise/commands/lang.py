"""The option that says in which language a command speaks or writes."""

from enum import StrEnum


class Lang(StrEnum):
    """A language of the course."""

    fr = "fr"
    en = "en"
