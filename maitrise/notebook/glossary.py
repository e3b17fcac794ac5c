"""The glossary on the page: searched in both languages at once, opened term by term."""

from __future__ import annotations

from typing import Any

import traitlets

from maitrise.base.text import Language, say
from maitrise.notebook.front_end import javascript
from maitrise.notebook.view import View
from maitrise.player import glossary


class GlossaryView(View):
    """Every term of the glossary; searching happens in the page, without a kernel."""

    _esm = javascript("make", "glossary")
    labels = traitlets.Dict().tag(sync=True)
    languages = traitlets.Dict().tag(sync=True)
    terms: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        names = ("title", "search", "how", "shown", "one", "none", "clear")
        parts = ("also", "avoid", "other", "sources")
        data = glossary.data(language)
        super().__init__(
            labels={name: say(f"glossary.{name}", language) for name in names + parts},
            languages={"own": language, "other": data["other"]},
            terms=data["terms"],
        )

    def markdown(self) -> str:
        """The same as plain Markdown."""
        return glossary.markdown(self.language)
