"""Files as a learner's JupyterLab sees them: lessons are read only, solutions are not there."""

from __future__ import annotations

from typing import Any

from jupyter_server.files.handlers import FilesHandler
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from tornado.web import HTTPError
from traitlets import default

_WITH_KEYS = "solutions"


class CourseContents(LargeFileManager):
    """Keeps autosave from rewriting lessons with one learner's outputs, and keys out of sight.

    Nothing is lost: answers are in the learner's own folder. A copy under another name, and
    everything outside ``course/``, can be saved as usual.
    """

    @default("files_handler_class")
    def _serve_files_through_here(self) -> type:
        """Files are asked of this manager too: by default they would be read from the disk."""
        return FilesHandler

    def get(self, path: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The model of a file or folder; not writable if it belongs to the course."""
        if _has_keys(path):
            raise HTTPError(404, f"{path} does not exist.")
        model: dict[str, Any] = super().get(path, *args, **kwargs)  # type: ignore[no-untyped-call]
        if path.strip("/").split("/")[0] == "course" and model["type"] != "directory":
            model["writable"] = False
        return model

    def is_hidden(self, path: str) -> bool:
        """Whether a file is not to be served: what holds keys is hidden too."""
        return _has_keys(path) or bool(super().is_hidden(path))  # type: ignore[no-untyped-call]

    def should_list(self, name: str) -> bool:
        """Whether a name appears in a listing."""
        return name != _WITH_KEYS and bool(super().should_list(name))  # type: ignore[no-untyped-call]


def _has_keys(path: str) -> bool:
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    return _WITH_KEYS in [part.casefold() for part in parts]
