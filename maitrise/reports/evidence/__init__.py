"""Evidence for a quality audit: what a cohort holds, filed by indicator of the French reference."""

from maitrise.reports.evidence.pack import evidence

__all__ = ["evidence"]
