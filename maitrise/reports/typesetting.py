"""Papers as PDF: a template of ``templates/`` and its words, set by typst.

Words reach the template as JSON, never as markup, so that a name is shown as it is typed. Letters
are of the fonts that typst carries; scripts that these lack come from the computer's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).with_name("templates")


def set_paper(template: str, words: Mapping[str, Any]) -> bytes:
    """The PDF of a template.

    Args:
        template: its name, without ending.
        words: what the template shows, in the language ``lang``.
    """
    import typst

    given = {"data": json.dumps(words, ensure_ascii=False)}
    made: bytes = typst.compile(
        TEMPLATES / f"{template}.typ", root=TEMPLATES, format="pdf", sys_inputs=given
    )
    return made
