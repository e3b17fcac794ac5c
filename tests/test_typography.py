"""French spaces: set where the rules want them, once, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maitrise.base.typography import NARROW_NO_BREAK as NARROW
from maitrise.base.typography import NO_BREAK as BREAK_NOT
from maitrise.base.typography import french_citations, french_spaces

# What a writer of Markdown types: letters and digits, marks, spaces of every kind, protected bits.
BITS = st.sampled_from(
    [
        *("a", "é", "1", "270", "k€", "%", "€", " ", "  ", BREAK_NOT, NARROW, "\n", "\t"),
        *("«", "»", ":", ";", "?", "!", "?!", "-", "---", "|", "*", "**", ".", ",", "(", ")"),
        *("`x ?`", "`", "```", "```\na ;\n```", "](a ?)", "[b ?](c : d)", "![i](u)", "http://x ?"),
        *("| --- | :-: |", "#", "&", "œ", "日"),
    ]
)
MARKDOWN = st.lists(BITS, max_size=12).map("".join)


@settings(max_examples=200)
@given(MARKDOWN | st.text())
def test_setting_the_spaces_twice_changes_nothing_more(text: str) -> None:
    once = french_spaces(text)
    assert french_spaces(once) == once


@settings(max_examples=200)
@given(MARKDOWN | st.text())
def test_only_spaces_ever_change(text: str) -> None:
    spaces = str.maketrans("", "", f" {BREAK_NOT}{NARROW}")
    assert french_spaces(text).translate(spaces) == text.translate(spaces)


@pytest.mark.parametrize(
    ("typed", "spaced"),
    [
        ("« mot »", f"«{BREAK_NOT}mot{BREAK_NOT}»"),
        ("«mot»", f"«{BREAK_NOT}mot{BREAK_NOT}»"),
        ("Le coût : 5", f"Le coût{BREAK_NOT}: 5"),
        ("Qui ; quoi", f"Qui{NARROW}; quoi"),
        ("Qui signe ?", f"Qui signe{NARROW}?"),
        ("Non !", f"Non{NARROW}!"),
        ("Vraiment ?!", f"Vraiment{NARROW}?!"),
        ("« Qui ? » : lui", f"«{BREAK_NOT}Qui{NARROW}?{BREAK_NOT}»{BREAK_NOT}: lui"),
        ("**Qui signe** ?", f"**Qui signe**{NARROW}?"),
        ("97 %", f"97{BREAK_NOT}%"),
        ("35 €", f"35{BREAK_NOT}€"),
        ("35 k€ et 2 M€", f"35{BREAK_NOT}k€ et 2{BREAK_NOT}M€"),
        ("1 270,5", f"1{NARROW}270,5"),
        ("12 345 678 €", f"12{NARROW}345{NARROW}678{BREAK_NOT}€"),
        ("Qui  ?", f"Qui{NARROW}?"),
        (f"Qui{BREAK_NOT}?", f"Qui{NARROW}?"),
        ("", ""),
    ],
)
def test_the_rules_of_french_are_set(typed: str, spaced: str) -> None:
    assert french_spaces(typed) == spaced


@pytest.mark.parametrize(
    ("typed", "spaced"),
    [
        ("Avez-vous lu `a ?` ?", f"Avez-vous lu `a ?`{NARROW}?"),
        ("Voir [ici](a : b) : tout y est", f"Voir [ici](a : b){BREAK_NOT}: tout y est"),
        ("Voir http://x.fr/?a=1 ; puis", f"Voir http://x.fr/?a=1{NARROW}; puis"),
        ("« `a ;` »", f"«{BREAK_NOT}`a ;`{BREAK_NOT}»"),
    ],
)
def test_what_follows_something_protected_has_its_space_too(typed: str, spaced: str) -> None:
    assert french_spaces(typed) == spaced


@pytest.mark.parametrize(
    "text",
    [
        "`a ? b : c ; d !`",
        "```python\nx = {1 : 2} ; y ?\n```",
        "[texte](adresse ? : ; !)",
        "![image](figure 1 : a.png)",
        "suite ![image](a.png)",
        "https://exemple.fr/a?b=1;c!d:e",
        "| --- | :---: | ---: |",
        "  | :--- | ---: |  ",
        "---",
        "midi:30",
        "ratio 3:4",
        "R24 et R25",
        "en 2026, 12 personnes",
        "12 34",
    ],
)
def test_code_links_images_and_rule_lines_stay_untouched(text: str) -> None:
    assert french_spaces(text) == text


def test_a_whole_page_keeps_its_code_and_gets_its_spaces() -> None:
    page = (
        "# Qui signe ?\n\n"
        "Le « PV » : 3 pages.\n\n"
        "```\nif x : y ?\n```\n\n"
        "| Coût : | 1 270 € |\n| --- | --- |\n\n"
        "Fin !"
    )
    assert french_spaces(page) == (
        f"# Qui signe{NARROW}?\n\n"
        f"Le «{BREAK_NOT}PV{BREAK_NOT}»{BREAK_NOT}: 3 pages.\n\n"
        "```\nif x : y ?\n```\n\n"
        f"| Coût{BREAK_NOT}: | 1{NARROW}270{BREAK_NOT}€ |\n| --- | --- |\n\n"
        f"Fin{NARROW}!"
    )


def test_a_long_page_takes_no_time() -> None:
    # Spaces, brackets and dashes without end are what makes careless patterns crawl.
    for bit in (" ", "- ", "] (", "`", "« ", "| ", "1 ", "---", " ?"):
        french_spaces(bit * 20_000)


def test_an_english_text_gets_french_spaces_only_where_it_cites_french() -> None:
    assert french_citations("Who signs « qui : moi ; toi » ?") == (
        f"Who signs «{BREAK_NOT}qui{BREAK_NOT}: moi{NARROW}; toi{BREAK_NOT}» ?"
    )
