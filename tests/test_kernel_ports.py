"""The ports that kernels of tests are given."""

import socket
from itertools import islice

from jupyter_client.connect import LocalPortCache
from jupyter_client.manager import KernelManager

from kernel_ports import PORTS, first_free, ports_of


def test_workers_never_meet() -> None:
    each = [set(islice(ports_of(worker, 3), len(PORTS))) for worker in range(3)]
    assert set.union(*each) == set(PORTS)
    assert sum(map(len, each)) == len(PORTS)


def test_a_port_in_use_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert first_free(iter([port, PORTS[0], *PORTS[1:100]]), "127.0.0.1") in PORTS
    assert first_free(iter([port]), "127.0.0.1") == port


def test_kernels_of_tests_are_given_such_ports() -> None:
    assert LocalPortCache.instance().find_available_port("127.0.0.1") in PORTS
    kernel = KernelManager(kernel_name="python3")
    kernel.start_kernel()
    try:
        assert {kernel.shell_port, kernel.iopub_port, kernel.control_port} <= set(PORTS)
    finally:
        kernel.shutdown_kernel(now=True)
