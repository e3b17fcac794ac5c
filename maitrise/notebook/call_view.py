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
    """A call with a Markdown form for wherever no widget runs; it holds no answer and no rule."""

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
        """Show a call.

        Args:
            channel: of the notebook.
            call: as ``maitrise/player/notebook.js`` knows it.
            markdown: its form without a widget.
            data: what its view needs; None for what the page holds anyway.
            name: what stored notebooks call the view.
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
