"""The learning record: statements that any store takes, and a file that keeps what it was given."""

import copy
import json
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.kinds import Question, ask, kind_names, read_answer, read_bank, score
from maitrise.kinds.trial import TEXTS, trial
from maitrise.learner.identity import current_learner
from maitrise.learner.record import append_statement, read_statements
from maitrise.learner.sheet import now
from maitrise.learner.statements import HOME_PAGE, Moment, answered, took_part
from waiting_process import ready_process, start
from xapi_rules import RULES, Statement, broken_rules

ROOT = Path(__file__).parent.parent
BANK = read_bank(Path(__file__).parent / "fixtures/course/questions/every-kind.toml")
AT = "2026-11-22T10:15:00.123Z"
MOMENT = Moment("p-0042", "2025-11-22T10:15:00.123Z", "fr")
TITLE = Text("Les rôles", "The roles")


def statement_about(question: Question, raw: Any, moment: Moment = MOMENT) -> Statement:
    answer = read_answer(ask(question, "en"), raw)
    assert answer is not None
    made: Statement = answered(moment, "every-kind", question, answer, score(question, answer))
    return made


def about(name: str, raw: Any) -> Statement:
    return statement_about(BANK.questions[name], raw)


# --- The checker itself -------------------------------------------------------------------------

ACTIVITIES = "http://adlnet.gov/expapi/activities/"
SOUND: Statement = {
    "id": "b9c1f0de-4f1c-4c61-9a55-7a1f3c2b8d10",
    "actor": {"account": {"homePage": "https://hub.example", "name": "p-0042"}},
    "verb": {
        "id": "http://adlnet.gov/expapi/verbs/answered",
        "display": {"en-GB": "answered", "fr": "a répondu à"},
    },
    "object": {
        "id": "https://hub.example/leçon/1",
        "definition": {
            "type": f"{ACTIVITIES}cmi.interaction",
            "name": {"fr": "Une leçon"},
            "interactionType": "choice",
            "correctResponsesPattern": ["moa"],
            "choices": [{"id": "moa"}, {"id": "moe"}],
            "extensions": {"https://hub.example/level": None},
        },
    },
    "result": {
        "score": {"scaled": 0.5, "raw": 1, "min": 0, "max": 2},
        "success": False,
        "completion": True,
        "response": "moe",
        "duration": "PT4M2.5S",
        "extensions": {"https://hub.example/codes": ["X1"]},
    },
    "context": {
        "registration": "b9c1f0de-4f1c-4c61-9a55-7a1f3c2b8d11",
        "language": "fr-FR",
        "platform": "maitrise 0.1",
        "revision": "3",
        "contextActivities": {"parent": [{"id": "https://hub.example/leçon"}]},
    },
    "timestamp": "2025-11-22T10:15:00.123+01:00",
    "version": "1.0.0",
}

Damage = tuple[str, tuple[str, ...], Any]
REMOVED = object()
DEFINITION = ("object", "definition")
# A rule, the place of the damage, and what is put there.
DAMAGES: list[Damage] = [
    ("required_properties", ("actor",), REMOVED),
    ("required_properties", ("verb",), REMOVED),
    ("required_properties", ("object",), {}),
    ("no_unknown_properties", ("actorr",), {}),
    ("no_unknown_properties", ("actor", "email"), "a@b.fr"),
    ("no_unknown_properties", ("result", "passed"), True),
    ("no_unknown_properties", ("context", "lang"), "fr"),
    ("no_nulls", ("result", "success"), None),
    ("no_nulls", ("context", "platform"), None),
    ("no_empty_objects", ("context",), {}),
    ("statement_id", ("id",), "42"),
    ("statement_id", ("id",), REMOVED),
    ("actor_object_type", ("actor", "objectType"), "Person"),
    ("one_identifier", ("actor", "account"), REMOVED),
    ("one_identifier", ("actor", "mbox"), "mailto:a@b.fr"),
    ("identifier_formats", ("actor", "mbox"), "a@b.fr"),
    ("identifier_formats", ("actor", "mbox_sha1sum"), "abc"),
    ("identifier_formats", ("actor", "openid"), "me"),
    ("account", ("actor", "account", "homePage"), "hub.example"),
    ("account", ("actor", "account", "name"), ""),
    ("account", ("actor", "account", "name"), 42),
    ("verb_id", ("verb", "id"), "answered"),
    ("verb_id", ("verb", "id"), REMOVED),
    ("verb_display", ("verb", "display"), REMOVED),
    ("language_maps", ("verb", "display"), {"français": "a répondu"}),
    ("language_maps", ("verb", "display"), {"": "answered"}),
    ("language_maps", ("verb", "display"), "answered"),
    ("language_maps", (*DEFINITION, "name"), {"fr_FR": "Une leçon"}),
    ("language_maps", (*DEFINITION, "name"), {"fr": 3}),
    ("language_maps_hold_plain_text", (*DEFINITION, "name"), {"fr": "La *MOA* signe"}),
    ("object_type", ("object", "objectType"), "activity"),
    ("activity_id", ("object", "id"), "lesson-1"),
    ("activity_id", ("object", "id"), "https://hub.example/a b"),
    ("activity_type", (*DEFINITION, "type"), "lesson"),
    ("activity_type", (*DEFINITION, "moreInfo"), "mailto:a@b.fr"),
    ("interaction_type", (*DEFINITION, "interactionType"), "Choice"),
    ("interaction_type", (*DEFINITION, "interactionType"), "raci"),
    ("interaction_type", (*DEFINITION, "interactionType"), REMOVED),
    ("interaction_activity_type", (*DEFINITION, "type"), f"{ACTIVITIES}lesson"),
    ("correct_responses", (*DEFINITION, "correctResponsesPattern"), "moa"),
    ("correct_responses", (*DEFINITION, "correctResponsesPattern"), [""]),
    ("response", ("result", "response"), "moa[,]"),
    ("response", ("result", "response"), "[,]"),
    ("interaction_components", (*DEFINITION, "choices"), [{"id": "a"}, {"id": "a"}]),
    ("interaction_components", (*DEFINITION, "choices"), [{"id": 1}]),
    ("interaction_components", (*DEFINITION, "steps"), [{"id": "a"}]),
    ("result_types", ("result", "success"), "true"),
    ("result_types", ("result", "completion"), 1),
    ("result_types", ("result", "response"), 12),
    ("duration", ("result", "duration"), "4 min"),
    ("duration", ("result", "duration"), "P4W1D"),
    ("score_numbers", ("result", "score", "raw"), "1"),
    ("score_numbers", ("result", "score", "scaled"), True),
    ("score_scaled", ("result", "score", "scaled"), 1.01),
    ("score_scaled", ("result", "score", "scaled"), -2),
    ("score_range", ("result", "score", "raw"), 3),
    ("score_range", ("result", "score", "raw"), -1),
    ("score_range", ("result", "score", "max"), 0),
    ("registration", ("context", "registration"), "1"),
    ("context_language", ("context", "language"), "french language"),
    ("context_strings", ("context", "platform"), 3),
    ("platform_needs_an_activity", ("object", "objectType"), "Agent"),
    ("context_activities", ("context", "contextActivities", "parents"), []),
    ("context_activities", ("context", "contextActivities", "parent"), {"id": "https://a.b"}),
    ("context_activities", ("context", "contextActivities", "parent"), [{"id": "lesson"}]),
    ("extension_keys", (*DEFINITION, "extensions"), {"level": 1}),
    ("extension_keys", ("result", "extensions"), {"": 1}),
    ("extension_keys", ("context", "extensions"), ["https://a.b"]),
    ("timestamp_format", ("timestamp",), "2025-11-22T10:15:00.123"),
    ("timestamp_format", ("timestamp",), "2025-11-22 10:15:00.123Z"),
    ("timestamp_format", ("timestamp",), "22/11/2025 10:15:00.123"),
    ("timestamp_format", ("timestamp",), "2025-13-22T10:15:00.123Z"),
    ("timestamp_precision", ("timestamp",), "2025-11-22T10:15:00Z"),
    ("timestamp_not_in_the_future", ("timestamp",), "2999-11-22T10:15:00.123Z"),
    ("stored_is_left_to_the_store", ("stored",), "2025-11-22T10:15:00.123Z"),
    ("version", ("version",), "1.0.3"),
    ("version", ("version",), "2.0.0"),
]


def damaged(place: tuple[str, ...], value: Any) -> Statement:
    statement = copy.deepcopy(SOUND)
    holder: Any = statement
    for step in place[:-1]:
        holder = holder[step]
    if value is REMOVED:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return statement


@pytest.mark.parametrize(("rule", "place", "value"), DAMAGES)
def test_the_checker_finds_each_broken_rule(rule: str, place: tuple[str, ...], value: Any) -> None:
    assert rule in {each.split(":")[0] for each in broken_rules(damaged(place, value))}


def test_every_rule_of_the_checker_is_broken_by_a_test() -> None:
    assert {rule for rule, _, _ in DAMAGES} == set(RULES)


@pytest.mark.parametrize("statement", [None, [], "x", 3])
def test_the_checker_refuses_what_is_no_statement(statement: Any) -> None:
    assert broken_rules(statement) == ["statement_is_an_object: it is no JSON object"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("id",), SOUND["id"]),
        (("actor",), {"objectType": "Agent", "mbox": "mailto:xapi@adlnet.gov"}),
        (("actor",), {"mbox_sha1sum": "a" * 40, "name": "A. Martin"}),
        (("actor",), {"openid": "https://id.example/me"}),
        (("result",), REMOVED),
        (("context",), REMOVED),
        (("timestamp",), "2025-11-22T10:15:00.1234567Z"),
        (("version",), REMOVED),
        (("object", "objectType"), "Activity"),
        (
            (*DEFINITION, "name"),
            {"zh-Hant-TW": "課", "x-a": "x", "de-CH-1996": "a"},
        ),
        (("verb", "id"), "urn:uuid:b9c1f0de-4f1c-4c61-9a55-7a1f3c2b8d10"),
        (("result", "extensions"), {"tag:hub.example,2025:x": {"deep": None}}),
        (("result", "response"), "moa[,]moe"),
        (("result", "duration"), "P3Y1M29DT4H35M59.14S"),
        (("result", "duration"), "P4W"),
        (("result", "score"), {"scaled": -1}),
        ((*DEFINITION, "name"), {"fr": "2 * 3 * 4 = 24"}),
    ],
)
def test_the_checker_raises_no_false_alarm(place: tuple[str, ...], value: Any) -> None:
    assert broken_rules(damaged(place, value)) == []


# --- Statements about answers -------------------------------------------------------------------


@pytest.mark.parametrize("kind", kind_names())
@given(data=st.data())
def test_any_answer_to_any_question_makes_a_valid_statement(kind: str, data: st.DataObject) -> None:
    question = data.draw(trial(kind).questions)
    raw = trial(kind).some_answer(question, Random(data.draw(st.integers(0, 2**32))))
    if read_answer(ask(question, "en"), raw) is None:
        raw = trial(kind).slip(question)
    moment = Moment(data.draw(st.sampled_from(["p-0042", "p-é"])), now(), "en")
    statement = statement_about(question, raw, moment)
    assert broken_rules(json.loads(json.dumps(statement, allow_nan=False))) == []


@pytest.mark.parametrize(
    ("name", "raw", "interaction", "response"),
    [
        ("one", "moa", "choice", "moa"),
        ("several", ["scope", "budget"], "choice", "scope[,]budget"),
        ("several", ["scope"], "choice", "scope"),
        ("pairs", {"fund": "moa", "workshops": ""}, "matching", "fund[.]moa"),
        (
            "matrix",
            {"D09": {"MOA": "A", "MOE": "A/R"}, "D22": {"AMOA": "-"}},
            "matching",
            "D09/MOA[.]A[,]D09/MOE[.]A/R[,]D22/AMOA[.]-",
        ),
        (
            "steps",
            ["build", "need", "accept", "design"],
            "sequencing",
            "build[,]need[,]accept[,]design",
        ),
        ("picked", ["J3", "J1"], "choice", "J1[,]J3"),
        ("cpi", 454.5, "numeric", "454.5"),
        ("cpi", -3, "numeric", "-3.0"),
        ("cpi", 1e22, "numeric", "1e+22"),
        ("note", "Madame,\nle lot 2 glisse.", "long-fill-in", "Madame,\nle lot 2 glisse."),
    ],
)
def test_a_response_is_written_in_the_notation_of_its_interaction(
    name: str, raw: Any, interaction: str, response: str
) -> None:
    statement = about(name, raw)
    assert statement["object"]["definition"]["interactionType"] == interaction
    assert statement["result"]["response"] == response
    assert broken_rules(statement) == []


def test_a_statement_says_who_did_what_to_what_when_and_how_well() -> None:
    statement = about("pairs", {"fund": "office", "workshops": "amoa"})
    assert re.fullmatch(r"[0-9a-f-]{36}", statement.pop("id"))
    assert statement == {
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": HOME_PAGE, "name": "p-0042"},
        },
        "verb": {
            "id": "http://adlnet.gov/expapi/verbs/answered",
            "display": {"fr": "a répondu à", "en": "answered"},
        },
        "object": {
            "objectType": "Activity",
            "id": f"{HOME_PAGE}/every-kind/pairs",
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "name": {"fr": "Qui fait quoi\u202f?", "en": "Who does what?"},
                "interactionType": "matching",
                "extensions": {
                    f"{HOME_PAGE}/extensions/competency": "C01",
                    f"{HOME_PAGE}/extensions/difficulty": "easy",
                },
            },
        },
        "result": {
            "response": "fund[.]office[,]workshops[.]amoa",
            "completion": True,
            "success": False,
            "score": {"scaled": 0.5, "raw": 0.5, "min": 0, "max": 1.0},
            "extensions": {f"{HOME_PAGE}/extensions/misconceptions": ["X1"]},
        },
        "context": {
            "language": "fr",
            "platform": statement["context"]["platform"],
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": f"{HOME_PAGE}/every-kind"}]
            },
        },
        "timestamp": "2025-11-22T10:15:00.123Z",
        "version": "1.0.0",
    }


def test_a_text_that_a_person_will_mark_has_no_score_and_is_no_failure() -> None:
    assert set(about("note", "Madame,")["result"]) == {"response", "completion"}


def test_a_right_answer_is_a_success_without_misconceptions() -> None:
    result = about("one", "moa")["result"]
    assert (result["success"], result["score"]["scaled"]) == (True, 1.0)
    assert "extensions" not in result


def test_two_statements_never_share_an_id() -> None:
    assert about("one", "moa")["id"] != about("one", "moa")["id"]


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_the_name_of_an_activity_is_plain_text(text: Text, language: Language) -> None:
    statement = took_part(Moment("p-1", now(), language), "attempted", "lesson", text)
    assert broken_rules(statement) == []


# --- Statements about lessons -------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["attempted", "completed", "passed", "failed"])
@pytest.mark.parametrize("points", [None, 0.0, 7.5, 12.0])
def test_a_lesson_begun_finished_passed_or_failed_makes_a_valid_statement(
    verb: Any, points: float | None
) -> None:
    statement = took_part(
        MOMENT, verb, "01-moa-amoa-moe", TITLE, points=points, maximum=12.0 if points else None
    )
    assert broken_rules(statement) == []
    assert statement["verb"]["id"] == f"http://adlnet.gov/expapi/verbs/{verb}"
    assert statement["verb"]["display"].keys() == {"fr", "en"}
    result = statement.get("result", {})
    assert result.get("completion", False) == (verb != "attempted")
    assert result.get("success") == {"passed": True, "failed": False}.get(verb)


def test_a_lesson_without_points_has_no_score_and_divides_by_nothing() -> None:
    statement = took_part(MOMENT, "completed", "00-start", TITLE, points=0.0, maximum=0.0)
    assert statement["result"] == {"completion": True}


# --- Nothing of the person ----------------------------------------------------------------------


def test_the_actor_is_a_pseudonym_and_never_a_name_or_an_address(learner_home: Path) -> None:
    moment = Moment(current_learner().id, now(), "fr")
    for statement in (
        took_part(moment, "attempted", "00-start", TITLE),
        statement_about(BANK.questions["one"], "moa", moment),
    ):
        actor = statement["actor"]
        assert set(actor) == {"objectType", "account"}
        assert set(actor["account"]) == {"homePage", "name"}
        assert re.fullmatch(r"p-[0-9a-f]{12}", actor["account"]["name"])
        assert not re.search(r"mbox|mailto|@|openid", json.dumps(actor))


# --- The file -----------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "record.jsonl"


def test_what_is_appended_is_read_in_order(path: Path) -> None:
    written = [about("one", "moa"), about("note", "« œuvre »\n\u2028 fin"), about("cpi", 400)]
    for statement in written:
        append_statement(path, statement)
    assert read_statements(path) == (written, 0)
    assert path.read_bytes().count(b"\n") == 3


def test_no_record_yet_holds_nothing(path: Path) -> None:
    assert read_statements(path) == ([], 0)


@pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
def test_the_record_is_for_the_learner_s_eyes_only(path: Path) -> None:
    append_statement(path, about("one", "moa"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"\x00" * 200,
        b"\xff\xfe",
        b"null",
        b"[1]",
        b'"text"',
        b'{"id": "no verb"}',
        b"[" * 100_000,
        b'{"verb": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda line: repr(line[:12]),
)
def test_a_damaged_line_is_passed_over_counted_and_kept(line: bytes, path: Path) -> None:
    first, last = about("one", "moa"), about("one", "moe")
    append_statement(path, first)
    with path.open("ab") as file:
        file.write(line + b"\n")
    append_statement(path, last)
    assert read_statements(path) == ([first, last], 1)
    assert line in path.read_bytes()


def test_blank_lines_are_no_damage(path: Path) -> None:
    append_statement(path, about("one", "moa"))
    with path.open("ab") as file:
        file.write(b"\n  \r\n\n")
    assert read_statements(path)[1] == 0


@given(cut=st.integers(1, 400))
def test_a_line_cut_off_by_a_kill_does_not_swallow_the_next(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = tmp_path_factory.mktemp("cut") / "record.jsonl"
    first, lost, last = (about("one", name) for name in ("moa", "moe", "amoa"))
    append_statement(path, first)
    whole = path.stat().st_size
    append_statement(path, lost)
    with path.open("r+b") as file:
        file.truncate(whole + cut)
    rest = path.read_bytes()[whole:]
    append_statement(path, last)
    assert read_statements(path) == ([first, last], 1)
    assert rest in path.read_bytes()


def test_a_line_that_only_lost_its_end_of_line_is_still_read(path: Path) -> None:
    first, last = about("one", "moa"), about("one", "moe")
    append_statement(path, first)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)
    append_statement(path, last)
    assert read_statements(path) == ([first, last], 0)


def test_half_an_emoji_stops_no_record(path: Path) -> None:
    append_statement(path, about("note", "Bon\ud83d"))
    strange = about("note", "x")
    strange["result"]["response"] = "\ud83d"
    append_statement(path, strange)
    statements, damaged_lines = read_statements(path)
    assert [each["result"]["response"] for each in statements] == ["Bon\ufffd", "\ud83d"]
    assert damaged_lines == 0


def test_on_a_full_disk_it_raises_and_the_record_stays_whole(
    small_disk: Path, fill_up: Callable[[Path], Path]
) -> None:
    path = small_disk / "record.jsonl"
    kept = [about("one", "moa"), about("several", ["scope"])]
    for statement in kept:
        append_statement(path, statement)
    before = path.read_bytes()
    filler = fill_up(small_disk)
    long = about("note", "A" * 20_000)
    for _ in range(3):
        with pytest.raises(OSError, match="No space left on device"):
            append_statement(path, long)
        assert path.read_bytes() == before
    filler.unlink()
    append_statement(path, long)
    assert read_statements(path) == ([*kept, long], 0)


CUT_SHORT = """
import json, resource, signal, sys
from pathlib import Path
from maitrise.learner.record import append_statement, read_statements
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
append_statement(path, {"verb": 1})
resource.setrlimit(resource.RLIMIT_FSIZE, (60, resource.RLIM_INFINITY))
for _ in range(2):
    try:
        append_statement(path, {"verb": "x" * 500})
    except OSError as error:
        print(error.strerror, path.read_bytes())
append_statement(path, {"verb": 2})
print(read_statements(path))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
def test_a_write_that_the_system_cuts_short_is_taken_back(path: Path) -> None:
    code = [sys.executable, "-c", CUT_SHORT, str(path)]
    assert subprocess.check_output(code, text=True, cwd=ROOT).splitlines() == [
        "No space left on device b'{\"verb\": 1}\\n'",
        "No space left on device b'{\"verb\": 1}\\n'",
        "([{'verb': 1}, {'verb': 2}], 0)",
    ]


def test_a_folder_in_the_place_of_the_record_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(OSError, match="Is a directory"):
        append_statement(path, about("one", "moa"))


def test_a_number_that_is_no_json_never_reaches_the_file(path: Path) -> None:
    append_statement(path, about("one", "moa"))
    before = path.read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        append_statement(path, {"verb": float("nan")})
    assert path.read_bytes() == before


APPENDER = """
import sys
from pathlib import Path
from maitrise.learner.record import append_statement
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    statement = {"verb": {}, "n": f"{sys.argv[2]}-{number}", "x": "é" * 900}
    append_statement(Path(sys.argv[1]), statement)
    print(f"{sys.argv[2]}-{number}", flush=True)
"""


def test_pages_that_append_at_the_same_moment_do_not_mix_their_lines(path: Path) -> None:
    pages = [ready_process(APPENDER, path, name, 300) for name in "abc"]
    for process in pages:
        start(process)
    for process in pages:
        process.communicate()
        assert process.returncode == 0
    statements, damaged_lines = read_statements(path)
    assert damaged_lines == 0
    assert len({each["n"] for each in statements}) == 900


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_page_killed_while_it_appends_loses_nothing_acknowledged(path: Path) -> None:
    acknowledged: set[str] = set()
    for round_ in range(8):
        process = ready_process(APPENDER, path, f"r{round_}", 1_000_000)
        start(process)
        time.sleep(0.01 + 0.003 * round_)
        process.kill()
        said, _ = process.communicate()
        acknowledged |= set(said[: said.rfind("\n") + 1].split())
    statements, damaged_lines = read_statements(path)
    assert acknowledged <= {each["n"] for each in statements}
    assert damaged_lines <= 8
    assert acknowledged
