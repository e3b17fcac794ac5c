"""What a page shows in place of a traceback: one sentence in the learner's language."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any, ParamSpec

from IPython.display import Markdown, display

from maitrise.base.errors import MaitriseError, SetupError
from maitrise.base.text import Language, say

P = ParamSpec("P")


def never_a_traceback(call: Callable[P, None]) -> Callable[P, None]:
    """Show a learner one sentence in place of a traceback.

    For methods of an object that has a ``language``. With ``MAITRISE_STRICT``, which authors and
    tests set, the error is raised instead.
    """

    @functools.wraps(call)
    def shown(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            call(*args, **kwargs)
        except Exception as error:
            if os.environ.get("MAITRISE_STRICT"):
                raise
            speaker: Any = args[0]
            show_sentence(error, speaker.language)

    return shown


def show_sentence(error: Exception, language: Language) -> None:
    """Show what went wrong in one sentence."""
    key = "notebook.set-up" if isinstance(error, SetupError) else "notebook.failed"
    why = str(error).splitlines()[0] if isinstance(error, MaitriseError) else repr(error)
    display(Markdown(f"> {say(key, language, why=why)}"))
