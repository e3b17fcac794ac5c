"""Where the documents of one learner are: in their folder, or beside a case's notebook."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from maitrise.base.text import Language, say
from maitrise.learner.document_shape import DocumentError, parts_of
from maitrise.learner.learner_data import learner_files


class DocumentPlaces:
    """The files of one learner's documents, by name."""

    def __init__(self, folder: Path, notebooks: Mapping[str, Path]) -> None:
        """Use a folder, which may not exist yet.

        Args:
            notebooks: the folders of case notebooks, by assignment; see ``LearnerDocuments``.
        """
        self.folder = folder
        self.record = folder / "record.jsonl"
        self._notebooks = dict(notebooks)

    def path(self, name: str, language: Language) -> Path:
        """The path of a document, whether it exists or not.

        Raises:
            DocumentError: the name is no document's.
        """
        parts = parts_of(name)
        if parts is None:
            raise DocumentError("unknown", say("document.unknown", language))
        room, own, aside = parts
        beside = self._beside_notebook(own) if room == "cases" else None
        if beside:
            return beside / f"answers{aside}.json"
        return self.folder / f"{name}.json"

    def _beside_notebook(self, assignment: str) -> Path | None:
        """The path of a case's answers beside its notebook; None without such a notebook."""
        folder = self._notebooks.get(assignment)
        if folder is None or folder.is_relative_to(self.folder):  # made there when it is needed
            return folder
        return folder if folder.is_dir() and os.access(folder, os.W_OK) else None

    def names(self) -> list[str]:
        """The names of all documents that exist."""
        own = (
            path.relative_to(self.folder).as_posix().removesuffix(".json")
            for pattern in ("*.json", "answers/*.json", "cases/*.json", "scenarios/*.json")
            for path in sorted(self.folder.glob(pattern))
        )
        beside = (
            f"cases/{name}{path.name.removeprefix('answers').removesuffix('.json')}"
            for name, folder in self._notebooks.items()
            for path in sorted(folder.glob("answers*.json"))
        )
        return [name for name in dict.fromkeys((*own, *beside)) if parts_of(name)]

    def files(self) -> Iterable[Path]:
        """Every file of the learner, for erasing."""
        yield from learner_files(self.folder)
        for folder in self._notebooks.values():
            yield from sorted(folder.glob("answers*.json"))
