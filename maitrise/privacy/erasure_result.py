"""The result of an erasure: what was deleted, and what a person has to check."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErasureResult:
    """The result of an erasure.

    Attributes:
        files: how many files were deleted.
        remade: folders about all learners that were deleted and can be made again.
        left: files of other people that still mention an erased person, for a person to check.
        unseen: files that cannot be searched, such as scans and locked archives.
        failed: what could not be deleted or rewritten, each with the error.
    """

    files: int
    remade: tuple[str, ...]
    left: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    failed: tuple[tuple[str, Exception], ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left for a person to check."""
        return not (self.left or self.unseen or self.failed)
