"""A marking that is killed, as by a power cut, at a moment that can be chosen again."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

# What a marking does over and over, by phase: a moment is so many calls of it into the marking.
PHASES = {
    "preparing": ("maitrise.marking.prepare", "_generate"),
    "identification": ("maitrise.marking.intake", "Intake._take"),
    "keeping": ("maitrise.marking.keeping", "write_whole"),
    "rebuilding": ("maitrise.marking.work", "notebooks"),
    "page": ("maitrise.marking.feedback_page", "feedback_page"),
    "file": ("maitrise.marking.assignment_run", "write_in_folder"),
    "gradebook": ("maitrise.cohort.database", "Database.upsert"),
    "taking up hand marks": ("maitrise.marking.gradebook", "AssignmentGradebook.hand_marks"),
    "waiting": ("maitrise.marking.gradebook", "AssignmentGradebook.waiting"),
    "ending": ("maitrise.marking.tidying", "Path.unlink"),
    "facts": ("maitrise.marking.gradebook", "write_facts"),
}
_ARMED: list[threading.Timer] = []
_CALLS_EACH = {"identification": 1, "keeping": 1, "rebuilding": 1, "page": 1, "file": 6}
_CALLS_A_BATCH = {"gradebook": 4}


@dataclass(frozen=True)
class Moment:
    """When a marking dies.

    Attributes:
        phase: of ``PHASES``; "" for a time alone.
        call: the call of it, 1 for the first.
        after: seconds from then on.
    """

    phase: str
    call: int
    after: float

    def __str__(self) -> str:
        return f"Moment({self.phase!r}, {self.call}, {self.after:.4f})"


def moments(seed: int, count: int, submissions: int, batch: int) -> Iterator[Moment]:
    """Moments in turn in every phase of a marking, and by time; the first one in preparing."""
    luck = random.Random(seed)
    yield Moment("preparing", 1, luck.uniform(0, 1.5))
    phases = ["", *(each for each in PHASES if each != "preparing")]
    for number in range(count - 1):
        phase = phases[number % len(phases)]
        last = _CALLS_EACH.get(phase, 0) * submissions
        last = last or _CALLS_A_BATCH.get(phase, 0) * -(-submissions // batch) or 1
        after = luck.uniform(0, 1.5) if not phase else luck.choice((0, luck.uniform(0, 0.01)))
        yield Moment(phase, luck.randint(1, last), after)


def marking_killed_at(moment: Moment, cohort: Path, inbox: Path, batch: int) -> bool:
    """Mark in a process of its own; False when it came to its end before the moment."""
    os.environ["PYTHONPATH"] = os.pathsep.join(
        dict.fromkeys([str(Path(__file__).parent), *filter(None, sys.path)])
    )
    # Forked from a process that has read the modules, and has no threads as this one may have.
    context = get_context("forkserver")
    context.set_forkserver_preload(["killed_marking"])
    process = context.Process(target=_mark, args=(moment, str(cohort), str(inbox), batch))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    return process.exitcode != 0


def _mark(moment: Moment, cohort: str, inbox: str, batch: int) -> None:
    from cohorts import run
    from maitrise.cohort import open_cohort

    import_module("maitrise.marking.assignment_run").BATCH = batch
    if moment.phase:
        _count_calls(moment)
    else:
        _die_after(moment.after)
    run(open_cohort(cohort), Path(inbox))
    for timer in _ARMED:  # the end came first by a hair: it dies all the same
        timer.join()
    os._exit(0)


def _count_calls(moment: Moment) -> None:
    module, path = PHASES[moment.phase]
    owner: Any = import_module(module)
    *inside, name = path.split(".")
    for each in inside:
        owner = getattr(owner, each)
    whole, calls = getattr(owner, name), 0

    def counted(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == moment.call:
            _die_after(moment.after)
        return whole(*arguments, **named)

    setattr(owner, name, counted)


def _die_after(seconds: float) -> None:
    if seconds:
        timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()
        _ARMED.append(timer)
    else:
        os.kill(os.getpid(), signal.SIGKILL)


import_module("cohorts")  # with all that a marking needs, so that each process finds it read
import_module("maitrise.marking")
