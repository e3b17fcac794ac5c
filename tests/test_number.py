"""Numbers, read and written as people do in each language."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.errors import NumberError
from maitrise.base.number import is_within, read_number, write_number, write_quantity
from maitrise.base.text import LANGUAGES, Language

SPACES = {
    "plain": " ",
    "no-break": "\u00a0",
    "narrow": "\u202f",
    "thin": "\u2009",
    "figure": "\u2007",
}


@pytest.mark.parametrize("space", SPACES.values(), ids=SPACES)
@pytest.mark.parametrize(
    ("written", "value"),
    [("1 270,5", 1270.5), ("12 345 678", 12345678), ("-1 270,5", -1270.5), ("- 54,9", -54.9)],
)
def test_french_groups_digits_with_any_kind_of_space(
    written: str, value: float, space: str
) -> None:
    assert read_number(written.replace(" ", space), "fr") == value


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("1270,5", "fr", 1270.5),
        ("1270.5", "fr", 1270.5),
        ("0,270", "fr", 0.27),
        ("0.270", "fr", 0.27),
        ("1,270", "fr", 1.27),
        ("1'270,5", "fr", 1270.5),
        ("1,270.5", "en", 1270.5),
        ("1 270.5", "en", 1270.5),
        ("1,270", "en", 1270),
        ("1,234,567.25", "en", 1234567.25),
        ("0.5", "en", 0.5),
        ("0005", "en", 5),
        ("+7", "en", 7),
        ("  97  ", "en", 97),
        ("0", "fr", 0),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(
    written: str, language: Language, value: float
) -> None:
    assert read_number(written, language) == value


@pytest.mark.parametrize("minus", ["-", "−", "–", "—", "﹣", "－"])
@pytest.mark.parametrize(("language", "point"), [("fr", ","), ("en", ".")])
def test_every_dash_is_a_minus(minus: str, language: Language, point: str) -> None:
    assert read_number(f"{minus}54{point}9", language) == -54.9


UNITS = ("%", "k€", "€", "M€", "£", "$", "€k", "€m", "h", "jour", "jours", "days", "weeks", "pts.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_at_the_end_is_passed_over(unit: str, language: Language) -> None:
    for space in ("", " ", "\u00a0", "\u202f"):
        assert read_number(f"97{space}{unit}", language) == 97


@pytest.mark.parametrize("written", ["€1,270.5", "£ 1,270.5", "$1,270.5"])
def test_a_currency_in_front_is_passed_over(written: str) -> None:
    assert read_number(written, "en") == 1270.5
    assert read_number(f"-{written}", "en") == -1270.5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", ["", "   ", "\u00a0", "\n\t"])
def test_nothing_written_is_no_number_and_no_mistake(written: str, language: Language) -> None:
    assert read_number(written, language) is None


@pytest.mark.parametrize("written", ["1.270", "12.345", "-1.270", "1.270.500", "1.270,5"])
def test_french_refuses_a_point_that_could_mean_thousands(written: str) -> None:
    with pytest.raises(NumberError) as error:
        read_number(written, "fr")
    assert str(error.value) == (
        f"«\u00a0{written}\u00a0» peut se lire de deux façons. "
        "Écrivez la décimale avec une virgule et séparez les milliers par une espace\u00a0: "
        "1\u202f270,5."
    )


@pytest.mark.parametrize("written", ["0,5", "12,70", "1270,5", "1,2345"])
def test_english_refuses_a_comma_that_could_mean_decimals(written: str) -> None:
    with pytest.raises(NumberError) as error:
        read_number(written, "en")
    assert str(error.value) == (
        f"“{written}” can be read in two ways. Use a point for decimals and a comma for thousands: "
        "1,270.5."
    )


NO_NUMBERS = ("cent", "1e5", "nan", "inf", "1,,2", "--5", "5-", "1/2", "%", "€", "-", "0x10", "½")
NEITHER = ("12:30", "{written}", "٣٫٥", "1²", "1 27", "12 3456", "3 4", "9" * 31)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", [*NO_NUMBERS, *NEITHER])
def test_what_is_no_number_is_refused_with_an_example_to_follow(
    written: str, language: Language
) -> None:
    says = {
        "fr": "n’est pas un nombre que je sache lire. Écrivez par exemple 1\u202f270,5 ou -54,9.",
        "en": "is not a number I can read. Write for instance 1,270.5 or -54.9.",
    }
    with pytest.raises(NumberError) as error:
        read_number(written, language)
    assert str(error.value).endswith(says[language])
    assert written in str(error.value)


def test_a_page_of_text_is_refused_in_one_line() -> None:
    with pytest.raises(NumberError) as error:
        read_number("1" * 2_000_000, "fr")
    assert len(str(error.value)) < 160


def read_or_complaint(written: str, language: Language) -> float | NumberError | None:
    try:
        return read_number(written, language)
    except NumberError as error:
        return error


@pytest.mark.parametrize("language", LANGUAGES)
@given(written=st.text(alphabet="0123456789 ,.-+%€\u00a0\u202f−k'", max_size=12) | st.text())
def test_anything_typed_is_a_number_nothing_or_a_complaint(
    language: Language, written: str
) -> None:
    read = read_or_complaint(written, language)
    if isinstance(read, NumberError):
        assert written.strip()[:40] in str(read)
    else:
        assert (read is None) == (not written.strip())


@pytest.mark.parametrize("language", LANGUAGES)
@given(units=st.integers(-(10**14), 10**14), decimals=st.integers(0, 6))
def test_what_is_written_is_read_back(language: Language, units: int, decimals: int) -> None:
    value = units / 10**decimals
    assert read_number(write_number(value, language, decimals), language) == value


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (1270.5, 1, "1\u202f270,5", "1,270.5"),
        (-54.9, 1, "−54,9", "−54.9"),
        (1234567, 0, "1\u202f234\u202f567", "1,234,567"),
        (0.0, 2, "0,00", "0.00"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.0, 0, "0", "0"),
    ],
)
def test_numbers_are_written_for_reading(
    value: float, decimals: int, french: str, english: str
) -> None:
    assert write_number(value, "fr", decimals) == french
    assert write_number(value, "en", decimals) == english


@pytest.mark.parametrize(
    ("value", "units", "french", "english"),
    [
        (3, ("%", "%"), "3\u00a0%", "3%"),
        (-8.5, ("k€", "€k"), "−8,5\u00a0k€", "−€8.5k"),
        (1270, ("k€", "thousand euros"), "1\u202f270,0\u00a0k€", "1,270.0\u00a0thousand euros"),
        (24, ("semaines", "weeks"), "24,0\u00a0semaines", "24.0\u00a0weeks"),
        (0.88, ("", ""), "0,9", "0.9"),
    ],
)
def test_a_unit_stands_where_each_language_puts_it(
    value: float, units: tuple[str, str], french: str, english: str
) -> None:
    decimals = 0 if units[0] == "%" else 1
    assert write_quantity(value, units[0], "fr", decimals) == french
    assert write_quantity(value, units[1], "en", decimals) == english


@given(st.floats(-1e15, 1e15), st.floats(0, 1e6))
def test_a_value_is_near_itself_whatever_the_tolerance(value: float, tolerance: float) -> None:
    assert is_within(value, value, tolerance)
    assert not is_within(value + 2 * tolerance + 2, value, tolerance)


@pytest.mark.parametrize("far", [math.inf, -math.inf, math.nan, 1.7e308])
def test_nothing_infinite_is_near(far: float) -> None:
    assert not is_within(far, 97.0, 1e6)
    assert not is_within(-1.7e308, 1.7e308, 1e6)
