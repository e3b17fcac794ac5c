"""Whose file it is: found in names as platforms write them, and never guessed."""

import pytest

from maitrise.cohort import Person
from maitrise.marking.owner_finder import NoOwner, Owner, OwnerFinder

ROSTER = OwnerFinder(
    [
        Person("p-0042", "Zoé Dupont", "zoe@example.org", "fr", ""),
        Person("p-0043", "DE LA TOUR Marie", "marie@example.org", "fr", ""),
        Person("p-0044", "Jean Martin", "jm1@example.org", "fr", ""),
        Person("p-0045", "Jean Martin", "jm2@example.org", "fr", ""),
        Person("p-0042-b", "Ali Ben", "", "fr", ""),
        Person("p-0046", "Pat O'Brien", "", "en", ""),
        Person("p-0047", "Jean-Rémi d’Aure-N’Diaye", "", "fr", ""),
        Person("p-0048", "Ute Müller-Löwe", "", "en", ""),
        Person("p-0049", "Łukasz Œuvrard", "", "fr", ""),
        Person("7", "Seven Days", "", "en", ""),
        Person("fr", "Frances Reed", "", "en", ""),
    ]
)


@pytest.mark.parametrize(
    ("place", "learner"),
    [
        (["payroll-fr-p-0042.zip", "answers.json"], "p-0042"),
        (["payroll-fr-P-0042 (1).zip", "answers.json"], "p-0042"),
        (["payroll-fr-p-0042-b.zip"], "p-0042-b"),
        (["Zoé Dupont_4711_assignsubmission_file_", "answers.json"], "p-0042"),
        (["DUPONT Zoe_4711_assignsubmission_file_payroll.ipynb"], "p-0042"),
        (["Marie De La Tour_7_assignsubmission_file_", "x.zip", "answers.json"], "p-0043"),
        (["dupontzoe_12_345_answers.json"], "p-0042"),
        (["payroll_p-0043_attempt_2026-11-22-10-15-00_answers.json"], "p-0043"),
        (["zoe@example.org.json"], "p-0042"),
        (["p-0044", "payroll-fr", "payroll.ipynb"], "p-0044"),
        (["Jean Martin_9_assignsubmission_file_", "payroll-fr-p-0045.zip"], "p-0045"),
        (["7", "payroll-fr", "answers.json"], "7"),
        (["payroll-fr-7.zip"], "7"),
        (["payroll-fr-fr.zip"], "fr"),
        (["Pat OBrien_4710_assignsubmission_file_", "x.zip"], "p-0046"),  # as Moodle cleans it
        (["Pat O’Brien_4710_assignsubmission_file_"], "p-0046"),
        (["OBrien Pat.zip"], "p-0046"),
        (["obrienpat_12_345_answers.json"], "p-0046"),
        (["JeanRemi dAureNDiaye_9_assignsubmission_file_"], "p-0047"),
        (["Jean-Rémi dAure-NDiaye_9_assignsubmission_file_"], "p-0047"),
        (["Ute Mueller-Loewe_9_assignsubmission_file_"], "p-0048"),
        (["Ute Muller-Lowe.zip"], "p-0048"),
        (["Lukasz Oeuvrard.zip"], "p-0049"),
        (["Pat O&#39;Brien_4710_assignsubmission_file_"], "p-0046"),
        (["Pat O&amp;#39;Brien_4710_assignsubmission_file_", "x.zip"], "p-0046"),
        (["Pat%20O%2527Brien.zip"], "p-0046"),
        (["Pat O_Brien_4710_assignsubmission_file_"], "p-0046"),
        (["Zo%C3%A9 Dupont_4711_assignsubmission_file_"], "p-0042"),
        (["ZoE%CC%81+DUPONT.ipynb"], "p-0042"),
        (["Zo%E9_Dupont.ipynb"], "p-0042"),
        (["zoe%40example.org.json"], "p-0042"),
        (["&#317;ukasz &OElig;uvrard.zip"], "p-0049"),
        (["Dupont, Zoé.ipynb"], "p-0042"),
        (["Dupont, Zoe\u0301.ipynb"], "p-0042"),  # as macOS writes it
    ],
)
def test_a_learner_is_found_by_id_mail_or_name(place: list[str], learner: str) -> None:
    found = ROSTER.owner(place)
    assert isinstance(found, Owner)
    assert found.learner == learner


@pytest.mark.parametrize(
    ("place", "doubt"),
    [
        (["answers.json"], NoOwner.NOBODY),
        (["payroll-fr-p-9999.zip"], NoOwner.NOBODY),
        (["Dupont.json"], NoOwner.NOBODY),
        (["answers 7.json"], NoOwner.NOBODY),
        (["Jean Martin_9_assignsubmission_file_", "answers.json"], NoOwner.SEVERAL),
        (["p-0044 Zoé Dupont.json"], NoOwner.CONFLICT),
        (["p-0044 Zo%C3%A9 Dupont.json"], NoOwner.CONFLICT),
        (["p-0044 p-0042.json"], NoOwner.SEVERAL),
        (["Jean Martin_9_assignsubmission_file_", "payroll-fr-p-0042.zip"], NoOwner.CONFLICT),
    ],
)
def test_a_doubt_is_nobody(place: list[str], doubt: NoOwner) -> None:
    assert ROSTER.owner(place) == doubt


def test_a_file_named_for_another_belongs_to_the_folder_and_says_so() -> None:
    place = ["Zoé Dupont_4711_assignsubmission_file_", "payroll-fr-p-0043.zip", "answers.json"]
    assert ROSTER.owner(place) == Owner("p-0042", 0, "p-0043")


@pytest.mark.parametrize("name", ["", "..", "\n", "a" * 300, "'; drop table", "é\u202e", "_", "%"])
def test_an_odd_name_is_nobody_s(name: str) -> None:
    assert ROSTER.owner([name]) == NoOwner.NOBODY


def test_two_people_whose_names_differ_by_how_an_accent_is_written_are_several() -> None:
    people = [("a-1", "Zo\u00e9 Dupont"), ("a-2", "Zoe\u0301 DUPONT")]
    roster = OwnerFinder([Person(learner, name, "", "fr", "") for learner, name in people])
    for _, name in people:
        assert roster.owner([f"{name}_471_assignsubmission_file_", "x.zip"]) is NoOwner.SEVERAL
    assert roster.owner(["Zoé Dupont_471_assignsubmission_file_", "payroll-fr-a-2.zip"]) == Owner(
        "a-2", 1
    )


def test_each_part_of_a_pattern_is_read_as_platforms_write_it() -> None:
    assert ROSTER.exact_match(id_="P%2D0042") == "p-0042"
    assert ROSTER.exact_match(email="zoe%40example.org") == "p-0042"
    assert ROSTER.exact_match(name="Pat O&#39;Brien") == "p-0046"
    assert ROSTER.exact_match(id_="p-00420") is None
