"""The course on a real JupyterHub, with the configuration that ``deploy/`` ships."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_server import Browser, environment, hub
from maitrise.cohort import open_cohort
from maitrise.marking import MarkingOptions, MarkingRun
from room_server import small_cohort
from test_room import sheet

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


@pytest.mark.skipif(environment() is None, reason="needs MAITRISE_HUB, and its proxy")
def test_jupyterlab_on_the_hub_is_a_learners_own(tmp_path: Path) -> None:
    cohort = small_cohort(tmp_path / "cohort")
    with hub(tmp_path, cohort, trainers="dora", learners="p-01") as running:
        browser = Browser()
        browser.sign_in(running, "p-01", f"{running.address}hub/home")
        own = f"{running.address}user/p-01/"
        browser.get(f"{running.address}hub/spawn/p-01")
        page = until(lambda: browser.get(f"{own}lab")[1], "jupyter-config-data")
        written = page.partition('id="jupyter-config-data"')[2].partition(">")[2]
        config = json.loads(written.partition("</script>")[0])
        off = config["disabledExtensions"]
        assert "@jupyterlab/apputils-extension:announcements" in off
        assert "@jupyter/nbgrader:formgrader" in off
        assert config["news"] == {"disabled": True} or "news" not in config
        (tmp_path / "homes" / "p-01" / "solutions").mkdir()
        listed = json.loads(browser.get(f"{own}api/contents/")[1])["content"]
        assert "solutions" not in [each["name"] for each in listed]


def until(ask: Callable[[], str], wanted: str) -> str:
    """Ask again until the answer holds what is wanted."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError):
            if wanted in (found := ask()):
                return found
        time.sleep(0.5)
    raise AssertionError(f"{wanted} never came")


def put(browser: Browser, place: str, content: Any, shown: dict[str, str]) -> None:
    """Put a document that is not there yet."""
    import urllib.request

    headers = {**shown, "If-None-Match": "*"}
    asked = urllib.request.Request(place, json.dumps(content).encode(), headers, method="PUT")
    browser.open_with(asked, timeout=60).close()
