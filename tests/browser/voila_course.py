"""The course on Voilà, for the tests of widgets until those of the pages have all of them."""

import os
import secrets
import sys
from pathlib import Path

from maitrise.base.places import course_folder, learner_folder
from maitrise.server.sockets import socket_folder
from maitrise.server.surroundings import (
    FOREIGN_VARIABLES,
    jupyter_variables,
    write_lab_configuration,
)

if __name__ == "__main__":
    language = "en" if sys.argv[1] == "en" else "fr"
    keeping = learner_folder() / "jupyter"
    (keeping / "checkpoints").mkdir(parents=True, exist_ok=True)
    write_lab_configuration(keeping, language)
    root = Path(course_folder()).resolve().parent
    for name in FOREIGN_VARIABLES:
        os.environ.pop(name, None)
    os.environ.update(jupyter_variables(keeping, language))
    os.environ["MAITRISE_COURSE"] = str(root / "course")
    from maitrise.server.server import course_server

    with socket_folder() as sockets:
        token = secrets.token_urlsafe(16)
        server = course_server(root, keeping, language, token=token, port=None, sockets=sockets)
        address = f"http://{server.ip}:{server.port}/?token={token}"
        server.io_loop.add_callback(lambda: print(address, flush=True))
        server.start()
