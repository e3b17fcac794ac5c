"""Claim: no file of 20 MB costs a marking more than 2 s of processor or 300 MB, whatever it holds.

Each is taken in for a class of thirty, in a process of its own: kept, read, said whose it is, and
its record, if it is one, read as for a report. Timed without start-up; memory is that of the whole
process.

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

from cohorts import people, sheet

BARS = {"seconds": 2.0, "memory": 300.0}
SIZE = 20_000_000
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
    seconds = time.process_time() - begun
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (highest,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(f"{seconds} {int(highest) / 1024}")


def main(wanted: list[str]) -> int:
    """Measure, print a line a file, and compare with the bars."""
    if wanted[:1] == ["--take"]:
        take(Path(wanted[1]))
        return 0
    worst = {"seconds": 0.0, "memory": 0.0}
    for name, (place, make) in FILES.items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "inbox" / place
            path.parent.mkdir(parents=True)
            path.write_bytes(make())
            size = path.stat().st_size / 1e6
            command = [sys.executable, __file__, "--take", folder]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, memory = map(float, said.split())
        print(f"{name}: {size:.1f} MB, {seconds:.2f} s, {memory:.0f} MB of memory")
        worst = {"seconds": max(worst["seconds"], seconds), "memory": max(worst["memory"], memory)}
    print(f"worst: {worst['seconds']:.2f} s, {worst['memory']:.0f} MB of memory")
    return int(any(worst[what] > bar for what, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
