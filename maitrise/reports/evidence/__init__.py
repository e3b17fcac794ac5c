"""Evidence for a quality audit: what a cohort holds, filed by indicator of the French reference."""

from maitrise.reports.evidence.pack import collect_evidence

__all__ = ["collect_evidence"]
