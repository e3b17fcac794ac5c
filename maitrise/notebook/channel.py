"""What the widgets of one notebook share: the front end, their page's data, the learner's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import traitlets
from ipywidgets import Widget

from maitrise.base.text import Language, catalogue
from maitrise.learner.documents import LearnerDocuments
from maitrise.learner.requests import Reply, Request, reply
from maitrise.notebook.front_end import front_end, front_words

Extra = Callable[[Any], Reply]


class Channel(Widget):  # type: ignore[misc]
    """The page's requests come here from the browser, and are answered like a server's.

    Attributes:
        written: called with a document's name once a page has changed it.
        extra: what else a page may ask, by path: it is given what the page sends.
    """

    front = traitlets.Dict().tag(sync=True)
    page = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        page: Mapping[str, Any],
        documents: LearnerDocuments,
        *,
        written: Callable[[str], None] = lambda _: None,
        extra: Mapping[str, Extra] | None = None,
    ) -> None:
        """Open a page.

        Args:
            page: its data, as ``page.json`` has it, but for its words.
            documents: the learner's.
        """
        self.language: Language = page["language"]
        self.documents = documents
        self._written = written
        self._extra = dict(extra or {})
        words = {key: catalogue()[key].said_in(self.language) for key in sorted(front_words())}
        super().__init__(front=front_end(), page={**page, "words": words})
        self.on_msg(self._on_message)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def tell(self, name: str) -> None:
        """Have the page read a document again that code in the notebook has changed."""
        self.send({"kind": "changed", "name": name})

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("kind") != "request":
            return
        headers = {str(name).lower(): str(each) for name, each in content["headers"].items()}
        asked = Request(
            method=str(content["method"]),
            path=str(content["path"]),
            body=content.get("body"),
            mark=headers.get("maitrise-mark", ""),
            version=headers.get("if-match", "").strip('"'),
            language=self.language,
        )
        extra = self._extra.get(asked.path)
        done = extra(asked.body) if extra else reply(self.documents, asked)
        room, _, name = asked.path.partition("/")
        if room == "documents" and asked.method != "GET" and done.status < 300:
            self._written(name)
        answered = {name.lower(): each for name, each in done.headers.items()}
        self.send(
            {
                "kind": "answer",
                "n": content.get("n"),
                "status": int(done.status),
                "headers": answered,
                "body": done.body,
            }
        )
