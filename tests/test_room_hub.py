"""The course on a real JupyterHub, with the configuration that ``deploy/`` ships."""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_server import Browser, environment, hub
from maitrise.cohort import open_cohort
from maitrise.marking import MarkingOptions, MarkingRun
from room_server import small_cohort, until
from test_room import LESSON, sheet

pytestmark = pytest.mark.deep
LEARNERS = ("p-01", "p-02", "p-03")


def kept(browser: Browser, service: str) -> tuple[Any, dict[str, str]]:
    """What a page finds of a learner, and what it shows to change anything."""
    _, text, headers = browser.get(f"{service}api/kept")
    shown = {
        "X-XSRFToken": headers["Maitrise-Token"],
        "Maitrise-Mark": headers["Maitrise-Mark"],
        "Content-Type": "application/json",
    }
    return json.loads(text), shown


@pytest.mark.skipif(environment() is None, reason="needs MAITRISE_HUB, and its proxy")
@pytest.mark.parametrize("prefix", ["/", "/deep/hub/"])
def test_a_hub_signs_three_learners_and_a_trainer_into_the_course(
    tmp_path: Path, prefix: str
) -> None:
    cohort = small_cohort(tmp_path / "cohort", with_gradebook=True)
    names = {"trainers": "dora", "learners": ",".join((*LEARNERS, "guest"))}
    with hub(tmp_path, cohort, **names, prefix=prefix) as running:
        for name in LEARNERS:
            browser = Browser()
            url, page, _ = browser.sign_in(running, name, running.service)
            assert url == f"{running.service}en/", page[:500]
            assert 'data-room="../entry/"' in page
            found, shown = kept(browser, running.service)
            assert found["documents"]["learner"]["roster_id"] == name
            place = f"{running.service}api/documents/cases/payroll-fr"
            put(browser, place, sheet("payroll", name) | {"language": "fr"}, shown)
            browser.post(f"{running.service}api/hand-in", {"assignment": "payroll-fr"}, **shown)
        guest = Browser()
        _, page, _ = guest.sign_in(running, "guest", running.service)
        assert "room-join" in page
        trainer = Browser()
        url, page, _ = trainer.sign_in(running, "dora", running.service)
        assert url == f"{running.service}wall/"
        token = json.loads(page.partition('id="page-data">')[2].partition("</script>")[0])["token"]
        trainer.post(
            f"{running.service}wall/do",
            {"do": "let-in"},
            **{"X-XSRFToken": token, "Content-Type": "application/json"},
        )
        assert json.loads(guest.get(f"{running.service}entry/me")[1])["state"] == "in"
    options = MarkingOptions(workers=1)
    outcome = MarkingRun(open_cohort(str(cohort)), options, "en", lambda *_: None).run()
    assert outcome.assignments["payroll-fr"].marked == len(LEARNERS)
    assert "guest" in open_cohort(str(cohort)).people


@pytest.fixture
def owner() -> Iterator[tuple[str, Path]]:
    """An account of the system that can run the hub's environment, and its home."""
    found = environment()
    if found is None or os.geteuid() != 0 or not shutil.which("useradd"):
        pytest.skip("needs MAITRISE_HUB, and root to make an account of the system")
    name = f"maitrise-{secrets.token_hex(3)}"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = Path(folder) / "home"
        subprocess.run(["useradd", "-r", "-m", "-d", home, name], check=True)
        try:
            python = ["env", found[0] / "bin" / "python", "-c", "import jupyterhub, maitrise"]
            if subprocess.run(python, user=name, group=name, cwd="/", check=False).returncode:
                pytest.skip("no other account can run the hub's environment")
            yield name, home
        finally:
            subprocess.run(["userdel", name], check=True)


def test_the_account_that_owns_the_cohort_runs_course_and_formgrader(
    owner: tuple[str, Path], tmp_path: Path
) -> None:
    name, home = owner
    cohort = small_cohort(home / "cohort", with_gradebook=True)
    own = pwd.getpwnam(name)
    for path in (cohort, *cohort.rglob("*")):
        os.chown(path, own.pw_uid, own.pw_gid)
    cohort.chmod(0o700)
    with hub(tmp_path, cohort, trainers="dora", learners="p-01", account=name) as seen:
        learner, trainer = Browser(), Browser()
        url, _, _ = learner.sign_in(seen, "p-01", seen.service)
        assert url == f"{seen.service}en/"
        place = f"{seen.service}api/documents/answers/{LESSON}"
        put(learner, place, sheet(one="a"), kept(learner, seen.service)[1])
        trainer.sign_in(seen, "dora", seen.formgrader)
        listed = f"{seen.formgrader}formgrader/api/assignments"
        assert "payroll-fr" in until(
            lambda: told(trainer, listed), lambda page: "payroll-fr" in page
        )
        running = commands_of(own.pw_uid)
        assert str(cohort) in running
        assert "jupyterhub.singleuser" in running
    assert {path.stat().st_uid for path in (cohort / "room").iterdir()} == {own.pw_uid}


def commands_of(account: int) -> str:
    """What an account of the system runs now."""
    said = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            if process.stat().st_uid == account:
                said.append((process / "cmdline").read_text(encoding="utf-8"))
    return " ".join(said)


@pytest.mark.skipif(environment() is None, reason="needs MAITRISE_HUB, and its proxy")
def test_jupyterlab_on_the_hub_is_a_learners_own(tmp_path: Path) -> None:
    cohort = small_cohort(tmp_path / "cohort")
    with hub(tmp_path, cohort, trainers="dora", learners="p-01") as running:
        browser = Browser()
        browser.sign_in(running, "p-01", f"{running.address}hub/home")
        own = f"{running.address}user/p-01/"
        browser.get(f"{running.address}hub/spawn/p-01")
        page = until(lambda: told(browser, f"{own}lab"), lambda page: "jupyter-config-data" in page)
        written = page.partition('id="jupyter-config-data"')[2].partition(">")[2]
        config = json.loads(written.partition("</script>")[0])
        off = config["disabledExtensions"]
        assert "@jupyterlab/apputils-extension:announcements" in off
        assert "@jupyter/nbgrader:formgrader" in off
        assert config["news"] == {"disabled": True} or "news" not in config
        (tmp_path / "homes" / "p-01" / "solutions").mkdir()
        listed = json.loads(browser.get(f"{own}api/contents/")[1])["content"]
        assert "solutions" not in [each["name"] for each in listed]


def told(browser: Browser, address: str) -> str:
    """What an address says; "" while nobody answers there."""
    with suppress(OSError):
        return str(browser.get(address)[1])
    return ""


def put(browser: Browser, place: str, content: Any, shown: dict[str, str]) -> None:
    """Put a document that is not there yet."""
    import urllib.request

    headers = {**shown, "If-None-Match": "*"}
    asked = urllib.request.Request(place, json.dumps(content).encode(), headers, method="PUT")
    browser.open_with(asked, timeout=60).close()
