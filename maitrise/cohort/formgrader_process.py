"""The process that ``maitrise cohort open`` starts: JupyterLab that ends with its parent.

Its input is a pipe that nobody writes to. It ends when that is closed: the command has ended then,
however that came about, and the gradebook must not stay open behind it.
"""

from __future__ import annotations

import os
import signal
import threading
import time

_PATIENCE = 10  # seconds for Jupyter to end by itself


def _end_with_input() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE)  # a signal that comes while Jupyter starts its loop may be lost
    os._exit(1)


def main() -> None:
    """Serve, as ``jupyter lab`` does with the same arguments."""
    from jupyterlab.labapp import main as serve

    threading.Thread(target=_end_with_input, daemon=True).start()
    serve()


if __name__ == "__main__":
    main()
