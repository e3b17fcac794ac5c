"""What cases say: each file of ``broken/case_wording`` carries one slip and its name."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import CourseCopy
from maitrise.cases import read_case
from maitrise.check.case_wording import faults_of_wording_of_case

BROKEN = Path(__file__).parent / "broken" / "case_wording"

pytestmark = pytest.mark.usefixtures("course_copy")  # for its glossary


class Slip(NamedTuple):
    """What is wrong in a file, how it is mended, and what is said after the file's name."""

    wrong: str
    mended: str
    message: str


SLIPS = {
    "avoided_rendering_in_the_dossier": Slip(
        "The AMOA validates;",
        "The AMOA checks;",
        "section context: “The AMOA validates” is to be avoided (G04): Acceptance is the client’s "
        "act. Say it otherwise.",
    ),
    "unknown_acronym_in_a_reason": Slip(
        "La DSI paie.",
        "Elle paie.",
        "question who, option moa: the acronym DSI is not in the glossary. "
        "Spell it out, or add it to glossary.toml.",
    ),
    "straight_apostrophe_in_a_table": Slip(
        "L'étude",
        "L’étude",
        "table costs, row T1: it has a straight apostrophe: “L'étude”. Write ’.",
    ),
    "other_language_s_quotation_marks_in_the_dossier": Slip(
        "“l’AMOA valide” dans",
        "« l’AMOA valide » dans",
        "section context: it has English quotation marks: ““l’AMOA valide””. Write « ».",
    ),
    "three_full_stops_in_the_rubric": Slip(
        "The date is stated...",
        "The date is stated.",
        "question note, criterion 1: it has three full stops: “stated...”. Write ….",
    ),
    "no_space_before_the_question_mark": Slip(
        "Qui signe?",
        "Qui signe ?",
        "question who: no space stands before the sign: “signe?”. Put a space before : ; ? !.",
    ),
    "hyphen_for_a_dash_in_a_wrong_option": Slip(
        "L’AMOA - elle",
        "L’AMOA, elle",
        "question who, option amoa: a hyphen stands for a dash: “AMOA - elle”. "
        "Write –, a colon or a comma.",
    ),
}


def faults(path: Path) -> list[str]:
    """What the author of a case is told, without the file's name."""
    found = faults_of_wording_of_case(read_case(path), path.name)
    return [str(fault).removeprefix(f"{path.name}, ") for fault in found]


def test_each_file_with_a_slip_has_its_message() -> None:
    assert sorted(path.stem for path in BROKEN.glob("*.toml")) == sorted(SLIPS)


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_a_slip_is_told_with_its_place_and_a_remedy(name: str) -> None:
    assert faults(BROKEN / f"{name}.toml") == [SLIPS[name].message]


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_the_same_case_without_its_slip_passes(name: str, tmp_path: Path) -> None:
    slip = SLIPS[name]
    text = (BROKEN / f"{name}.toml").read_text(encoding="utf-8")
    assert text.count(slip.wrong) == 1
    path = tmp_path / f"{name}.toml"
    path.write_text(text.replace(slip.wrong, slip.mended), encoding="utf-8")
    assert faults(path) == []


def test_code_and_links_are_left_alone(tmp_path: Path) -> None:
    name = "straight_apostrophe_in_a_table"
    text = (BROKEN / f"{name}.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{name}.toml"
    path.write_text(text.replace("L'étude", "`d['x']...`"), encoding="utf-8")
    assert faults(path) == []


def test_maitrise_check_reads_the_cases_too(course_copy: CourseCopy) -> None:
    name = "no_space_before_the_question_mark"
    paths = course_copy.folder / "paths.toml"
    paths.write_text(re.sub(r"(?m)^cases = .*$", "cases = []", paths.read_text("utf-8")), "utf-8")
    solutions = course_copy.folder.parent / "solutions"
    solutions.mkdir(exist_ok=True)
    text = (BROKEN / f"{name}.toml").read_text(encoding="utf-8")
    (solutions / f"{name}.toml").write_text(text, encoding="utf-8")
    assert course_copy.faults() == [f"solutions/{name}.toml, {SLIPS[name].message}"]
