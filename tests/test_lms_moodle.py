"""The question bank for Moodle, read back as Moodle's documentation says that it is read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases import case_file, case_ids, read_case
from maitrise.cli.app import main
from maitrise.course import bank, lessons
from maitrise.kinds import Question, ask, key, model_answer, page_data
from maitrise.publish.lms.moodle import moodle_bank

FIXTURES = Path(__file__).parent / "fixtures" / "course"
# The parts of a hundred that Moodle takes for an answer; others are refused on import.
_PARTS = {"100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30",
          "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"}  # fmt: skip
FRACTIONS = _PARTS | {f"-{part}" for part in _PARTS}
LONG = 60
GAP = re.compile(r"\{1:MULTICHOICE:([^}]*)\}")


def text_of(element: Element | None) -> str:
    return (element.findtext("text") or "") if element is not None else ""


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


def in_categories(quiz: Element) -> Iterator[tuple[str, Element]]:
    """Each question with the category that stood last above it."""
    category = ""
    for question in quiz:
        assert question.tag == "question"
        if question.get("type") == "category":
            category = text_of(question.find("category"))
        else:
            yield category, question


def right_answer(question: Element) -> Any:
    """What brings full marks, as the texts of the file."""
    answers = question.findall("answer")
    match question.get("type"):
        case "multichoice":
            assert {str(each.get("fraction")) for each in answers} <= FRACTIONS
            right = [
                plain(text_of(each)) for each in answers if float(str(each.get("fraction"))) > 0
            ]
            worth = sum(float(str(each.get("fraction"))) for each in answers
                        if float(str(each.get("fraction"))) > 0)  # fmt: skip
            assert worth == pytest.approx(100, abs=0.001)
            return right[0] if question.findtext("single") == "true" else right
        case "matching":
            pairs = question.findall("subquestion")
            assert len({text_of(each.find("answer")) for each in pairs}) >= 2
            return {
                plain(text_of(each)): text_of(each.find("answer"))
                for each in pairs
                if text_of(each)
            }
        case "ordering":
            placed = sorted(answers, key=lambda each: float(str(each.get("fraction"))))
            return [plain(text_of(each)) for each in placed]
        case "numerical":
            (right_one,) = (each for each in answers if each.get("fraction") == "100")
            return float(text_of(right_one)), float(right_one.findtext("tolerance") or "")
        case "cloze":
            return [[html.unescape(one[1:]) for one in gap.split("~") if one.startswith("=")]
                    for gap in GAP.findall(text_of(question.find("questiontext")))]  # fmt: skip
        case "essay":
            return None
    raise AssertionError(f"Moodle has no kind {question.get('type')}")


def wanted(question: Question, language: Language) -> Any:
    """The same from the course's own key."""
    asked, keyed, model = (
        page_data(ask(question, language)),
        key(question, language),
        model_answer(question),
    )

    def texts(part: str) -> dict[str, str]:
        return {each["id"]: each["text"].replace("*", "") for each in asked[part]}

    match question.kind:
        case "choice":
            return texts("options")[model]
        case "choices":
            return [texts("options")[each] for each in model]
        case "rows":
            cells = {
                each["id"]: " · ".join((each["id"], *each["cells"])).replace("*", "")
                for each in asked["rows"]
            }
            return [cells[each] for each in model]
        case "match":
            return {texts("rows")[row]: texts("categories")[each] for row, each in model.items()}
        case "order":
            return [texts("items")[each] for each in model]
        case "number":
            return keyed["value"], keyed["tolerance"]
        case "raci":
            return [
                [model[row["id"]].get(role, "-")]
                for row in asked["rows"]
                for role in asked["roles"]
            ]
    return None


def has_a_form(question: Question) -> bool:
    """Whether Moodle has a kind for it: for all but passages of a document to mark and name."""
    return question.kind != "document"


@pytest.mark.parametrize("course", ["real", "fixtures"])
def test_moodle_reads_every_question_with_its_key_its_reasons_and_its_tags(
    course: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if course == "fixtures":
        monkeypatch.setenv("MAITRISE_COURSE", str(FIXTURES))
    made = moodle_bank(LANGUAGES)
    named = {lesson: bank(lesson).questions for lesson in lessons() if lessons()[lesson].is_written}
    assert set(made.left_out) == {
        f"{lesson}/{question.id}"
        for lesson, questions in named.items()
        for question in questions.values()
        if not has_a_form(question)
    }
    read = list(in_categories(ElementTree.fromstring(made.content)))
    written = [
        (language, lesson, question)
        for language in LANGUAGES
        for lesson in lessons().values()
        if lesson.is_written
        for question in bank(lesson.id).questions.values()
        if has_a_form(question)
    ]
    assert len(read) == len(written)
    for (category, found), (language, lesson, question) in zip(read, written, strict=True):
        path = category.replace("//", "\0").split("/")
        assert path[-1].replace("\0", "/") == lesson.title.said_in(language)
        assert path[:2] == ["$course$", "top"]
        assert f"({language})" in path[2]
        assert text_of(found.find("name")) == question.id
        assert found.findtext("idnumber") == f"{question.id}-{language}"
        assert float(found.findtext("defaultgrade") or "") == question.points
        assert right_answer(found) == wanted(question, language), question.id
        tags = [text_of(each) for each in found.findall("tags/tag")]
        assert tags == [question.competency, say(f"difficulty.{question.difficulty}", language)]
        said = html.unescape("".join(found.itertext()))
        keyed = key(question, language)
        reasons = [*keyed.get("reasons", {}).values()]
        parts = [*keyed.get("rows", {}).values(), *keyed.get("wrongs", [])]
        reasons += [each["reason"] for each in parts]
        assert [each for each in reasons if plain_words(each) not in plain_words(said)] == []


def plain_words(text: str) -> str:
    """Letters and digits only: what is told, whatever it is written with."""
    return re.sub(r"\W", "", re.sub(r"<[^>]+>", "", text))


def test_no_item_of_a_case_or_of_the_exam_is_in_it() -> None:
    words = plain_words(html.unescape(moodle_bank(LANGUAGES).content.decode()))
    items = [item for name in case_ids() for item in read_case(case_file(name)).questions.values()]
    told = [plain_words(item.prompt.said_in(each)) for item in items for each in LANGUAGES]
    long = [each for each in told if len(each) > LONG]  # "Give each party its role" says little
    assert len(long) > len(told) / 2
    assert [each for each in long if each in words] == []


def test_a_bank_is_one_file_that_nothing_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG_COURSE", "en")
    file = tmp_path / "out.xml"

    def publish(*options: str) -> int:
        monkeypatch.setattr(
            "sys.argv", ["maitrise", "publish", "--bank", "moodle", *options, str(file)]
        )
        with pytest.raises(SystemExit) as stopped:
            main()
        return int(stopped.value.code or 0)

    assert publish("--lang", "fr") == 0
    before = file.read_bytes()
    assert b"(fr)" in before
    assert b"(en)" not in before
    assert publish() == 2
    assert file.read_bytes() == before
    assert publish("--single") == 2
    assert "--bank" in capsys.readouterr().err
    assert publish("--force") == 0
    assert b"(en)" in file.read_bytes()
