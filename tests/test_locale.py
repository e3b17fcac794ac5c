"""What each language does differently stands in one value."""

from datetime import date, datetime

import pytest

from maitrise.base.locale import LANGUAGES, LOCALES, Language, as_language
from maitrise.base.number import decimals_of, write_plain, write_shortest


@pytest.mark.parametrize(
    ("language", "written"),
    [("fr", ("1er novembre 2026", "1er nov. 2026")), ("en", ("1 November 2026", "1 Nov 2026"))],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(
    language: Language, written: tuple[str, str]
) -> None:
    first = date(2026, 11, 1)
    assert (LOCALES[language].day(first), LOCALES[language].short_day(first)) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_day_is_an_ordinal(language: Language) -> None:
    for day in (2, 11, 21, 31):
        assert LOCALES[language].day(date(2026, 12, day)).startswith(f"{day} ")


@pytest.mark.parametrize(
    ("language", "written"),
    [("fr", "1er février 2026, 09:05"), ("en", "1 February 2026, 09:05")],
)
def test_a_moment_is_a_day_and_a_time(language: Language, written: str) -> None:
    assert LOCALES[language].moment(datetime(2026, 2, 1, 9, 5)) == written


@pytest.mark.parametrize(("language", "listed"), [("fr", "A, B et C"), ("en", "A, B and C")])
def test_names_are_listed_as_in_a_sentence(language: Language, listed: str) -> None:
    assert LOCALES[language].listed(["A", "B", "C"]) == listed
    assert LOCALES[language].listed(["A"]) == "A"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(3, None, "3"), (0.5, None, "0,5"), (-1270.5, None, "-1270,5"), (2 / 3, 2, "0,67")],
)
def test_a_spreadsheet_can_read_a_plain_number(
    value: float, decimals: int | None, written: str
) -> None:
    assert write_plain(value, "fr", decimals) == written
    assert write_plain(value, "en", decimals) == written.replace(",", ".")


def test_a_number_has_no_decimal_that_says_nothing() -> None:
    assert [write_shortest(each, "fr", 2) for each in (3.0, 0.5, 2 / 3, 2.999, 1270)] == [
        "3",
        "0,5",
        "0,67",
        "3",
        "1\u202f270",
    ]
    assert [decimals_of(each) for each in (1, 0.1, 1e-9, 1 / 3)] == [0, 1, 0, 6]


def test_a_code_that_is_no_language_is_none() -> None:
    assert [as_language(code) for code in ("fr", "en", "de", "FR", None, "")] == [
        "fr",
        "en",
        None,
        None,
        None,
        None,
    ]


def test_each_locale_knows_the_other() -> None:
    for language, locale in LOCALES.items():
        assert LOCALES[locale.other].other == language != locale.other
