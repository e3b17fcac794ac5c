"""One call of a notebook: a widget that the page's own front end draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from maitrise.notebook.channel import Channel
from maitrise.notebook.front_end import loader

VIEW = "application/vnd.jupyter.widget-view+json"


class CallView(anywidget.AnyWidget):
    """The widget of a call, with a Markdown form for viewers without widgets."""

    _esm = loader()
    channel = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        channel: Channel,
        call: str,
        arguments: Sequence[str] = (),
        *,
        markdown: str,
        data: Mapping[str, Any] | None = None,
        name: str = "",
    ) -> None:
        """Make the view of a call.

        Args:
            channel: of the notebook.
            call: its name in ``maitrise/player/notebook.js``.
            markdown: its form without widgets.
            data: the data for its view; None if the page has it already.
            name: of the view in stored notebooks.
        """
        self._markdown, self._name = markdown, name or call
        data_name = "/".join([call, *arguments])
        super().__init__(
            channel=channel.model_id,
            shown={"call": call, "args": list(arguments), "name": data_name, "data": data},
        )

    def __repr__(self) -> str:
        """A name without an address: stored notebooks must not change from run to run."""
        return f"<{self._name}>"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        model = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {VIEW: model, "text/markdown": self._markdown}, {}
