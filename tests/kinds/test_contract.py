"""What the contract of kinds promises: a folder is all that a kind is, and mypy reads it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy import api

from maitrise.kinds import kind, kind_names
from maitrise.kinds.trial import FOLDER

PACKAGE = FOLDER.parent
ROOT = PACKAGE.parent
BROKEN = ROOT / "tests" / "broken" / "kinds"
# Columns of tables have kinds too, some of which share a name with a kind of question.
OF_COLUMNS = {
    ("cases/drawing.py", "each"),
    ("cases/data_frame.py", "column"),
    ("cases/shown_table.py", "column"),
    ("cases/table.py", "column"),
    ("reports/page.py", "column"),
    ("reports/page.py", "each"),
}


@pytest.mark.parametrize("name", kind_names())
def test_a_folder_holds_all_that_a_kind_needs(name: str) -> None:
    files = {path.name for path in (FOLDER / name).iterdir()}
    wanted = {"__init__.py", "example.toml", "words.toml", "paper.typ", "view.js", "score.js"}
    assert wanted | {"trial.py"} <= files
    assert kind(name).name == name


def test_a_kind_that_leaves_out_a_part_of_the_contract_does_not_pass_mypy() -> None:
    said, _, code = api.run([str(BROKEN / "leaves_out_scoring.py")])
    assert code == 1
    assert 'Missing named argument "score" for "Kind"' in said
    assert "Found 1 error in 1 file" in said


def test_a_kind_whose_parts_do_not_go_together_does_not_pass_mypy() -> None:
    said, _, code = api.run([str(BROKEN / "scores_another_answer.py")])
    assert code == 1
    assert re.search(r'"score".*incompatible type|incompatible type.*Mark', said)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package but those of kinds."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if FOLDER not in path.parents:
            name = path.relative_to(PACKAGE).as_posix()
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_nothing_outside_the_kinds_takes_a_class_or_function_of_one_kind() -> None:
    """Constants of a kind, as the letters of a RACI, are words of the field and may be used."""
    taken = [
        f"{module}: {alias.name}"
        for module, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and re.match(rf"maitrise\.kinds\.({'|'.join(kind_names())})\b", node.module or "")
        for alias in node.names
        if not alias.name.isupper()
    ]
    assert taken == []


def test_nothing_outside_the_kinds_asks_which_kind_a_question_is() -> None:
    asked = []
    for module, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                of = [ast.unparse(each.value) for each in sides if _is_kind(each)]
                if any(each in kind_names() for each in _texts(node)):
                    asked += [(module, each) for each in of]
            elif isinstance(node, ast.Match) and _is_kind(node.subject):
                asked.append((module, ast.unparse(node.subject)))
    assert set(asked) - OF_COLUMNS == set()


def _is_kind(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "kind"


def _texts(node: ast.AST) -> list[str]:
    constants = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
    return [each.value for each in constants if isinstance(each.value, str)]


def test_nothing_outside_the_kinds_lists_the_kinds() -> None:
    listed = [
        (module, node.lineno)
        for module, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict)
        and len({_name_in(each) for each in _entries(node)} & set(kind_names())) >= 3
    ]
    assert listed == []


def _entries(node: ast.Tuple | ast.List | ast.Set | ast.Dict) -> list[ast.expr | None]:
    return [*node.keys] if isinstance(node, ast.Dict) else [*node.elts]


def _name_in(node: ast.expr | None) -> str:
    """What a text says but for its punctuation: ``"choices."`` names a kind too."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value.strip(".") if is_text else ""


def test_no_script_outside_the_kinds_asks_which_kind_a_question_is() -> None:
    names = "|".join(kind_names())
    asks = re.compile(rf'kind\s*[!=]==\s*"(?:{names})"|\[(?:\s*"(?:{names})",?)+\s*\]')
    found = [
        f"{path.relative_to(PACKAGE)}: {hit.group()}"
        for path in sorted((PACKAGE / "player").glob("*.js"))
        for hit in asks.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_files_that_contributing_names_are_those_of_a_kind() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## Add a kind of question")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([\w.<>]+)`", row)}
    named = {name.replace("<name>", "document") for name in named} | {"view.css"}
    files = {path.name for path in (FOLDER / "document").iterdir() if path.is_file()}
    assert files == named | {"question.py", "rules.py", "words.py"}


def test_no_folder_but_a_kind_s_lies_among_the_kinds() -> None:
    folders = {each.name for each in Path(FOLDER).iterdir() if each.is_dir()}
    assert folders - {"__pycache__"} == set(kind_names())
