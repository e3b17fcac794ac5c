"""A Jupyter of the course's own: nothing of the user's counts in it, nothing of it stays there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say

JUPYTER_PATH = Path(__file__).with_name("jupyter")
"""A folder for ``JUPYTER_PATH``: the kernel of notebooks, and what we add to JupyterLab."""

# What learners must not meet: marking, news, adding extensions, a terminal, other front ends.
DISABLED_EXTENSIONS = (
    "@jupyter/nbgrader",
    "@jupyter-notebook/lab-extension",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/terminal-extension",
)

# Set by people for their own Jupyter or Python; they would reach into this one.
FOREIGN_VARIABLES = (
    "JUPYTER_NO_CONFIG",
    "JUPYTER_TOKEN",
    "JUPYTERLAB_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
)


def jupyter_variables(folder: Path, language: Language) -> Mapping[str, str]:
    """The environment in which the server and its kernels run.

    Args:
        folder: where this Jupyter keeps its files. Each language has its own configuration in
            it, so that a course in French and one in English can run side by side.
    """
    own = _configuration(folder, language)
    return {
        "JUPYTER_CONFIG_DIR": str(own),
        "JUPYTER_CONFIG_PATH": str(own),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_PATH": str(JUPYTER_PATH),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(folder / "ipython"),
    }


def write_lab_configuration(folder: Path, language: Language) -> None:
    """Write what JupyterLab reads at each start: extensions that are off, settings by default.

    Raises:
        OSError: the folder cannot be written.
    """
    place = _configuration(folder, language) / "labconfig"
    place.mkdir(parents=True, exist_ok=True)
    files = {
        "page_config": {
            "disabledExtensions": dict.fromkeys(DISABLED_EXTENSIONS, True),
            "maitriseLine": say("server.no-upgrade", language),
        },
        "default_setting_overrides": _settings(language),
    }
    for name, content in files.items():
        (place / f"{name}.json").write_text(json.dumps(content, indent=1), encoding="utf-8")


def _configuration(folder: Path, language: Language) -> Path:
    return folder / f"config-{language}"


def _settings(language: Language) -> Mapping[str, Mapping[str, object]]:
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": LOCALES[language].jupyterlab},
        "@jupyterlab/apputils-extension:notification": {
            "checkForUpdates": False,
            "fetchNews": "false",
        },
    }
