"""Plotly's configuration and colours."""

import pytest

from maitrise.base.text import LANGUAGES, Language
from maitrise.course.roles import role_book
from maitrise.figures.palette import CARD, INK, MUTED, READABLE, contrast, text_on
from maitrise.figures.plotly import plot_config


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_sent_anywhere_and_no_button_is_shown(language: Language) -> None:
    config = plot_config(language)
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False
    assert config["displayModeBar"] is False
    assert config["plotlyServerURL"] == ""
    assert config["responsive"] is True
    assert config["locale"] == language


def test_french_names_and_numbers_come_with_the_figure() -> None:
    french = plot_config("fr")["locales"]["fr"]
    form = french["format"]
    assert form["days"][0] == "dimanche"
    assert form["months"][7] == "août"
    assert len(form["days"]) == len(form["shortDays"]) == 7
    assert len(form["months"]) == len(form["shortMonths"]) == 12
    assert (form["decimal"], form["thousands"]) == (",", "\u202f")
    assert french["dictionary"]["Zoom in"] == "Zoom avant"


def test_english_needs_no_locale_of_ours() -> None:
    assert "locales" not in plot_config("en")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_text_on_any_role_colour_is_readable() -> None:
    for role in role_book().roles.values():
        assert contrast(text_on(role.colour), role.colour) >= READABLE, role.id


def test_text_outside_boxes_is_readable() -> None:
    assert contrast(INK, CARD) >= READABLE
    assert contrast(MUTED, "#eef1f5") >= READABLE
