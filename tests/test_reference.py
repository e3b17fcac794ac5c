"""References as lists of sources write them, in both languages."""

import re

import pytest

from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.course import Source, sources
from maitrise.course.sources import published, shown_date


def source(**known: object) -> Source:
    nothing = Text("", "")
    return Source(id="R1", title=nothing, kind="law", read="excerpt", supports=nothing, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "12\u00a0juin\u00a02024"), ("en", "12\u00a0June\u00a02024")]
)
def test_a_day_is_written_as_the_language_does_and_stays_on_one_line(
    language: Language, said: str
) -> None:
    assert shown_date("2024-06-12", language) == said
    assert published(source(publisher="Légifrance", date="2024-06-12"), language).endswith(said)


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "1er\u00a0janvier\u00a02011"), ("en", "1\u00a0January\u00a02011")]
)
def test_the_first_of_a_month_is_an_ordinal_in_french(language: Language, said: str) -> None:
    assert shown_date("2011-01-01", language) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_and_what_is_not_known_are_left_as_they_are(language: Language) -> None:
    assert published(source(date="2013"), language) == "2013"
    assert published(source(publisher="ProZ"), language) == "ProZ"
    assert published(source(), language) == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "AXELOS, cité par The Knowledge Academy et Goal Group, 2013"),
        ("en", "AXELOS, cited by The Knowledge Academy and Goal Group, 2013"),
    ],
)
def test_who_was_read_in_place_of_the_publisher_is_said_in_the_language(
    language: Language, said: str
) -> None:
    assert published(sources()["R44"], language) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_of_sources_shows_a_date_as_the_file_writes_it(language: Language) -> None:
    for each in sources().values():
        assert not re.search(r"\d{4}-\d\d", published(each, language)), each.id
