"""What the documents say against what is there: keys, commands, counts, links, both languages."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from maitrise.base.errors import CourseError
from maitrise.base.text import LANGUAGES
from maitrise.base.typography import french_spaces
from maitrise.cli.app import app
from maitrise.cohort.settings import SETTINGS
from maitrise.course import (
    competencies,
    lesson_number,
    lessons,
    misconceptions,
    onboarding_paths,
)
from maitrise.course.scenario import Choice as ScenarioChoice
from maitrise.course.scenario import Ending, Gauge, Scenario, Scene, read_scenario
from maitrise.kinds import Bank, Question, Quiz, kind_names, read_bank
from maitrise.kinds import kind as kind_called
from maitrise.learner.learner_data import PATTERNS
from maitrise.privacy.holdings import DERIVED, FOLDERS
from maitrise.privacy.statistics import STATISTICS
from maitrise.publish.cells import figure_of
from maitrise.reports.path_words import path_data
from maitrise.server.access import LOOPBACK
from maitrise.server.application import USUAL_PORT
from test_imports import ROOMS

ROOT = Path(__file__).parent.parent
AUTHORS = ("docs/authors.md", "docs/authors.fr.md")
READMES = ("README.md", "README.fr.md")
HOSTING = ("docs/hosting.md", "docs/hosting.fr.md")
HR = ("docs/hr.md", "docs/hr.fr.md")
ADMINISTRATION = ("docs/administration.md", "docs/administration.fr.md")
MARKING = ("docs/marking.md", "docs/marking.fr.md")
PRIVACY = ("docs/privacy.md", "docs/privacy.fr.md")
TRAINER = ("docs/trainer.md", "docs/trainer.fr.md")
LMS = ("docs/lms.md", "docs/lms.fr.md")
ACCESSIBILITY = ("docs/accessibility.md", "docs/accessibility.fr.md")
HOSTILE = ("docs/hostile.md", "docs/hostile.fr.md")
SECURITY = ("docs/security.md", "docs/security.fr.md")
PAIRS = pytest.mark.parametrize(
    ("english", "french"),
    [
        *(READMES, ACCESSIBILITY, ADMINISTRATION, AUTHORS, HOSTILE, HOSTING),
        *(HR, LMS, MARKING, PRIVACY, SECURITY, TRAINER),
    ],
)
DOCUMENTS = sorted(
    str(path.relative_to(ROOT)) for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def field_names(cls: type) -> set[str]:
    return {field.name for field in fields(cls)}


def table_under(text: str, heading: int) -> list[list[str]]:
    """The rows of the table under one of the level-2 headings, without its header."""
    section = text.split("\n## ")[heading]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[2:]]


def keys_in(cell: str) -> set[str]:
    """The keys that a cell lists: what it says of them, in brackets or after, is left out."""
    listed = re.split(r"[;:]", re.sub(r"\([^)]*\)", "", cell))[0]
    return set(re.findall(r"`([a-z_]+)`", listed))


def toml_blocks(text: str) -> list[dict[str, list[dict[str, object]]]]:
    return [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)]


def code_blocks(text: str) -> list[str]:
    return re.findall(r"^```\w*\n.*?^```$", text, re.DOTALL | re.MULTILINE)


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", text)


# --- Keys of a bank ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", AUTHORS)
def test_the_keys_that_every_question_has_are_the_documented_ones(name: str) -> None:
    (question,) = toml_blocks(read(name))[0]["question"]
    assert set(question) == field_names(Question) | {"kind"}


@pytest.mark.parametrize("name", AUTHORS)
def test_the_keys_of_a_quiz_are_the_documented_ones(name: str) -> None:
    (quiz,) = toml_blocks(read(name))[1]["quiz"]
    assert set(quiz) == field_names(Quiz)


@pytest.mark.parametrize("name", AUTHORS)
def test_the_keys_of_a_scenario_are_the_documented_ones(name: str) -> None:
    (shown,) = [block for block in toml_blocks(read(name)) if "scene" in block]
    (scene,) = shown["scene"]
    (choice,) = scene["choice"]
    assert set(shown) == field_names(Scenario) - {"gauges", "scenes", "endings"} | {
        "gauge",
        "scene",
        "ending",
    }
    assert set(scene) == field_names(Scene) - {"choices"} | {"choice"}
    assert set(choice) == field_names(ScenarioChoice)
    assert set(shown["gauge"][0]) == field_names(Gauge)
    assert set(shown["ending"][0]) == field_names(Ending)


@pytest.mark.parametrize("name", AUTHORS)
def test_the_scenario_shown_as_an_example_misses_only_what_is_said(
    name: str, tmp_path: Path
) -> None:
    (block,) = [each for each in code_blocks(read(name)) if "[[scene]]" in each]
    path = tmp_path / "short.toml"
    path.write_text(block.split("\n", 1)[1].rsplit("```", 1)[0], encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        read_scenario(path)
    assert [fault.problem for fault in caught.value.faults] == [
        "one choice alone is no decision",
        "the last ending has conditions: some plays would end nowhere",
    ]


@pytest.mark.parametrize("name", AUTHORS)
def test_the_kinds_are_the_documented_ones_in_the_same_order(name: str) -> None:
    assert [row[0].strip("`") for row in table_under(read(name), 2)] == list(kind_names())
    listed = re.search(r'^kind = "choice" +# (.+)$', read(name), re.MULTILINE)
    assert listed
    assert listed[1].split() == list(kind_names())


@pytest.mark.parametrize("name", AUTHORS)
@pytest.mark.parametrize("kind", kind_names())
def test_what_a_kind_adds_is_documented_and_exists(name: str, kind: str) -> None:
    (adds,) = [row[1] for row in table_under(read(name), 2) if row[0] == f"`{kind}`"]
    documented = set(re.findall(r"\[\[question\.(\w+)\]\]", adds))
    documented |= keys_in(adds) - {"right"}  # said of an option
    cls = kind_called(kind).question
    own = [each for each in fields(cls) if each.name not in field_names(Question)]
    assert documented == {each.metadata.get("toml") or each.name for each in own}


def parts_of_questions() -> Iterator[tuple[str, str, set[str]]]:
    """Each table inside a question: its name in TOML, its kind, and its keys."""
    for kind in kind_names():
        cls = kind_called(kind).question
        types = get_type_hints(cls)
        for field in fields(cls):
            if field.metadata.get("toml"):
                yield field.metadata["toml"], kind, field_names(get_args(types[field.name])[0])


@pytest.mark.parametrize("name", AUTHORS)
def test_the_keys_of_the_parts_are_the_documented_ones(name: str) -> None:
    rows = table_under(read(name), 3)
    found = set()
    for table, kind, keys in parts_of_questions():
        of_table = [row for row in rows if row[0].startswith(f"`[[question.{table}]]`")]
        own = [row for row in of_table if row[0].endswith(kind)] or of_table
        assert [keys_in(row[1]) for row in own] == [keys], (table, kind)
        found.add(own[0][0])
    assert found == {row[0] for row in rows}


@pytest.mark.parametrize("name", AUTHORS)
def test_the_fault_shown_as_an_example_is_what_an_author_reads(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = " ".join(line.lstrip("> ") for line in read(name).splitlines() if line.startswith("> "))
    said = '{ fr = "x", en = "x" }'
    options = "".join(
        f'[[question.option]]\nid = "{each}"\nright = true\ntext = {said}\nreason = {said}\n'
        for each in ("moa", "amoa")
    )
    bank = tmp_path / "course" / "questions" / "01-moa-amoa-moe.toml"
    bank.parent.mkdir(parents=True)
    bank.write_text(
        'lesson = "01-moa-amoa-moe"\n[[question]]\nid = "who-signs"\nkind = "choice"\n'
        f'competency = "C09"\ndifficulty = "easy"\nprompt = {said}\n{options}',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exception, match="right options") as caught:
        read_bank(bank)
    assert str(caught.value) == shown


# --- Both languages ----------------------------------------------------------------------------


def in_one_language(name: str) -> str:
    """The address or text with everything that is meant to differ between languages evened out."""
    name = re.sub(r"<[^>]*>", "<…>", name)
    return re.sub(r"#.*", "#…", name).replace(".fr.md", ".md").replace("-fr.", "-en.")


@PAIRS
def test_both_languages_of_a_document_have_the_same_shape_and_french_its_spaces(
    english: str, french: str
) -> None:
    written = re.sub(r"\| \?", "|", read(french))  # a cell that begins with "?" is no question
    assert written == french_spaces(written)
    shapes = [
        {
            "headings": re.findall(r"^#+(?= )", text, re.MULTILINE),
            "links": [in_one_language(link) for link in links(text)],
            "table rows": [row.count("|") for row in text.splitlines() if row.startswith("|")],
        }
        for text in (read(english), read(french))
    ]
    assert shapes[0] == shapes[1]


def test_both_readmes_give_the_same_commands() -> None:
    english, french = (
        [in_one_language(block) for block in code_blocks(read(each))] for each in READMES
    )
    assert english == french


def test_both_authors_guides_show_the_same_toml() -> None:
    def without_remarks(text: str) -> list[str]:
        return [re.sub(r" +#.*", "", block) for block in code_blocks(text)]

    english, french = (without_remarks(read(each)) for each in AUTHORS)
    assert english == french


@PAIRS
def test_each_language_of_a_document_leads_to_the_other(english: str, french: str) -> None:
    assert Path(french).name in links(read(english))
    assert Path(english).name in links(read(french))


# --- Links and commands ------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_relative_link_of_a_document_leads_to_a_file(name: str) -> None:
    relative = [link for link in links(read(name)) if not re.match(r"[a-z]+:|#", link)]
    dead = [link for link in relative if not ((ROOT / name).parent / link.split("#")[0]).exists()]
    assert dead == []


def slug(heading: str) -> str:
    """The anchor that a Git host gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_to_a_heading_finds_it(name: str) -> None:
    for link in links(read(name)):
        place, _, anchor = link.partition("#")
        if anchor and not re.match(r"[a-z]+:", link):
            target = (ROOT / name).parent / place if place else ROOT / name
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in [slug(each) for each in headings], link


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_command_of_a_document_is_in_the_makefile(name: str) -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    for target in re.findall(r"\bmake ([a-z]+)\b(?=`|\n| &&)", read(name)):
        assert target in phony.split()
        assert re.search(rf"^{target}:", read("Makefile"), re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_maitrise_command_of_a_document_exists(name: str) -> None:
    commands = {each.name or each.callback.__name__ for each in app.registered_commands}
    commands |= {each.name for each in app.registered_groups}
    for command in re.findall(r"(?:^|`|bin/)maitrise ([a-z]+)", read(name), re.MULTILINE):
        assert command in commands


def test_every_file_that_contributing_names_exists() -> None:
    named = re.findall(r"`([\w/.-]+\.(?:toml|py|md|lock|csv))`", read("CONTRIBUTING.md"))
    places = ("", "course", "maitrise", "maitrise/kinds", "maitrise/kinds/document")
    missing = [
        name for name in named if not any((ROOT / place / name).exists() for place in places)
    ]
    assert missing == []
    assert len(named) > 10


def contributing(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of CONTRIBUTING."""
    text = read("CONTRIBUTING.md")
    titles = [section.partition("\n")[0] for section in text.split("\n## ")]
    return table_under(text, titles.index(heading))


def test_what_is_to_be_touched_to_add_something_is_there_for_something_else() -> None:
    rows = contributing("To add something")
    named = [
        path
        for _, touched in rows
        for path in re.findall(r"`([\w.]+/[\w./<>-]+|\w+\.\w+)`", touched)
    ]
    missing = [path for path in named if not list(ROOT.glob(re.sub(r"<\w+>", "*", path)))]
    assert missing == []
    assert len(rows) > 15


def test_the_rooms_are_those_of_the_toolkit_in_the_order_of_their_imports() -> None:
    listed = [
        room for names, _ in contributing("The rooms of the toolkit") for room in names.split(", ")
    ]
    assert [room.strip("`") for room in listed] == [
        room for room in ROOMS if not room.startswith("__")
    ]


def test_each_word_is_explained_once_with_its_french_and_the_place_where_it_lives() -> None:
    rows = contributing("Words")
    words = [word for word, *_ in rows]
    assert words == sorted(set(words), key=str.casefold)
    missing = [where for *_, where in rows if not (ROOT / where.strip("`")).exists()]
    assert missing == []
    assert all(french for _, french, _, _ in rows)


# --- What the course does ----------------------------------------------------------------------


@pytest.mark.parametrize("name", TRAINER)
@pytest.mark.usefixtures("real_course")
def test_the_minutes_of_a_run_sheet_are_those_of_its_lesson(name: str) -> None:
    sheets = {part[:2]: part for part in re.split(r"^### ", read(name), flags=re.MULTILINE)[1:]}
    for lesson in lessons().values():
        number = f"{lesson_number(lesson.id):02}"
        listed = re.findall(r"^\| (\d+) \|", sheets[number], re.MULTILINE)
        assert sum(map(int, listed)) == lesson.minutes, f"mend the run sheet of {lesson.id}"
        overview = re.search(rf"^\| {number} [^|]+\| (\d+) \|", read(name), re.MULTILINE)
        assert overview
        assert int(overview[1]) == lesson.minutes


@pytest.mark.parametrize("name", TRAINER)
@pytest.mark.usefixtures("real_course")
def test_the_misconceptions_that_a_run_sheet_names_exist(name: str) -> None:
    named = set(re.findall(r"\(X\d+\)", read(name)))
    assert {each.strip("()") for each in named} <= set(misconceptions())
    assert len(named) > 12


@pytest.mark.parametrize("name", AUTHORS + TRAINER)
@pytest.mark.usefixtures("real_course")
def test_competencies_and_misconceptions_are_named_to_the_last(name: str) -> None:
    last = {"C": len(competencies()), "X": len(misconceptions())}
    ranges = re.findall(r"\b([CX])0?1 (?:to|à) [CX](\d+)", read(name))
    assert ranges
    assert [int(number) for _, number in ranges] == [last[letter] for letter, _ in ranges]


@pytest.mark.parametrize("name", PRIVACY)
def test_every_place_where_something_personal_is_stored_is_told(name: str) -> None:
    own = {pattern.split("/")[0].replace("*", "").split(".")[0] for pattern in PATTERNS}
    cohort = {place.split("/")[0] for place in (*FOLDERS, *DERIVED)}
    files = {
        "answers.json",
        "answers.copy.json",
        "people.csv",
        "gradebook.db",
        SETTINGS,
        STATISTICS,
    }
    said = read(name)
    assert [each for each in own if f"`{each}" not in said] == []
    assert [each for each in cohort if f"`{each}/`" not in said] == []
    assert [each for each in files if f"`{each}`" not in said] == []


def test_the_image_installs_the_lock_by_itself_as_pip_wants_its_hashes() -> None:
    text = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    commands = re.findall(r"pip install ([^&\n]+)", text.replace("\\\n", ""))
    (of_lock,) = [each.split() for each in commands if "requirements.lock" in each]
    assert [each for each in of_lock if not each.startswith("-")] == ["/tmp/requirements.lock"]
    assert len(commands) == 3


@pytest.mark.parametrize("name", HOSTING)
def test_the_variables_and_addresses_of_hosting_are_those_of_the_code(name: str) -> None:
    places = [*(ROOT / "maitrise").rglob("*.py"), ROOT / "deploy" / "jupyterhub_config.py"]
    code = "".join(path.read_text(encoding="utf-8") for path in places)
    variables = set(re.findall(r"\b(?:MAITRISE|JUPYTERHUB)_[A-Z]+\b", read(name)))
    assert [each for each in variables if f'"{each}"' not in code] == []
    assert len(variables) >= 4
    assert LOOPBACK in read(name)
    assert str(USUAL_PORT) in read(name)


# --- Counts ------------------------------------------------------------------------------------

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9,
}  # fmt: skip


def counted(name: str, what: str) -> int:
    """The number that a document puts before a word."""
    (said,) = re.findall(rf"(\w+)\s+(?:{what})\b", read(name))
    return NUMBERS[said] if said in NUMBERS else int(said)


@pytest.fixture
def real_course(monkeypatch: pytest.MonkeyPatch) -> list[Bank]:
    """The banks of the course that learners take."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("MAITRISE_COURSE", raising=False)
    return [read_bank(path) for path in sorted((ROOT / "course" / "questions").glob("*.toml"))]


@pytest.mark.parametrize("name", READMES)
def test_the_readme_counts_the_questions(name: str, real_course: list[Bank]) -> None:
    questions = [each for bank in real_course for each in bank.questions.values()]
    assert counted(name, "questions") == len(questions)


@pytest.mark.parametrize(("name", "what"), [("README.md", "kinds"), ("README.fr.md", "sortes")])
def test_the_readme_counts_the_kinds(name: str, what: str, real_course: list[Bank]) -> None:
    kinds = {each.kind for bank in real_course for each in bank.questions.values()}
    assert counted(name, what) == len(kinds)


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_counts_the_figures(name: str, language: str) -> None:
    """A figure is what a lesson draws; many may draw one."""
    drawn = set()
    for page in sorted((ROOT / "course" / language).glob("*.ipynb")):
        for cell in json.loads(page.read_text(encoding="utf-8"))["cells"]:
            drawn.add(figure_of("".join(cell["source"])))
    assert counted(name, "figures") == len(drawn - {""})


@pytest.mark.parametrize(
    ("name", "paths", "levels"),
    [
        ("README.md", "onboarding paths", "competencies"),
        ("README.fr.md", "parcours d’intégration", "compétences"),
    ],
)
@pytest.mark.usefixtures("real_course")
def test_the_readme_counts_the_paths_and_competencies(name: str, paths: str, levels: str) -> None:
    assert counted(name, paths) == len(onboarding_paths())
    assert counted(name, levels) == len(competencies())


@pytest.mark.parametrize("name", HR)
@pytest.mark.usefixtures("real_course")
def test_hr_reads_the_hours_of_each_path_and_no_command(name: str) -> None:
    hours = [row[1] for row in table_under(read(name), 1)]
    assert [int(re.findall(r"\d+", cell)[0]) for cell in hours] == [
        round(path_data(path, "en")["minutes"] / 60) for path in onboarding_paths().values()
    ]
    assert "`" not in read(name)


@pytest.mark.usefixtures("real_course")
def test_the_lessons_that_the_readme_calls_complete_are_those_that_are_written() -> None:
    written = [lesson for lesson in lessons().values() if lesson.is_written]
    for name, what in (
        ("README.md", r"lessons\s+are\s+complete"),
        ("README.fr.md", r"leçons\s+sont\s+complètes"),
    ):
        assert 1 + counted(name, what) == len(written), name


def test_the_positioning_test_that_the_readme_names_is_there(real_course: list[Bank]) -> None:
    (start,) = [bank for bank in real_course if bank.lesson == "00-start"]
    assert "positioning" in start.quizzes
