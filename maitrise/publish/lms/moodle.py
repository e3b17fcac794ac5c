"""The formative bank as Moodle's question XML: what a trainer imports into a question bank there.

The format is the one of Moodle's documentation ("Moodle XML format"). A kind that Moodle has no
question for becomes the nearest one: rows to tick are options, a RACI matrix a table of gaps, which
Moodle marks by letter, where the course marks by line. A kind without one is left out, and named.

Both languages stand apart, each in its category. An item of a case or of the exam is never here:
only the banks of lessons are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import bank, lessons
from maitrise.kinds import Question, ask, key, page_data
from maitrise.publish.prose_html import inline

Data = Mapping[str, Any]
_Writer = Callable[[Element, Data, Data], None]

_DIGITS = 5  # that Moodle knows the parts of a hundred by: 33.33333
_PENALTY = "0.3333333"  # Moodle's own, for each further try
_NEIGHBOURS = "RELATIVE_NEXT_EXCLUDE_LAST"  # a share of the pairs that follow one another
# What means something in a gap is written as HTML writes it; Moodle reads it back.
_ESCAPED_IN_GAPS = str.maketrans({sign: f"&#{ord(sign)};" for sign in '}#~=%/"\\'})


@dataclass(frozen=True, slots=True)
class MoodleBank:
    """The file, and the questions that Moodle has no kind for ("lesson/question")."""

    content: bytes
    left_out: tuple[str, ...]


def moodle_bank(languages: Sequence[Language]) -> MoodleBank:
    """The questions of all lessons.

    Raises:
        CourseError: a bank has faults.
    """
    quiz = Element("quiz")
    left_out: list[str] = []
    for language in languages:
        for lesson in (each for each in lessons().values() if each.is_written):
            _add_category(quiz, (_course(language), lesson.title.said_in(language)))
            for question in bank(lesson.id).questions.values():
                if not _add_question(quiz, question, language) and language == languages[0]:
                    left_out.append(f"{lesson.id}/{question.id}")
    ElementTree.indent(quiz)
    content = ElementTree.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return MoodleBank(content + b"\n", tuple(left_out))


def _course(language: Language) -> str:
    name = say("page.course", language)
    return f"{name} ({language})" if len(LANGUAGES) > 1 else name


def _add_category(quiz: Element, names: Sequence[str]) -> None:
    """What follows goes into this category, which Moodle makes where it is missing."""
    path = "/".join(name.replace("/", "//") for name in ("$course$", "top", *names))
    made = SubElement(quiz, "question", type="category")
    _text(SubElement(made, "category"), path)


def _add_question(quiz: Element, question: Question, language: Language) -> bool:
    """Whether Moodle has a kind for it, so that it was added."""
    if question.kind not in _WRITERS:
        return False
    called, write = _WRITERS[question.kind]
    asked, keyed = page_data(ask(question, language)), key(question, language)
    made = SubElement(quiz, "question", type=called)
    _text(SubElement(made, "name"), question.id)
    _html(made, "questiontext", _stem(asked))
    _html(made, "generalfeedback", "".join(f"<p>{inline(each)}</p>" for each in _taught(keyed)))
    SubElement(made, "defaultgrade").text = f"{question.points:g}"
    SubElement(made, "penalty").text = _PENALTY
    SubElement(made, "hidden").text = "0"
    SubElement(made, "idnumber").text = f"{question.id}-{language}"
    write(made, asked, keyed)
    for hint in keyed["hints"]:
        _html(made, "hint", inline(hint))
    tags = SubElement(made, "tags")
    for tag in (question.competency, say(f"difficulty.{question.difficulty}", language)):
        _text(SubElement(tags, "tag"), tag)
    return True


def _stem(asked: Data) -> str:
    convention = asked["convention"]
    above = f"<p><em>{inline(convention)}</em></p>" if convention else ""
    unit = f" ({inline(asked['unit'])})" if asked.get("unit") else ""
    return f"{above}<p>{inline(asked['prompt'])}{unit}</p>"


def _taught(keyed: Data) -> Iterator[str]:
    """What the question teaches, then the reasons that stand by no answer."""
    if keyed["explanation"]:
        yield keyed["explanation"]
    if "rows" in keyed:
        yield from (each["reason"] for each in keyed["rows"].values())
    if "items" in keyed:
        yield from (keyed["reasons"][each] for each in keyed["items"])


# --- A kind each ----------------------------------------------------------------------------------


def _choice(made: Element, asked: Data, keyed: Data) -> None:
    _options(made, [(each["id"], each["text"]) for each in asked["options"]], keyed, single=True)


def _choices(made: Element, asked: Data, keyed: Data) -> None:
    _options(made, [(each["id"], each["text"]) for each in asked["options"]], keyed, single=False)


def _rows(made: Element, asked: Data, keyed: Data) -> None:
    named = [(each["id"], " · ".join((each["id"], *each["cells"]))) for each in asked["rows"]]
    _options(made, named, keyed, single=False)


def _options(made: Element, named: Sequence[tuple[str, str]], keyed: Data, *, single: bool) -> None:
    """Right minus wrong, over the number right: as the course marks them."""
    SubElement(made, "single").text = str(single).lower()
    SubElement(made, "shuffleanswers").text = "1"
    SubElement(made, "answernumbering").text = "abc"
    share = 100 / len(keyed["right"])
    for name, text in named:
        is_right = name in keyed["right"]
        worth = share if is_right else 0 if single else -share
        _answer(made, worth, inline(text), inline(keyed["reasons"][name]))


def _match(made: Element, asked: Data, keyed: Data) -> None:
    SubElement(made, "shuffleanswers").text = "1"
    texts = {each["id"]: each["text"] for each in asked["categories"]}
    wanted = {row["key"] for row in keyed["rows"].values()}
    for row in asked["rows"]:
        _pair(made, inline(row["text"]), texts[keyed["rows"][row["id"]]["key"]])
    for name in texts:
        if name not in wanted:
            _pair(made, "", texts[name])  # one more to choose from


def _pair(made: Element, question: str, answer: str) -> None:
    pair = _html(made, "subquestion", question)
    _text(SubElement(pair, "answer"), answer.replace("*", ""))


def _order(made: Element, asked: Data, keyed: Data) -> None:
    for name, value in {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": _NEIGHBOURS,
        "showgrading": "SHOW",
    }.items():
        SubElement(made, name).text = value
    texts = {each["id"]: each["text"] for each in asked["items"]}
    for place, name in enumerate(keyed["items"], start=1):
        _answer(made, place, inline(texts[name]), "")


def _number(made: Element, asked: Data, keyed: Data) -> None:
    _value(made, 100, keyed["value"], keyed["tolerance"], "")
    for wrong in keyed["wrongs"]:
        tolerance = keyed["tolerance"] if wrong["tolerance"] is None else wrong["tolerance"]
        _value(made, 0, wrong["value"], tolerance, wrong["reason"])
    SubElement(made, "unitgradingtype").text = "0"
    SubElement(made, "showunits").text = "3"  # none: the stem says the unit


def _value(made: Element, worth: float, value: float, tolerance: float, reason: str) -> None:
    answer = _answer(made, worth, f"{value:g}", inline(reason), form="moodle_auto_format")
    SubElement(answer, "tolerance").text = f"{tolerance:g}"


def _text_to_mark(made: Element, asked: Data, keyed: Data) -> None:
    SubElement(made, "responseformat").text = "editor"
    SubElement(made, "responserequired").text = "1"
    SubElement(made, "responsefieldlines").text = "15"
    SubElement(made, "attachments").text = "0"
    lines = [
        f"{each['points']:g} · {inline(each['text'])}"
        + (f" {inline(each['expected'])}" if each["expected"] else "")
        for each in keyed["criteria"]
    ]
    _html(made, "graderinfo", "".join(f"<p>{line}</p>" for line in lines))


def _raci(made: Element, asked: Data, keyed: Data) -> None:
    """A table of gaps, a letter to choose in each."""
    letters = [each["letter"] for each in asked["letters"]]
    head = "".join(f"<th>{inline(role)}</th>" for role in asked["roles"])
    lines = [
        f"<tr><th>{inline(row['text'])}</th>"
        + "".join(
            f"<td>{_gap(keyed['rows'][row['id']]['key'].get(role, '-'), letters)}</td>"
            for role in asked["roles"]
        )
        + "</tr>"
        for row in asked["rows"]
    ]
    table = f"<table><tr><td></td>{head}</tr>{''.join(lines)}</table>"
    text = made.find("questiontext/text")
    assert text is not None
    text.text = f"{text.text}{table}"


def _gap(right: str, letters: Sequence[str]) -> str:
    offered = [
        ("=" if letter == right else "") + letter.translate(_ESCAPED_IN_GAPS) for letter in letters
    ]
    return f"{{1:MULTICHOICE:{'~'.join(offered)}}}"


_WRITERS: Mapping[str, tuple[str, _Writer]] = {
    "choice": ("multichoice", _choice),
    "choices": ("multichoice", _choices),
    "rows": ("multichoice", _rows),
    "match": ("matching", _match),
    "order": ("ordering", _order),
    "number": ("numerical", _number),
    "text": ("essay", _text_to_mark),
    "raci": ("cloze", _raci),
}


# --- Elements -------------------------------------------------------------------------------------


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text


def _html(parent: Element, name: str, text: str) -> Element:
    made = SubElement(parent, name, format="html")
    _text(made, text)
    return made


def _answer(
    parent: Element, worth: float, text: str, reason: str, *, form: str = "html"
) -> Element:
    made = SubElement(parent, "answer", fraction=_fraction(worth), format=form)
    _text(made, text)
    _html(made, "feedback", reason)
    return made


def _fraction(worth: float) -> str:
    """Percent as Moodle writes them: "33.33333", "-25", "100"."""
    return f"{worth:.{_DIGITS}f}".rstrip("0").rstrip(".")
