"""Providing what the tests need of the machine and no package of Python brings.

Run as a command before the tests: ``python tests/provide.py``. It never fails: what is missing then
has its tests skipped, which pytest's last lines say loudly.
"""

from __future__ import annotations

import sys

import nginx_server
from browser import chromium

if __name__ == "__main__":
    for name, found in (("Chromium", chromium.provide()), ("nginx", nginx_server.provide())):
        print(f"{name}: {found or 'none; the tests that need it will be skipped'}", file=sys.stderr)
