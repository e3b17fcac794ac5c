"""What every view on a page has in common."""

from __future__ import annotations

from typing import Any

import anywidget

from maitrise.notebook.front_end import stylesheet

VIEW = "application/vnd.jupyter.widget-view+json"


class View(anywidget.AnyWidget):
    """A widget with a Markdown form for wherever no widget runs."""

    _css = stylesheet()

    def markdown(self) -> str:
        """The same content as plain Markdown."""
        raise TypeError(f"{type(self).__name__} has no Markdown form.")

    def __repr__(self) -> str:
        """A name without an address: stored notebooks must not change from run to run."""
        return f"<{type(self).__name__}>"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        model = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {VIEW: model, "text/markdown": self.markdown()}, {}
