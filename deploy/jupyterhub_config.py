"""A JupyterHub that offers the course: ``jupyterhub -f deploy/jupyterhub_config.py``.

It runs as it is, on one machine, for people who have an account there. What differs from place to
place is said by variables, so that this file need not be changed:

===========================  ===================================================================
``MAITRISE_COHORT``          the cohort's folder, for the trainer's account alone
``MAITRISE_TRAINERS``        names of the trainers, with commas
``MAITRISE_LEARNERS``        names of the learners, with commas; their ids on the cohort's list
``MAITRISE_EXCHANGE``        nbgrader's exchange; a folder that everybody may write into
``MAITRISE_TRY``             a password for everybody, to try it without accounts; never for real
===========================  ===================================================================

Install there from the wheel or the kit, and not from a clone: ``solutions/`` must lie on no machine
that learners log in to.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub gives it

GROUP = "maitrise-trainers"


def named(variable: str) -> list[str]:
    """The names that a variable holds."""
    return [name.strip() for name in os.environ.get(variable, "").split(",") if name.strip()]


trainers, learners = named("MAITRISE_TRAINERS"), named("MAITRISE_LEARNERS")
cohort = os.environ["MAITRISE_COHORT"]
exchange = os.environ.get("MAITRISE_EXCHANGE", "/srv/nbgrader/exchange")
here = Path(__file__).resolve().parent

# --- Who may come in -------------------------------------------------------------------------

c.Authenticator.allowed_users = {*trainers, *learners}
c.JupyterHub.load_groups = {GROUP: {"users": trainers}}
if os.environ.get("MAITRISE_TRY"):
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = os.environ["MAITRISE_TRY"]
    c.JupyterHub.spawner_class = "simple"
    homes = os.environ.get("MAITRISE_HOMES", "/tmp")
    c.SimpleLocalProcessSpawner.home_dir_template = f"{homes}/{{username}}"
    if os.geteuid() == 0:
        c.Spawner.args = ["--allow-root"]

# --- The course, as a service ----------------------------------------------------------------

c.JupyterHub.services = [
    {
        "name": "maitrise",
        "display": True,
        "url": os.environ.get("MAITRISE_SERVICE", "http://127.0.0.1:10180"),
        "command": [sys.executable, "-m", "maitrise.cli.app", "room", cohort, "--hub", GROUP],
        "environment": {
            name: os.environ[name]
            for name in ("MAITRISE_COURSE", "MAITRISE_CACHE", "MAITRISE_HOME", "LANG_COURSE")
            if name in os.environ
        },
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": ["read:users:groups!user"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "user",
        "scopes": ["self", "access:services!service=maitrise"],
    },
]

# --- JupyterLab for each, with the course's own surroundings ---------------------------------

c.Spawner.default_url = "/lab"
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": str(here / "jupyter"),
    "MAITRISE_EXCHANGE": exchange,
}
