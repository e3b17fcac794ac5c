"""The sections of a report, one a file; a file that is put here is in the report."""
