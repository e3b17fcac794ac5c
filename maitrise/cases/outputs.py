"""What a case's cells show to someone who has answered nothing, stored in the notebook.

The cells are run in this process, one after the other, as a kernel would run them; starting a
kernel for each notebook would take a hundred times as long.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from maitrise.base.errors import InternalError
from maitrise.cases.source import VARIES
from maitrise.notebook.call_view import VIEW


def store_case_outputs(notebook: dict[str, Any], folder: Path) -> None:
    """Run the code cells of a notebook in its folder and store what they show, without widgets.

    Raises:
        InternalError: a cell fails.
    """
    with _nobody(folder) as home, _shell(home) as shell:
        position = 0
        for cell in notebook["cells"]:
            if cell["cell_type"] != "code":
                continue
            position += 1
            outputs = _run(shell, cell, position)
            cell["execution_count"] = position
            varies = VARIES in cell["metadata"].get("tags", ())
            cell["outputs"] = [] if varies else outputs


def _run(shell: Any, cell: dict[str, Any], position: int) -> list[dict[str, Any]]:
    shell.display_pub.outputs.clear()
    with redirect_stdout(StringIO()):  # where the shell repeats what is shown
        done = shell.run_cell(cell["source"], store_history=False)
    error = done.error_before_exec or done.error_in_exec
    if error is not None:
        raise InternalError(f"Cell {cell['id']} fails: {error}") from error
    shown = [
        {"output_type": "display_data", "data": _kept(each["data"]), "metadata": {}}
        for each in shell.display_pub.outputs
        if not each.get("update")
    ]
    if done.result is None:
        return shown
    data, _ = shell.display_formatter.format(done.result)
    result = {"output_type": "execute_result", "data": _kept(data), "metadata": {}}
    return [*shown, result | {"execution_count": position}]


def _kept(data: dict[str, Any]) -> dict[str, Any]:
    return {kind: value for kind, value in data.items() if kind != VIEW}


@contextmanager
def _nobody(folder: Path) -> Iterator[str]:
    """The working folder and environment of a kernel that finds no learner's data."""
    here, kept = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="maitrise-") as home:
        for name in ("MAITRISE_LEARNER", "JUPYTERHUB_USER", "NBGRADER_EXECUTION"):
            os.environ.pop(name, None)
        os.environ |= {"MAITRISE_HOME": home, "MAITRISE_STRICT": "1"}
        os.chdir(folder)
        try:
            yield home
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(kept)


@contextmanager
def _shell(home: str) -> Iterator[Any]:
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config({"HistoryManager": {"enabled": False}})
    shell = InteractiveShell.instance(config=config, ipython_dir=home)
    shell.display_pub = CapturingDisplayPublisher()
    try:
        yield shell
    finally:
        InteractiveShell.clear_instance()
