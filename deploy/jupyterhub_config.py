"""A JupyterHub that offers the course: ``jupyterhub -f deploy/jupyterhub_config.py``.

It runs as it is, on one machine, for people who have an account there. What differs from place to
place is said by variables, so that this file need not be changed:

===========================  ===================================================================
``MAITRISE_COHORT``          the cohort's folder, for the trainer's account alone
``MAITRISE_TRAINERS``        names of the trainers, with commas
``MAITRISE_LEARNERS``        names of the learners, with commas; their ids on the cohort's list
``MAITRISE_PUBLIC``          the address under which people see the hub, for the wall and its QR
                             code; needed behind a proxy
``MAITRISE_EXCHANGE``        nbgrader's exchange; a folder that everybody may write into
``MAITRISE_ACCOUNT``         the account that owns the cohort, where the hub runs as root: the
                             course and formgrader then run as that account
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
here = Path(__file__).resolve().parent
jupyter = {
    "JUPYTER_CONFIG_PATH": str(here / "jupyter"),
    "MAITRISE_EXCHANGE": os.environ.get("MAITRISE_EXCHANGE", "/srv/nbgrader/exchange"),
}
as_owner = {"user": os.environ["MAITRISE_ACCOUNT"]} if "MAITRISE_ACCOUNT" in os.environ else {}
as_root = ["--allow-root"] if os.geteuid() == 0 and not as_owner else []
course = {
    name: os.environ[name]
    for name in ("MAITRISE_COURSE", "MAITRISE_CACHE", "MAITRISE_HOME", "LANG_COURSE")
    if name in os.environ
}

if os.environ.get("MAITRISE_PUBLIC"):
    c.JupyterHub.public_url = os.environ["MAITRISE_PUBLIC"]

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

# --- The course, as a service; formgrader as another, for trainers alone -----------------------

c.JupyterHub.services = [
    {
        "name": "maitrise",
        "display": True,
        "url": os.environ.get("MAITRISE_SERVICE", "http://127.0.0.1:10180"),
        "command": [sys.executable, "-m", "maitrise.cli.app", "room", cohort, "--hub", GROUP],
        "environment": course,
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": ["read:users:groups!user"],
        **as_owner,
    },
    {
        "name": "formgrader",
        "display": True,
        "url": os.environ.get("MAITRISE_FORMGRADER", "http://127.0.0.1:10181"),
        "command": [
            sys.executable,
            "-m",
            "jupyterhub.singleuser",
            "--ServerApp.terminals_enabled=False",
            *as_root,
        ],
        "cwd": cohort,  # nbgrader reads the cohort's settings there
        "environment": {**course, **jupyter, "JUPYTERHUB_DEFAULT_URL": "/formgrader"},
        "oauth_no_confirm": True,
        **as_owner,
    },
]
c.JupyterHub.load_roles = [
    {
        "name": "user",
        "scopes": ["self", "access:services!service=maitrise"],
    },
    {
        "name": "trainer",
        "groups": [GROUP],
        "scopes": ["access:services!service=formgrader", "read:services!service=formgrader"],
    },
]

# --- JupyterLab for each, with the course's own surroundings ---------------------------------

c.Spawner.default_url = "/lab"
c.Spawner.environment = jupyter
