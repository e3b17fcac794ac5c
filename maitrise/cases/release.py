"""From source to release: nbgrader's own ``generate_assignment``, run in this process."""

from __future__ import annotations

import logging
from pathlib import Path

from maitrise.base.errors import InternalError
from maitrise.base.text import Language, say

SOURCES = "solutions"
RELEASES = "exercises"


def release(root: Path, assignment: str, language: Language) -> None:
    """Make ``exercises/<assignment>`` from ``solutions/<assignment>``, without a gradebook.

    Args:
        root: the folder that holds both.

    Raises:
        InternalError: nbgrader refuses what we have built.
    """
    from nbgrader.converters import GenerateAssignment  # heavy, and for authors only
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    config = Config(
        {
            "CourseDirectory": {
                "root": str(root),
                "source_directory": SOURCES,
                "release_directory": RELEASES,
                "assignment_id": assignment,
            },
            "ClearSolutions": {
                "code_stub": {"python": f"# {say('case.stub-code', language)}"},
                "text_stub": say("case.stub-text", language),
            },
            "GenerateAssignment": {"no_database": True},
            "SaveCells": {"enabled": False},
        }
    )
    log = logging.getLogger("traitlets")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        made = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        made.log.setLevel(logging.CRITICAL)
        made.start()
    except NbGraderException as error:
        raise InternalError(f"nbgrader could not release {assignment}: {error}") from error
    finally:
        log.setLevel(level)
