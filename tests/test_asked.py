"""What a question's own controls say before it is answered."""

from dataclasses import replace
from pathlib import Path

import pytest

from maitrise.base.text import Language
from maitrise.kinds import ask, labels, read_bank
from maitrise.kinds.number import NumberQuestion

BANK = read_bank(Path(__file__).parent / "fixtures/course/questions/every-kind.toml")
NUMBER = next(each for each in BANK.questions.values() if isinstance(each, NumberQuestion))


@pytest.mark.parametrize(
    ("decimals", "language", "example"),
    [
        (0, "fr", "1 270"),
        (1, "fr", "1 270,5"),
        (2, "fr", "1 270,50"),
        (0, "en", "1,270"),
        (2, "en", "1,270.50"),
    ],
)
def test_the_example_of_a_number_has_the_decimals_that_are_asked_for(
    decimals: int, language: Language, example: str
) -> None:
    said = labels(ask(replace(NUMBER, decimals=decimals), language))["numberHow"]
    assert said.replace("\u202f", " ").rstrip(".").endswith(f" {example}")
