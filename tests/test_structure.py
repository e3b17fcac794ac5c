"""From TOML to values: what is refused, and how errors speak."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

import pytest

from maitrise import course
from maitrise.base.errors import CourseError, Fault, shown_path, shown_reason, shown_value
from maitrise.base.structure import converter, structure
from maitrise.base.structure_faults import written
from maitrise.base.text import Text
from maitrise.base.toml import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A table inside a table."""

    id: str
    said: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One attribute of every type that authors' files use."""

    name: str
    height: float = 1.0
    count: int = 0
    alive: bool = True
    kind: Literal["oak", "elm"] = "oak"
    tags: tuple[str, ...] = ()
    options: tuple[Leaf, ...] = field(default=(), metadata=written("option"))
    targets: Mapping[str, str] | None = None


SOUND = {
    "name": "chêne",
    "height": 12,
    "count": 3,
    "alive": False,
    "kind": "elm",
    "tags": ["a", "b"],
    "option": [{"id": "one", "said": {"fr": "Un ?", "en": "One?"}}],
    "targets": {"new-pmo": "N2"},
}


def faults(raw: Any, place: str = "tree elm") -> list[str]:
    read = structure(converter(), raw, Tree, "trees.toml", place)
    assert isinstance(read, list)
    return [str(fault) for fault in read]


# --- Values ---------------------------------------------------------------------------------


def test_a_sound_table_becomes_a_value() -> None:
    assert structure(converter(), SOUND, Tree, "trees.toml", "tree elm") == Tree(
        name="chêne",
        height=12.0,
        count=3,
        alive=False,
        kind="elm",
        tags=("a", "b"),
        options=(Leaf(id="one", said=Text(fr="Un\u202f?", en="One?")),),
        targets={"new-pmo": "N2"},
    )


def test_texts_lose_the_spaces_around_them() -> None:
    read = structure(
        converter(), {"id": "x", "said": {"fr": " Un \n", "en": "\tOne"}}, Leaf, "f", ""
    )
    assert read == Leaf(id="x", said=Text(fr="Un", en="One"))


REFUSED: dict[str, tuple[str, Any, str]] = {
    "a number for a text": ("name", 3, ", name: 3 is not a text. Write a text."),
    "true for a text": ("name", True, ", name: true is not a text. Write a text."),
    "a date for a text": (
        "name",
        date(2026, 11, 22),
        ", name: 2026-11-22 is not a text. Write a text.",
    ),
    "a text for a number": ("height", "12", ", height: '12' is not a number. Write a number."),
    "true for a number": ("height", True, ", height: true is not a number. Write a number."),
    "a number beyond measure": (
        "height",
        10**400,
        ", height: ≈10^400 is too large. Write a smaller number.",
    ),
    "a decimal for a whole number": (
        "count",
        3.0,
        ", count: 3.0 is not a whole number. Write a whole number.",
    ),
    "false for a whole number": (
        "count",
        False,
        ", count: false is not a whole number. Write a whole number.",
    ),
    "one for true": ("alive", 1, ", alive: 1 is not true or false. Write true or false."),
    "another word": ("kind", "ash", ", kind: 'ash' is unknown here. Use one of: oak, elm."),
    "a list of words": ("kind", ["oak"], ", kind: ['oak'] is unknown here. Use one of: oak, elm."),
    "a text for a list": ("tags", "a", ", tags: 'a' is not a list. Write it between [ and ]."),
    "a table for a list": (
        "tags",
        {"a": 1},
        ", tags: {'a': 1} is not a list. Write it between [ and ].",
    ),
    "a wrong entry of a list": (
        "tags",
        ["a", 2],
        ", tag number 2: 2 is not a text. Write a text.",
    ),
    "a table in single brackets": (
        "option",
        {"id": "x"},
        ", option: {'id': 'x'} is not a list. Write it with two brackets, [[…]].",
    ),
    "a text for a table": (
        "option",
        ["x"],
        ", option number 1: 'x' is not a table. Write it as a table of its own.",
    ),
    "a list for a table": (
        "targets",
        ["N2"],
        ", targets: ['N2'] is not a table. Write { name = value, … }.",
    ),
    "a wrong entry of a table": (
        "targets",
        {"a": 2},
        ", target a: 2 is not a text. Write a text.",
    ),
    "an unknown key": (
        "wood",
        1,
        ": unknown key 'wood'. Remove it, or use one of: "
        "alive, count, height, kind, name, option, tags, targets.",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_nothing_is_coerced_and_the_author_is_told_what_to_write(what: str) -> None:
    key, value, fault = REFUSED[what]
    assert faults(SOUND | {key: value}) == [f"trees.toml, tree elm{fault}"]


def test_every_fault_of_a_table_is_told_with_its_place() -> None:
    raw = {
        "height": "high",
        "option": [{"id": "one"}, {"said": {"fr": "Deux", "de": "Zwei"}}],
        "wood": 1,
    }
    assert faults(raw) == [
        "trees.toml, tree elm: the key 'name' is missing. Add name.",
        "trees.toml, tree elm, height: 'high' is not a number. Write a number.",
        "trees.toml, tree elm, option one: the key 'said' is missing. Add said.",
        "trees.toml, tree elm, option number 2: the key 'id' is missing. Add id.",
        "trees.toml, tree elm, option number 2, said: the English text is missing. "
        'Add en = "…" beside the other.',
        "trees.toml, tree elm, option number 2, said: unknown language 'de'. "
        "A text has fr and en only.",
        "trees.toml, tree elm: unknown key 'wood'. Remove it, or use one of: "
        "alive, count, height, kind, name, option, tags, targets.",
    ]


@pytest.mark.parametrize("raw", [3, "x", None, ["x"], True])
def test_what_is_no_table_at_all_is_a_fault_too(raw: Any) -> None:
    assert faults(raw) == [
        f"trees.toml, tree elm: {shown_value(raw)} is not a table. Write it as a table of its own."
    ]


def test_a_fault_of_the_whole_file_has_no_place() -> None:
    assert faults([], place="")[0].startswith("trees.toml: [] is not a table.")


# --- Files ------------------------------------------------------------------------------------


def test_toml_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('a = 1\nb.fr = "é"\n', encoding="utf-8")
    assert read_toml(path) == {"a": 1, "b": {"fr": "é"}}


def test_the_course_names_tables_that_are_no_list_of_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fixture_course: Path
) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "lessons.toml").write_text('[lesson]\nid = "x"\n', encoding="utf-8")
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path))
    with pytest.raises(CourseError, match=r"lesson: it is not written as a list of tables\. Write"):
        course.lessons()


def test_the_course_tells_an_id_that_stands_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fixture_course: Path
) -> None:
    (tmp_path / "questions").mkdir()
    text = 'title = { fr = "a", en = "b" }\nsummary = { fr = "a", en = "b" }\n'
    lesson = f'[[lesson]]\nid = "x"\n{text}'
    (tmp_path / "lessons.toml").write_text(lesson + lesson, encoding="utf-8")
    monkeypatch.setenv("MAITRISE_COURSE", str(tmp_path))
    with pytest.raises(CourseError, match="lesson x: the id stands twice"):
        course.lessons()


def test_the_course_of_the_tests_is_sound(fixture_course: Path) -> None:
    assert course.bank("every-kind").questions
    assert course.lessons()


# --- Errors -----------------------------------------------------------------------------------


def test_an_error_of_the_course_lists_all_its_faults_one_a_line() -> None:
    error = CourseError(
        [
            Fault("a.toml", "question x", "no option is right", "Mark one"),
            Fault("a.toml", "", "this is not TOML", "Mend that line"),
        ]
    )
    assert str(error) == (
        "a.toml, question x: no option is right. Mark one.\n"
        "a.toml: this is not TOML. Mend that line."
    )
    assert [fault.place for fault in error.faults] == ["question x", ""]


def test_the_same_faults_are_said_in_french_under_the_file_s_own_names() -> None:
    raw = SOUND | {"count": "3", "kind": "ash", "option": [{"said": {"fr": "Un", "en": " "}}]}
    read = structure(converter(), raw, Tree, "trees.toml", "tree elm")
    assert isinstance(read, list)
    assert {fault.said_in("fr") for fault in read} == {
        "trees.toml, tree elm, count\u00a0: '3' n’est pas un nombre entier. "
        "Écrivez un nombre entier.",
        "trees.toml, tree elm, kind\u00a0: 'ash' n’est pas connu ici. "
        "Choisissez parmi\u00a0: oak, elm.",
        "trees.toml, tree elm, option n° 1\u00a0: la clé 'id' manque. Ajoutez id.",
        "trees.toml, tree elm, option n° 1, said\u00a0: le texte anglais manque. "
        'Ajoutez en = "…" à côté de l’autre.',
    }
    assert [fault.said_in("en") for fault in read] == [str(fault) for fault in read]


def test_a_file_that_is_no_toml_is_told_in_french_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for content, told in (
        (b'a = 1\nb = "x', "ce n’est pas du TOML (à la fin du fichier). Corrigez cette ligne."),
        (b"a = 1\nb = x\n", "ce n’est pas du TOML (ligne 2, colonne 5). Corrigez cette ligne."),
        (b'a = "\xe9"', "le fichier n’est pas en UTF-8. Enregistrez-le de nouveau, en UTF-8."),
    ):
        path.write_bytes(content)
        with pytest.raises(CourseError) as refused:
            read_toml(path)
        assert refused.value.said_in("fr") == f"{path}\u00a0: {told}"


def test_faults_are_told_in_english_where_one_of_them_is_an_author_s_alone() -> None:
    both = Fault("a.toml", "x", "it is wrong", "Mend it", "a.toml : c’est faux. Corrigez.")
    alone = Fault("a.toml", "y", "it is wrong", "Mend it")
    assert CourseError([both]).said_in("fr") == "a.toml : c’est faux. Corrigez."
    assert CourseError([both, alone]).said_in("fr") == str(CourseError([both, alone]))


def test_the_usual_reasons_of_the_system_are_said_in_the_reader_s_language(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as refused:
        tmp_path.read_bytes()
    assert shown_reason(refused.value, "fr") == "c’est un dossier"
    assert shown_reason(refused.value, "en") == refused.value.strerror
    rare = OSError(10_000, "something rare")
    assert shown_reason(rare, "fr") == "something rare"
    assert shown_reason(OSError("said by a library"), "fr") == "said by a library"
    with pytest.raises(CourseError) as unread:
        read_toml(tmp_path)
    assert "ne peut pas être ouvert (c’est un dossier)" in unread.value.said_in("fr")


def test_a_path_is_shown_as_one_would_type_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "course" / "x.toml") == "course/x.toml"
    assert shown_path(Path("/etc/x.toml")) == "/etc/x.toml"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("mot", "'mot'"),
        (True, "true"),
        (None, "None"),
        (12, "12"),
        (-(10**50), "-≈10^50"),
        (date(2026, 11, 22), "2026-11-22"),
        (datetime(2026, 11, 22, 10), "2026-11-22T10:00:00"),
        (time(10, 15), "10:15:00"),
        ([[[1]]], "[[[...]]]"),
    ],
    ids=str,
)
def test_a_value_is_shown_as_its_author_wrote_it(value: Any, shown: str) -> None:
    assert shown_value(value) == shown


def test_a_value_is_shown_short_whatever_its_size() -> None:
    deep: Any = []
    for _ in range(50_000):
        deep = [deep]
    for value in (
        "x" * 10**6,
        list(range(10**6)),
        {"k" * 500: "v" * 500},
        deep,
        10**5000,
        object(),
    ):
        assert len(shown_value(value)) <= 80
