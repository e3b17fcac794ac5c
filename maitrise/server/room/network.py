"""Where a room can be reached from: this computer's own addresses and names."""

from __future__ import annotations

import socket

from maitrise.server.access import LOOPBACK

_NOBODY = ("192.0.2.1", 9)  # an address for documentation: nothing is sent, it only picks a way out


def address_on_network() -> str:
    """The address that this computer has on its network; "" where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOBODY)
        except OSError:
            return ""
        own = str(probe.getsockname()[0])
    return "" if own == LOOPBACK else own


def own_names(*, on_network: bool) -> list[str]:
    """The names under which browsers may ask for this computer."""
    names = [LOOPBACK, "localhost", "[::1]"]
    if on_network:
        host = socket.gethostname().lower()
        names += [address_on_network(), host, f"{host.partition('.')[0]}.local"]
    return [name for name in dict.fromkeys(names) if name]


def hosts(names: list[str], port: int) -> frozenset[str]:
    """The same as a request's ``Host`` says them: a usual port is left out by browsers."""
    usual = names if port in (80, 443) else []
    return frozenset([*usual, *(f"{name}:{port}" for name in names)])
