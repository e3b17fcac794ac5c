"""Claim: no file of 20 MB costs a marking more than 2 s of processor or 300 MB, whatever it holds.

Each is taken in for a class of thirty, in a process of its own: kept, read, said whose it is, and
its record, if it is one, read as for a report. What names nobody is looked into when somebody is
erased, with all its escapes undone. Timed without start-up; memory is that of the whole process.

    python benchmarks/hostile.py [NAME]
"""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import xlsxwriter

from cohorts import people, sheet

BARS = {"seconds": 2.0, "memory": 300.0}
SIZE = 20_000_000
HALF = SIZE // 2
WHO = "p-0009"


def zipped(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def all_directory() -> bytes:
    """A zip of nothing but entries."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, *[0] * 6)
    directory = (entry + b"x") * (SIZE // 47)
    many = 0xFFFF
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, many, many, len(directory), 0, 0)
    return b"PK\x03\x04" + directory + end


def swollen() -> bytes:
    """Files that unpack to three hundred times their size, none of them absurd by itself."""
    block = os.urandom(218) + bytes(65_318)
    return zipped((f"{number}.txt", block * 112) for number in range(650))


def nested() -> bytes:
    """Five thousand zips of a few kilobytes, which unpack to three megabytes each."""
    inside = zipped((f"{number}.txt", b"0" * 999_000) for number in range(3))
    files = ((f"{number}.zip", inside) for number in range(6000))
    return zipped(files, zipfile.ZIP_STORED)


def bundles() -> bytes:
    """A notebook with an answer in each of fifty thousand outputs."""
    held = {"question": "cpi", "value": "x" * 100, "at": "2026-11-20T10:00:00Z",
            "case": "payroll", "language": "fr", "learner": WHO}  # fmt: skip
    cell = {"outputs": [{"data": {"application/vnd.maitrise.answer+json": held}}]}
    return json.dumps({"cells": [cell] * 50_000}).encode()


def record() -> bytes:
    """Lines of statements, as many as a file may hold."""
    verb, at = {"id": "http://adlnet.gov/expapi/verbs/answered"}, "2026-11-20T10:00:00Z"
    lines = (
        json.dumps({"id": f"s{number}", "verb": verb, "object": {"id": "x"}, "timestamp": at})
        for number in range(60_000)
    )
    return "\n".join(lines).encode()[: 8 * 1024 * 1024]


def large_sheets() -> bytes:
    """Sixty sheets as large as is read."""
    given = {f"q{n}": {"value": [n], "at": "2026-11-20T10:15:00Z"} for n in range(15_000)}
    return zipped((f"{number}/answers.json", sheet(WHO, given)) for number in range(60))


def many_notebooks() -> bytes:
    """A hundred notebooks with three thousand answers each."""
    held = {"question": "cpi", "value": 1, "at": "2026-11-20T10:15:00Z",
            "case": "payroll", "language": "fr", "learner": WHO}  # fmt: skip
    cell = {"outputs": [{"data": {"application/vnd.maitrise.answer+json": held}}]}
    content = json.dumps({"cells": [cell] * 3_000}).encode()
    return zipped((f"{number}/{number}.ipynb", content) for number in range(100))


def many_records() -> bytes:
    """Eight records as large as is read, none of whose statements is in another."""
    whole = record()
    return zipped(
        (f"{number}/record.jsonl", whole.replace(b'"id": "s', b'"id": "%d-' % number))
        for number in range(8)
    )


def notebook(inside: bytes) -> bytes:
    """A notebook whose cells are one thing over and over, as large as is read."""
    return b'{"cells":[' + inside * (16_000_000 // len(inside)) + b"{}]}"


def over_and_over(inside: bytes) -> bytes:
    """A text as large as all, of one thing over and over."""
    return inside * (SIZE // len(inside))


def workbook(cells: int) -> bytes:
    """A workbook of so many cells, a name's word in every other one."""
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"constant_memory": True}) as written:
        sheet_ = written.add_worksheet()
        for row in range(cells // 20):
            sheet_.write_row(row, 0, ["Ana", "Testeur"] * 10)
    return book.getvalue()


NAMED = "Testeur9 "  # so that it is worth looking closer everywhere
ERASED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "json escapes": ("x.json", lambda: over_and_over(b"\\u00e9")),
    "json escapes between": ("x.json", lambda: over_and_over(b"testeur9 \\u00e9 \\\\u0041")),
    "no escapes": ("x.json", lambda: over_and_over(b"\\u\\x\\U%u")),
    "entities": ("x.html", lambda: over_and_over(b"&#9;")),
    "named entities": ("x.html", lambda: over_and_over(b"&eacute;&amp;eacute")),
    "other entities": ("x.html", lambda: b"".join(b"&n%07d;" % n for n in range(SIZE // 10))),
    "ampersands": ("x.html", lambda: over_and_over(b"&")),
    # No UTF-8: of these no more is read.
    "entities in cp1252": ("x.html", lambda: over_and_over(b"&#233;\xe9")[:HALF]),
    "percents": ("x.txt", lambda: over_and_over(b"%C3%A9")),
    "percents in cp1252": ("x.txt", lambda: over_and_over(b"%E9")),
    "percents in percents": ("x.txt", lambda: over_and_over(b"%2525C3%2525A9")),
    "quoted-printable": ("x.eml", lambda: b"\n" + (b"=C3=A9" * 11 + b"=\n") * 279_000),
    "equals": ("x.txt", lambda: b"=C3=A9" + over_and_over(b"=")),
    "rtf": ("x.rtf", lambda: b"{\\rtf" + over_and_over(b"\\u233?")),
    "rtf bytes": ("x.rtf", lambda: b"{\\rtf" + over_and_over(b"\\'e9")),
    "utf-16": ("x.txt", lambda: (
        "\ufeff" + "\u5f20\u4f1f\u00e9" * (SIZE // 6)).encode("utf-16-le")),
    "utf-16 escapes": ("x.txt", lambda: "\ufeff&#9;".encode("utf-16-le") * (SIZE // 10)),
    "utf-32": ("x.txt", lambda: over_and_over("\ufeff".encode("utf-32-le") + b"A\0\0\0")),
    "utf-8": ("x.txt", lambda: over_and_over("\u00e9l\u00e8ve \u5f20 ".encode())),
    "every character": ("x.txt", lambda: "".join(
        chr(code) for code in range(0xE000, 0x110000)).encode()[:SIZE] * 5),
    "cp1252": ("x.txt", lambda: over_and_over("\u00e9l\u00e8ve ".encode("cp1252"))[:HALF]),
    "tags": ("x.html", lambda: over_and_over(b"<b>")),
    "other tags": ("x.html", lambda: b"".join(b"<n%07d>" % n for n in range(SIZE // 10))),
    "tags without an end": ("x.html", lambda: over_and_over(b"<" + b"a" * 2060)),
    "names": ("x.txt", lambda: over_and_over(NAMED.encode())),
    "names and all": ("x.html", lambda: over_and_over(
        b"<b>testeur9</b>&amp;%41\\u0041 \xe9")[:HALF]),
    # Just below the limits of mails and lines.
    "headers": ("x.eml", lambda: b"To: =?utf-8?q?a?=\n" * 279_000),
    "mails": ("x.mbox", lambda: b"".join(
        b"From a\n" + b"To: =?utf-8?q?a?=\n" * 53 + b"\nc\n" for _ in range(4_990))),
    "unpacked": ("x.zip", lambda: zipped(
        (f"{n}.txt", b"&#9; testeur9 %41" * 240_000) for n in range(60))),
    "unpacked zips": ("x.zip", lambda: zipped(
        (f"{n}.zip", zipped((f"{m}.txt", b"&#9;" * 20_000) for m in range(30)))
        for n in range(400))),
    "workbook": ("x.xlsx", lambda: workbook(25_000)),
    "larger workbook": ("x.xlsx", lambda: workbook(380_000)),
    "of hers": ("x.txt", lambda: b"p-0009 " + over_and_over(b"testeur8 ")[:-8]),
    "of hers and all": ("x.txt", lambda: b"p-0009 " + over_and_over(b"ana a testeur8 ")[:-8]),
    "of hers in short": ("x.txt", lambda: b"p-0009 " + over_and_over(b"ana ")[:-8]),
}  # fmt: skip

FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "directory": (f"{WHO}.zip", all_directory),
    "many files": (f"{WHO}.zip", lambda: zipped(
        ((f"{n}.txt", os.urandom(900)) for n in range(20_000)), zipfile.ZIP_STORED)),
    "many sheets": (f"{WHO}.zip", lambda: zipped(
        (f"{n}/answers.json", sheet(WHO)) for n in range(20_000))),
    "many words": (f"{WHO}.zip", lambda: zipped(
        ("ana " * 100 + str(n), os.urandom(200)) for n in range(10_000))),
    "long names": (f"{WHO}.zip", lambda: zipped(
        ("a_1_assignsubmission_x_" * 2500 + str(n), b"x") for n in range(160))),
    "swollen": (f"{WHO}.zip", swollen),
    "nested": (f"{WHO}.zip", nested),
    "tables": (f"{WHO} payroll.ipynb", lambda: notebook(b'{"a":1},')),
    "lists": (f"{WHO} payroll.ipynb", lambda: notebook(b"[],")),
    "texts": (f"{WHO} payroll.ipynb", lambda: notebook(b'"abcdefgh",')),
    "numbers": (f"{WHO} payroll.ipynb", lambda: notebook(b"1.25e300,")),
    "depth": (f"{WHO} payroll.ipynb", lambda: b"[" * 16_000_000),
    "claims": (f"{WHO} payroll.ipynb", lambda: b'"maitrise": {"case": ' * 760_000),
    "answers": (f"{WHO} payroll.ipynb", bundles),
    "large sheets": (f"{WHO}.zip", large_sheets),
    "many notebooks": (f"{WHO}.zip", many_notebooks),
    "many records": (f"{WHO}.zip", many_records),
    "record": (f"{WHO}/record.jsonl", record),
    "brackets": (f"{WHO}/record.jsonl", lambda: (b"[" * 64_000 + b"\n") * 125),
}  # fmt: skip


def take(folder: Path) -> None:
    """Take in what lies in ``inbox/``; prints seconds and megabytes."""
    from maitrise.cases import case_ids
    from maitrise.cohort import Cohort, CohortSettings
    from maitrise.learner.statement_shape import statement_of
    from maitrise.marking.inbox import walk_inbox
    from maitrise.marking.intake import Intake
    from maitrise.marking.problem import Problem
    from maitrise.marking.record_facts import record_facts

    settings = CohortSettings("Benchmark", date(2027, 1, 4))
    cohort = Cohort(folder / "cohort", settings, {one.id: one for one in people(30)})
    cohort.folder.mkdir()
    told: list[Problem] = []
    begun = time.process_time()
    intake = Intake(cohort, case_ids(), told.append, "en")
    intake.take(walk_inbox([folder / "inbox"], told.append))
    intake.submissions()
    for path in cohort.folder.glob("records/*.jsonl"):
        lines = map(statement_of, path.read_bytes().splitlines())
        record_facts([statement for statement in lines if statement], UTC)
    say_cost(time.process_time() - begun)


def erase(folder: Path) -> None:
    """Erase somebody of a class in whose ``kept/unmatched`` it lies; as :func:`take`."""
    from maitrise.cohort import create_cohort, open_cohort
    from maitrise.cohort.person import write_people
    from maitrise.privacy import forget

    place = folder / "cohort"
    create_cohort(str(place), "Benchmark", "en")
    write_people(place, people(30))
    unmatched = place / "kept" / "unmatched"
    unmatched.mkdir(parents=True)
    for path in (folder / "inbox").iterdir():
        path.rename(unmatched / path.name)
    cohort = open_cohort(str(place))
    begun = time.process_time()
    forget(cohort, [cohort.people[WHO]], "en")
    say_cost(time.process_time() - begun)


def say_cost(seconds: float) -> None:
    """Print seconds, and the megabytes of the whole process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (highest,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(f"{seconds} {int(highest) / 1024}")


def main(wanted: list[str]) -> int:
    """Measure, print a line a file, and compare with the bars."""
    if wanted[:1] in (["--take"], ["--erase"]):
        {"--take": take, "--erase": erase}[wanted[0]](Path(wanted[1]))
        return 0
    worst = {"seconds": 0.0, "memory": 0.0}
    for name, (place, make) in {**FILES, **ERASED}.items():
        if wanted and name not in wanted:
            continue
        does = "--erase" if name in ERASED else "--take"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "inbox" / place
            path.parent.mkdir(parents=True)
            path.write_bytes(make())
            size = path.stat().st_size / 1e6
            command = [sys.executable, __file__, does, folder]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, memory = map(float, said.split())
        print(f"{name}: {size:.1f} MB, {seconds:.2f} s, {memory:.0f} MB of memory")
        worst = {"seconds": max(worst["seconds"], seconds), "memory": max(worst["memory"], memory)}
    print(f"worst: {worst['seconds']:.2f} s, {worst['memory']:.0f} MB of memory")
    return int(any(worst[what] > bar for what, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
