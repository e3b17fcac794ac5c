"""A JupyterHub that offers the course: ``jupyterhub -f deploy/jupyterhub_config.py``.

It runs as it is, on one machine, for people who have an account there. What differs from place to
place is said by variables, so that this file need not be changed:

===========================  ===================================================================
``MAITRISE_COHORT``          the cohort's folder, for the trainer's account alone
``MAITRISE_TRAINERS``        names of the trainers, with commas
``MAITRISE_LEARNERS``        names of the learners, with commas; their ids on the cohort's list.
                             ``*``: whoever is signed in; who is not on the list waits for a nod
``MAITRISE_PUBLIC``          the address under which people see the hub, for the wall and its QR
                             code; needed behind a proxy
``MAITRISE_EXCHANGE``        nbgrader's exchange; a folder that everybody may write into
``MAITRISE_ACCOUNT``         the account that owns the cohort, where the hub runs as root: the
                             course and formgrader then run as that account
``MAITRISE_TRY``             a password for everybody, to try it without accounts; never for real
===========================  ===================================================================

Whom an LMS launches (LTI 1.3, by ``jupyterhub-ltiauthenticator``), or a provider of OpenID Connect
signs in (by ``oauthenticator``), comes in with no password of the hub's, once these are set:

===========================  ===================================================================
``MAITRISE_LTI``             the platform's issuer, as it says it of itself
``MAITRISE_LTI_CLIENT``      the client id that it gave this tool
``MAITRISE_LTI_AUTHORIZE``   its address for authentication requests
``MAITRISE_LTI_KEYS``        its address of public keys (JWKS)
``MAITRISE_LTI_NAME``        what it says of people that is their id on the list: ``sub``, or
                             ``custom_…`` for a parameter of the tool's own; ``email`` else
``MAITRISE_OIDC``            the provider's issuer; its addresses are read from there at the start
``MAITRISE_OIDC_CLIENT``     the client id that it gave this hub
``MAITRISE_OIDC_SECRET``     and the secret
``MAITRISE_OIDC_NAME``       the claim that is their id on the list; ``preferred_username`` else
``MAITRISE_OIDC_TRAINERS``   the group, in the claim ``groups``, whose members are trainers here
===========================  ===================================================================

Install there from the wheel or the kit, and not from a clone: ``solutions/`` must lie on no machine
that learners log in to.
"""

import json
import os
import sys
from pathlib import Path
from urllib.request import urlopen

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

if learners == ["*"]:
    c.Authenticator.allow_all = True
else:
    c.Authenticator.allowed_users = {*trainers, *learners}


def grouped(teaches):
    """A hook that has a trainer be in the hub's group of trainers, and nobody else.

    Args:
        teaches: whether somebody is one, from what has been said of them.
    """
    named_so = {name.lower() for name in trainers}  # as the hub writes every name

    def hook(authenticator, handler, signed_in):
        is_trainer = signed_in["name"] in named_so or teaches(signed_in["auth_state"])
        return {**signed_in, "groups": [GROUP] if is_trainer else []}

    return hook


if os.environ.get("MAITRISE_LTI"):
    c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
    c.LTI13Authenticator.issuer = os.environ["MAITRISE_LTI"]
    c.LTI13Authenticator.client_id = {os.environ["MAITRISE_LTI_CLIENT"]}
    c.LTI13Authenticator.authorize_url = os.environ["MAITRISE_LTI_AUTHORIZE"]
    c.LTI13Authenticator.jwks_endpoint = os.environ["MAITRISE_LTI_KEYS"]
    c.LTI13Authenticator.username_key = key = os.environ.get("MAITRISE_LTI_NAME", "email")
    c.LTI13Authenticator.manage_groups = True
    if os.environ.get("MAITRISE_PUBLIC"):
        c.LTI13Authenticator.uri_scheme = os.environ["MAITRISE_PUBLIC"].partition(":")[0]
    CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
    # A role in this course. Somebody who teaches elsewhere in the institution is no trainer here.
    INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
    group_of = grouped(lambda said: INSTRUCTOR in said.get(f"{CLAIM}roles", ()))

    def launched(authenticator, handler, signed_in):
        """Nobody without the name that was agreed on: their number may be another's on the list."""
        said = signed_in["auth_state"]
        parameters = said.get(f"{CLAIM}custom", {})
        own = parameters.get(key[7:]) if key.startswith("custom_") else said.get(key)
        return group_of(authenticator, handler, signed_in) if own else None

    c.Authenticator.post_auth_hook = launched
elif os.environ.get("MAITRISE_OIDC"):
    issuer = os.environ["MAITRISE_OIDC"].rstrip("/")
    with urlopen(f"{issuer}/.well-known/openid-configuration", timeout=30) as answer:
        provider = json.load(answer)
    c.JupyterHub.authenticator_class = "generic-oauth"
    c.GenericOAuthenticator.authorize_url = provider["authorization_endpoint"]
    c.GenericOAuthenticator.token_url = provider["token_endpoint"]
    c.GenericOAuthenticator.userdata_url = provider["userinfo_endpoint"]
    c.GenericOAuthenticator.scope = ["openid", "profile", "email"]
    c.GenericOAuthenticator.client_id = os.environ["MAITRISE_OIDC_CLIENT"]
    c.GenericOAuthenticator.client_secret = os.environ["MAITRISE_OIDC_SECRET"]
    c.GenericOAuthenticator.username_claim = os.environ.get(
        "MAITRISE_OIDC_NAME", "preferred_username"
    )
    c.GenericOAuthenticator.auto_login = True
    c.GenericOAuthenticator.manage_groups = True
    c.GenericOAuthenticator.auth_state_groups_key = lambda said: []  # as the hook says
    if os.environ.get("MAITRISE_PUBLIC"):
        back = f"{os.environ['MAITRISE_PUBLIC'].rstrip('/')}/hub/oauth_callback"
        c.GenericOAuthenticator.oauth_callback_url = back
    teachers = os.environ.get("MAITRISE_OIDC_TRAINERS", "")
    c.Authenticator.post_auth_hook = grouped(
        lambda said: teachers and teachers in said["oauth_user"].get("groups", ())
    )
else:
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
