"""A class comes in through a real JupyterHub from an LMS (LTI 1.3), or by OpenID Connect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.served import PATIENCE
from jupyterhub_server import Hub, environment, hub
from maitrise.base.text import say
from maitrise.cohort import Person
from maitrise.cohort.person import read_people, write_people
from ports import free_port
from room_server import small_cohort
from sign_on_platform import (
    CLIENT,
    INSTRUCTOR,
    LEARNER,
    SECRET,
    TEACHES_ELSEWHERE,
    Account,
    Platform,
    platform,
)

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(environment() is None, reason="needs MAITRISE_HUB, and its proxy"),
]


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """A cohort of four, one with capitals in their id: a hub writes every name in small letters."""
    folder = small_cohort(tmp_path / "cohort")
    people = read_people(folder, "en")
    write_people(folder, [*people.values(), Person("E-04", "Dora Lind", "", "en", "")])
    return folder


@contextmanager
def somebody(browser: Browser) -> Iterator[Page]:
    """A browser of somebody's own."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def is_in_as(page: Page, service: str, id_: str, name: str) -> None:
    """A learner has the course open, under the id and the name of the list."""
    page.wait_for_url(f"{service}en/")
    expect(page.get_by_text(say("room.you-are", "en", name=name))).to_be_visible()
    kept = page.request.get(f"{service}api/kept").json()
    assert kept["documents"]["learner"]["roster_id"] == id_


def launch(page: Page, institution: Platform, who: str) -> None:
    """Follow the LMS's link to the course."""
    page.goto(f"{institution.address}/course?who={who}")
    page.get_by_role("link", name="Open").click()
    page.get_by_role("button", name="Go on").click()


def test_an_lms_launches_the_course_for_people_of_the_list_and_their_trainer(
    browser: Browser, cohort: Path, tmp_path: Path
) -> None:
    port = free_port()
    accounts = {
        "11": Account((LEARNER, TEACHES_ELSEWHERE), parameters={"id": "p-01"}),
        "12": Account((LEARNER,), parameters={"id": "E-04"}),
        "13": Account((INSTRUCTOR,), parameters={"id": "teacher"}),
        "14": Account((LEARNER,), parameters={"id": "stranger"}),
        "p-02": Account((LEARNER,), {"email": "mallory@example.org"}),  # a number like an id
    }
    with platform(accounts, f"http://127.0.0.1:{port}/") as institution:
        lti = {
            "MAITRISE_LTI": institution.address,
            "MAITRISE_LTI_CLIENT": CLIENT,
            "MAITRISE_LTI_AUTHORIZE": f"{institution.address}/lti/authorize",
            "MAITRISE_LTI_KEYS": f"{institution.address}/keys",
            "MAITRISE_LTI_NAME": "custom_id",
        }
        with hub(tmp_path, cohort, trainers="", learners="*", port=port, sign_on=lti) as running:
            for who, id_, name in (("11", "p-01", "Ana Durand"), ("12", "E-04", "Dora Lind")):
                with somebody(browser) as page:
                    launch(page, institution, who)
                    is_in_as(page, running.service, id_, name)
                    assert page.request.get(f"{running.service}wall/").status == 403
                    assert page.request.get(running.formgrader).status == 403
            with somebody(browser) as trainer, somebody(browser) as stranger:
                launch(trainer, institution, "13")
                trainer.wait_for_url(f"{running.service}wall/")
                here = say("room.wall.here", "en", count=2)
                expect(trainer.get_by_text(here)).to_be_visible()
                launch(stranger, institution, "14")
                expect(
                    stranger.get_by_text(say("room.join.waiting", "en", name="stranger"))
                ).to_be_visible()
            with somebody(browser) as forger:
                launch(forger, institution, "p-02")  # without what was agreed on as the name
                expect(forger.get_by_text("403")).to_be_visible()
                institution.forges = True
                launch(forger, institution, "11")
                expect(forger.get_by_text("400")).to_be_visible()
                forger.goto(running.service)
                forger.wait_for_url(re.compile("/hub/login"))


def test_a_provider_of_openid_connect_signs_people_of_the_list_in_and_their_trainer(
    browser: Browser, cohort: Path, tmp_path: Path
) -> None:
    port = free_port()
    accounts = {
        "21": Account(said={"preferred_username": "E-04", "groups": ["staff"]}),
        "22": Account(said={"preferred_username": "teacher", "groups": ["course-trainers"]}),
        "23": Account(said={"preferred_username": "p-02"}),  # has no groups, and is not allowed
    }
    with platform(accounts, f"http://127.0.0.1:{port}/") as institution:
        oidc = {
            "MAITRISE_OIDC": institution.address,
            "MAITRISE_OIDC_CLIENT": CLIENT,
            "MAITRISE_OIDC_SECRET": SECRET,
            "MAITRISE_OIDC_TRAINERS": "course-trainers",
        }
        with hub(
            tmp_path, cohort, trainers="", learners="E-04,teacher", port=port, sign_on=oidc
        ) as running:
            with somebody(browser) as page:
                sign_in(page, running, "21")
                is_in_as(page, running.service, "E-04", "Dora Lind")
            with somebody(browser) as page:
                sign_in(page, running, "22")
                page.wait_for_url(f"{running.service}wall/")
            with somebody(browser) as page:
                sign_in(page, running, "23")
                expect(page.get_by_text("403")).to_be_visible()


def sign_in(page: Page, running: Hub, who: str) -> None:
    """Go to the course, and be led to the provider on the way."""
    page.goto(running.service)
    page.get_by_role("link", name=who).click()
