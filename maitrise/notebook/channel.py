"""The widget that all widgets of a notebook share: front end, page data, learner's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import traitlets
from ipywidgets import Widget

from maitrise.base.text import Language, catalogue
from maitrise.learner.documents import LearnerDocuments
from maitrise.learner.requests import Reply, Request, handle_request
from maitrise.notebook.front_end import front_end, front_words

Extra = Callable[[Any], Reply]


class Channel(Widget):  # type: ignore[misc]
    """Receives requests from the page in the browser, and answers them like a server."""

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
            page: its data, as in ``page.json``, but without its words.
            documents: the learner's.
            written: called with a document's name after the page has changed it.
            extra: further requests that the page may make: a function for each path, called
                with the body of the request.
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

    def notify_changed(self, name: str) -> None:
        """Tell the page to read a document again, after code in the notebook has changed it."""
        self.send({"kind": "changed", "name": name})

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("kind") != "request":
            return
        headers = {str(name).lower(): str(each) for name, each in content["headers"].items()}
        asked = Request(
            method=str(content["method"]),
            path=str(content["path"]),
            body=content.get("body"),
            erasure_mark=headers.get("maitrise-mark", ""),
            version=headers.get("if-match", "").strip('"'),
            language=self.language,
        )
        extra = self._extra.get(asked.path)
        done = extra(asked.body) if extra else handle_request(self.documents, asked)
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
