"""Scenarios as files: a flaw stops its author with a place, a problem and a remedy.

Each file of ``broken/scenarios`` carries one flaw and its name. Its sound twin is the same file
with the flaw mended as ``FLAWS`` says: no message can be about something else in the file.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import FIXTURE_COURSE, CourseCopy
from maitrise.base.errors import CourseError, MaitriseError
from maitrise.course.scenario import read_scenario, scenario

BROKEN = Path(__file__).parent / "broken" / "scenarios"
SOUND = FIXTURE_COURSE / "scenarios" / "short.toml"


class Flaw(NamedTuple):
    """What is wrong in a file, how it is mended, and what is said after the file's name."""

    wrong: str
    mended: str
    message: str


FLAWS = {
    "id_not_the_file_s": Flaw(
        'id = "other"',
        'id = "id_not_the_file_s"',
        ": id is 'other'. Write id = \"id_not_the_file_s\", as the file is called.",
    ),
    "unknown_target": Flaw(
        'goto = "secund"\nmandate = "kept"\neffects = { need',
        'goto = "second"\nmandate = "kept"\neffects = { need',
        ", scene first, choice ask: it leads to 'secund', which is no scene. "
        'Mend goto, write that scene, or write goto = "end".',
    ),
    "unreachable_scene": Flaw(
        'goto = "second"\nmandate = "exceeded"',
        'goto = "detour"\nmandate = "exceeded"',
        ", scene detour: no choice leads to it. Lead a choice to it, or remove it.",
    ),
    "start_unknown": Flaw(
        'start = "begin"',
        'start = "first"',
        ": it starts with 'begin', which is no scene. Name a scene in start.",
    ),
    "single_choice": Flaw(
        "",
        """[[scene.choice]]
id = "hide"
goto = "second"
mandate = "unused"
text = { fr = "Se taire.", en = "Keep quiet." }
result = { fr = "Cela se voit.", en = "It shows." }
why = { fr = "Alerter était votre rôle.", en = "Alerting was your role." }

""",
        ", scene detour: one choice alone is no decision. Add another, or remove the scene.",
    ),
    "language_missing": Flaw(
        'result = { fr = "On vous répond." }',
        'result = { fr = "On vous répond.", en = "You get an answer." }',
        ", scene first, choice ask, result: the English text is missing. "
        'Add en = "…" beside the other.',
    ),
    "unknown_language": Flaw(
        'why = { fr = "Alerter est votre rôle.", en = "Alerting is your role.", de = "…" }',
        'why = { fr = "Alerter est votre rôle.", en = "Alerting is your role." }',
        ", scene detour, choice tell, why: unknown language 'de'. A text has fr and en only.",
    ),
    "gauge_out_of_range": Flaw(
        "start = 120",
        "start = 95",
        ", gauge trust: the gauge starts at 120. Start it between 0 and 100.",
    ),
    "effect_out_of_range": Flaw(
        "need = -500",
        "need = -50",
        ", scene first, choice draw: the effect on need is -500. "
        "Write a number from −100 to 100, or leave it out when it is 0.",
    ),
    "effect_of_nothing": Flaw(
        "effects = { trust = 0 }",
        "effects = { trust = 5 }",
        ", scene detour, choice tell: the effect on trust is 0. "
        "Write a number from −100 to 100, or leave it out when it is 0.",
    ),
    "effect_on_an_unknown_gauge": Flaw(
        "effects = { truth = 5 }",
        "effects = { trust = 5 }",
        ", scene detour, choice tell: no gauge is called 'truth'. Use one of: need, trust.",
    ),
    "effect_with_a_fraction": Flaw(
        "effects = { trust = 2.5 }",
        "effects = { trust = 5 }",
        ", scene detour, choice tell, effect on trust: 2.5 is not a whole number. "
        "Write a whole number.",
    ),
    "mandate_unknown": Flaw(
        'mandate = "unsued"',
        'mandate = "unused"',
        ", scene detour, choice hide, mandate: 'unsued' is unknown here. "
        "Use one of: kept, exceeded, unused.",
    ),
    "month_after_the_last": Flaw(
        "month = 3",
        "month = 2",
        ", scene second: month 3 of 2. Write a month from 1 to 2.",
    ),
    "comes_back_for_ever": Flaw(
        'goto = "detour"\nmandate = "kept"\neffects = { trust = 5 }',
        'goto = "second"\nmandate = "kept"\neffects = { trust = 5 }',
        ", scene detour: a play can come back to it for ever. Lead its choices onwards only.",
    ),
    "shorter_than_promised": Flaw(
        "decisions = 3",
        "decisions = 2",
        ": a play can end after 2 decisions, and 3 are promised. "
        "Lengthen that way, or lower decisions.",
    ),
    "two_endings_with_one_id": Flaw(
        'id = "disputed"\nhangs_on = ["need"]\nwhen',
        'id = "useful"\nhangs_on = ["need"]\nwhen',
        ", ending disputed: the id stands 2 times. Give each ending an id of its own.",
    ),
    "two_choices_with_one_id": Flaw(
        'id = "ask"\ngoto = "detour"',
        'id = "draw"\ngoto = "detour"',
        ", scene first, choice ask: the id stands 2 times. Give each choice an id of its own.",
    ),
    "ending_without_explanation": Flaw(
        "",
        'why = { fr = "Le besoin a été demandé.", en = "The need was asked for." }\n',
        ", ending useful: the key 'why' is missing. Add why.",
    ),
    "ending_that_hangs_on_nothing": Flaw(
        'id = "pretty"\n',
        'id = "pretty"\nhangs_on = ["need"]\n',
        ", ending pretty: no decision explains it. "
        "Name gauges in hangs_on, or the decisions that lead to it in decided.",
    ),
    "ending_hanging_on_an_unknown_gauge": Flaw(
        'hangs_on = ["needs"]\nwhen',
        'hangs_on = ["need"]\nwhen',
        ", ending useful: no gauge is called 'needs'. Use one of: need, trust.",
    ),
    "range_upside_down": Flaw(
        "when = { need = [100, 50] }",
        "when = { need = [50, 100] }",
        ", ending useful: the range of need is [100, 50]. "
        "Write [lowest, highest], both from 0 to 100.",
    ),
    "range_of_one_number": Flaw(
        "when = { need = [50] }",
        "when = { need = [50, 100] }",
        ", ending useful: the range of need is [50]. Write [lowest, highest], both from 0 to 100.",
    ),
    "decided_unknown": Flaw(
        'decided = ["sign"]',
        'decided = ["second/sign"]',
        ", ending disputed: no choice is called 'sign'. "
        "Write it as scene/choice, with ids that exist.",
    ),
    "last_ending_with_a_condition": Flaw(
        'id = "pretty"\nwhen = { need = [0, 49] }\n',
        'id = "pretty"\n',
        ", ending pretty: the last ending has conditions: some plays would end nowhere. "
        "End with one that has neither when nor decided.",
    ),
    "ending_without_condition_too_early": Flaw(
        'id = "useful"\nhangs_on = ["need"]\n',
        'id = "useful"\nhangs_on = ["need"]\nwhen = { need = [50, 100] }\n',
        ", ending useful: it has no condition, so that no later ending is ever reached. "
        "Give it when or decided, or write it last.",
    ),
    "unknown_key": Flaw(
        'sound = "bell.mp3"\n',
        "",
        ", scene second: unknown key 'sound'. "
        "Remove it, or use one of: choice, facing, id, month, role, text, title.",
    ),
}


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_is_told_with_its_place_and_remedy(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN.parent)
    with pytest.raises(CourseError) as caught:
        read_scenario(BROKEN / f"{name}.toml")
    assert str(caught.value) == f"scenarios/{name}.toml{FLAWS[name].message}"


@pytest.mark.parametrize("name", FLAWS)
def test_the_sound_twin_of_a_flaw_is_read(name: str, tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8").replace('id = "short"', f'id = "{name}"', 1)
    wrong, mended, _ = FLAWS[name]
    damaged = (BROKEN / f"{name}.toml").read_text(encoding="utf-8")
    if wrong:
        assert damaged.replace(wrong, mended) == text
    twin = tmp_path / f"{name}.toml"
    twin.write_text(text, encoding="utf-8")
    assert read_scenario(twin).id == name


def test_a_dead_end_is_told(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8")
    start = text.index("[[scene.choice]]", text.index('id = "second"'))
    path = tmp_path / "short.toml"
    path.write_text(text[:start] + text[text.index("[[ending]]") :], encoding="utf-8")
    with pytest.raises(CourseError, match="scene second: it is a dead end: it offers no choice"):
        read_scenario(path)


def test_all_the_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8")
    path = tmp_path / "short.toml"
    path.write_text(text.replace("start = 95", "start = 101").replace('"end"', '"ned"'), "utf-8")
    with pytest.raises(CourseError) as caught:
        read_scenario(path)
    assert len(caught.value.faults) == 3


def test_every_broken_file_is_expected() -> None:
    assert {path.stem for path in BROKEN.glob("*.toml")} == set(FLAWS)


def test_the_check_of_the_course_tells_a_scenario_s_faults_in_one_line_each(
    course_copy: CourseCopy,
) -> None:
    course_copy.edit_file("scenarios/short.toml", 'goto = "end"', 'goto = "ned"')
    assert course_copy.faults() == [
        "course/scenarios/short.toml, scene second, choice recommend: it leads to 'ned', which is "
        'no scene. Mend goto, write that scene, or write goto = "end".'
    ]


def test_the_check_of_the_course_reads_a_scenario_s_wording(course_copy: CourseCopy) -> None:
    course_copy.edit_file("scenarios/short.toml", "The MOA signs.", "The MOA signs the XYZ.")
    assert course_copy.faults() == [
        "course/scenarios/short.toml, scene second, choice recommend: the acronym XYZ is not in "
        "the glossary. Spell it out, or add it to glossary.toml."
    ]


@pytest.mark.usefixtures("fixture_course")
def test_a_scenario_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(MaitriseError, match=r"No scenario is called 'shorts'\. Known: short\."):
        scenario("shorts")
