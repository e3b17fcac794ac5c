"""Files as a learner's JupyterLab sees them: the course's own notebooks are read only."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.largefilemanager import LargeFileManager


class CourseContents(LargeFileManager):
    """Keeps autosave from rewriting lessons with one learner's outputs.

    Nothing is lost: answers are in the learner's own folder. A copy under another name, and
    everything outside ``course/``, can be saved as usual.
    """

    def get(self, path: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The model of a file or folder; not writable if it belongs to the course."""
        model: dict[str, Any] = super().get(path, *args, **kwargs)  # type: ignore[no-untyped-call]
        if path.strip("/").split("/")[0] == "course" and model["type"] != "directory":
            model["writable"] = False
        return model
