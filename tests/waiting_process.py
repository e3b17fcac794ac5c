"""A Python process of its own that stands ready and goes on only when told."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def ready_process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start code that prints "ready" and then reads a line; returned once it has said so."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def start(process: subprocess.Popen[str]) -> None:
    """Let it go on."""
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
