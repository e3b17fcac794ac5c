"""What a cohort holds on a person: given to them whole, or erased and only counted."""

from maitrise.privacy.erasure import Erased, forget
from maitrise.privacy.export import export_learner
from maitrise.privacy.holdings import person_held
from maitrise.privacy.retention import last_seen_before

__all__ = [
    "Erased",
    "export_learner",
    "forget",
    "last_seen_before",
    "person_held",
]
