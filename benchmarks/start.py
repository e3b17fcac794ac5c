"""Claim: `import maitrise.fr` takes at most 1.1 times as long as `import ipywidgets`.

Fresh interpreters, one after the other in turn, so that whatever else the machine does weighs on
both sides alike; the medians are compared.
"""

import os
import statistics
import subprocess
import sys

ROUNDS = 15
BAR = 1.1
TIMED = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"


def seconds(module: str) -> float:
    """How long one fresh interpreter takes to import a module."""
    # Without stored bytecode every start compiles everything anew: that is not what is measured.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", TIMED.format(module)]
    return float(subprocess.check_output(command, env=environment))


def main() -> int:
    sides = {"maitrise.fr": [], "ipywidgets": []}
    for module in sides:
        seconds(module)  # writes the bytecode
    for _ in range(ROUNDS):
        for module, times in sides.items():
            times.append(seconds(module))
    ours, theirs = (statistics.median(times) for times in sides.values())
    print(
        f"start     import maitrise.fr {ours * 1000:.0f} ms,"
        f" import ipywidgets {theirs * 1000:.0f} ms"
        f"  ratio {ours / theirs:.2f}  (bar {BAR})"
    )
    return ours / theirs > BAR


if __name__ == "__main__":
    sys.exit(main())
