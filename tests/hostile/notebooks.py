"""Notebooks that are broken, changed, or full of code that means harm.

The sheet beside them is sound, so that each is marked as if nothing were wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from cohorts import notebook, notebook_with_answers, packed, right_answers
from hostile.kind import ALL, LEARNER, Kind, raw, right_sheet, zip_with

CANARY = "/tmp/maitrise-canary"

_CODE = {
    "writes into the gradebook": "import sqlite3; sqlite3.connect('../../../gradebook.db')",
    "reads the keys": "open('../../../solutions/payroll.toml').read()",
    "reads other learners": "import glob; [open(f).read() for f in glob.glob('../../*/*/*')]",
    "replaces maitrise": "import sys; sys.modules['maitrise'] = object()",
    "replaces assert and __eq__": "class E:\n    def __eq__(self, o): return True\ncase = E()",
    "forks without end": "import os\nwhile True: os.fork()",
    "allocates without end": "x = [bytearray(2**30) for _ in range(10**6)]",
    "sleeps for a day": "import time; time.sleep(86_400)",
    "opens a socket": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "calls os._exit": "import os; os._exit(0)",
}
_FILES = ("sitecustomize.py", "conftest.py", "ipython_config.py", "maitrise.py", "json.py")


def _changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    whole = json.loads(notebook())
    change(whole)
    return json.dumps(whole).encode()


def _hand_in(content: bytes) -> Any:
    return zip_with(answers__json=right_sheet(), payroll__ipynb=content)


def _run_this(code: str) -> bytes:
    harm = f"open({CANARY!r}, 'w').write('ran')\n{code}"

    def change(whole: dict[str, Any]) -> None:
        for cell in whole["cells"]:
            if cell["cell_type"] == "code":
                cell["source"] = harm

    return _changed(change)


def _each_cell(change: Callable[[dict[str, Any]], object]) -> bytes:
    return _changed(lambda whole: [change(cell) for cell in whole["cells"]])


def _nbgrader(cell: dict[str, Any], **changed: Any) -> None:
    cell["metadata"].get("nbgrader", {}).update(changed)


def _output(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _html(cell: dict[str, Any]) -> None:
    if cell["cell_type"] == "code":
        cell["outputs"] = [_output({"text/html": f"<script>fetch('{CANARY}')</script>"})]


_FULL_MARKS = {
    "output_type": "execute_result",
    "data": {"text/plain": "99"},
    "metadata": {},
    "execution_count": 1,
}


def _says(case: str) -> bytes:
    stated = {"case": case, "language": "fr"}
    return _changed(lambda whole: whole["metadata"].update(maitrise=stated))


def _claim(cell: dict[str, Any]) -> None:
    if cell["cell_type"] == "code":
        cell["outputs"] = [_FULL_MARKS]


KINDS = [
    Kind("notebook that is not JSON", _hand_in(b"{'cells': ["), ALL),
    Kind("notebook that is empty", _hand_in(b""), ALL),
    Kind(
        "notebook in format 3",
        _hand_in(b'{"nbformat": 3, "worksheets": [{"cells": []}], "metadata": {}}'),
        ALL,
    ),
    Kind(
        "notebook with 10,000 cells",
        _hand_in(_changed(lambda whole: whole["cells"].extend(whole["cells"] * 240))),
        ALL,
    ),
    Kind(
        "notebook with duplicated cells",
        _hand_in(_changed(lambda whole: whole["cells"].extend(whole["cells"]))),
        ALL,
    ),
    Kind(
        "notebook with locked cells deleted",
        _hand_in(_changed(lambda whole: whole["cells"].clear())),
        ALL,
    ),
    Kind(
        "notebook with cells in another order",
        _hand_in(_changed(lambda whole: whole["cells"].reverse())),
        ALL,
    ),
    Kind(
        "notebook with locked cells edited",
        _hand_in(_each_cell(lambda cell: cell.update(source="edited"))),
        ALL,
    ),
    Kind(
        "notebook with other grade ids",
        _hand_in(_each_cell(lambda cell: _nbgrader(cell, grade_id="cpi"))),
        ALL,
    ),
    Kind(
        "notebook with other points",
        _hand_in(_each_cell(lambda cell: _nbgrader(cell, points=1000))),
        ALL,
    ),
    Kind(
        "notebook for another kernel",
        _hand_in(_changed(lambda w: w["metadata"].update(kernelspec={"name": "bash"}))),
        ALL,
    ),
    Kind("notebook that says it belongs to another case", _hand_in(_says("patrol")), ALL),
    Kind("notebook that names a case of 3,000 letters", _hand_in(_says("a" * 3000)), ALL),
    Kind(
        "notebook with 50 MB of output",
        lambda inbox: [
            (inbox / LEARNER).mkdir(),
            (inbox / LEARNER / "answers.json").write_bytes(right_sheet()),
            (inbox / LEARNER / "payroll.ipynb").write_bytes(
                b'{"cells": [{"outputs": ["' + b"x" * 50_000_000 + b'"]}]}'
            ),
        ],
        ALL,
    ),
    Kind("notebook with a script in an output", _hand_in(_each_cell(_html)), ALL),
    Kind("notebook that claims 99 points in its outputs", _hand_in(_each_cell(_claim)), ALL),
    *(Kind(f"code that {what}", _hand_in(_run_this(code)), ALL) for what, code in _CODE.items()),
    *(
        Kind(
            f"{name} beside the notebook",
            raw(
                packed(
                    {
                        "answers.json": right_sheet(),
                        name: f"open({CANARY!r}, 'w').write('ran')".encode(),
                    }
                )
            ),
            ALL,
            ("other-file",),
        )
        for name in _FILES
    ),
    Kind(
        "notebook alone, its answers in the outputs",
        zip_with(payroll__ipynb=notebook_with_answers(LEARNER, right_answers())),
        12.0 + 4.0,
    ),
    Kind("notebook alone, without an answer", zip_with(payroll__ipynb=notebook()), None,
         ("no-answers",)),
    Kind("notebook alone, not JSON", zip_with(payroll__ipynb=b"{"), None, ("bad-notebook",)),
]  # fmt: skip
