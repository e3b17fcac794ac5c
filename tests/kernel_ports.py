"""Ports for the kernels of tests, of which many start at once: each worker has its own.

jupyter_client asks the system for a free port, lets go of it, and the kernel takes it a second
later. Two kernels that start together may be given the same one: then one of them dies.
"""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator
from itertools import cycle, islice

import pytest
from jupyter_client.connect import LocalPortCache

# Above those of servers, below those that systems hand out by themselves.
PORTS = range(10_240, 32_768)


def pytest_configure() -> None:
    """Have jupyter_client ask here."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    own = ports_of(worker, count)

    def find_available_port(_: LocalPortCache, ip: str) -> int:
        return first_free(own, ip)

    pytest.MonkeyPatch().setattr(LocalPortCache, "find_available_port", find_available_port)


def ports_of(worker: int, count: int) -> Iterator[int]:
    """The ports of one of so many workers, over and over, from a place of this run's own."""
    own = PORTS[worker::count]
    start = random.randrange(len(own))
    return islice(cycle(own), start, None)


def first_free(ports: Iterator[int], ip: str) -> int:
    """The next port that nothing has taken."""
    return next(port for port in ports if _is_free(ip, port))


def _is_free(ip: str, port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((ip, port))
        except OSError:
            return False
    return True
