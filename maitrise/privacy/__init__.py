"""A person's data in a cohort: exported whole, or erased and only counted."""

from maitrise.privacy.erasure import forget
from maitrise.privacy.erasure_result import ErasureResult
from maitrise.privacy.export import export_learner
from maitrise.privacy.holdings import find_person
from maitrise.privacy.retention import last_seen_before

__all__ = [
    "ErasureResult",
    "export_learner",
    "find_person",
    "forget",
    "last_seen_before",
]
