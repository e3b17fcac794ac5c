"""A class on a real JupyterHub behind nginx: cases go out, come in and are marked by clicking."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.jupyterlab import open_notebook, run_all
from browser.questions import saved
from browser.served import PATIENCE
from cohorts import answers, right_answers, run
from jupyterhub_server import PASSWORD, Hub, environment, hub
from maitrise.base.text import say
from maitrise.cohort import open_cohort
from nginx_server import command, nginx
from ports import free_port
from room_server import small_cohort
from test_room import sheet

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(environment() is None, reason="needs MAITRISE_HUB, and its proxy"),
    pytest.mark.skipif(not command(), reason="needs nginx"),
]
LEARNERS = ("p-01", "p-02", "p-03")
CASE, TEXT = "payroll-fr", "note-to-hr"


def somebody(browser: Browser, hub: Hub, name: str, to: str) -> Page:
    """A browser in which somebody has signed in at the hub on the way to an address."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 1300, "height": 900}, locale="fr-FR", ignore_https_errors=True
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(to)
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def manage(page: Page, column: str) -> None:
    """Press what formgrader offers for the case, and wait until it says that it is done."""
    page.reload()
    row = page.get_by_role("row").filter(has_text=CASE)
    row.locator(f"td.{column}").get_by_role("link").click()
    done = page.get_by_role("dialog").filter(has_text="Success")
    done.get_by_role("button", name="OK").click()


def assignments(page: Page, own: str) -> None:
    """Open nbgrader's list in JupyterLab."""
    page.goto(f"{own}lab?reset")
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem").filter(has_text="Assignment List").click()
    expect(page.locator("#released_assignments_list")).to_be_visible()


def click(page: Page, kind: str, button: str) -> None:
    """Press a button in one of the three lists."""
    listed = page.locator(f"#{kind}_assignments_list").filter(has_text=CASE)
    listed.get_by_role("button", name=button, exact=True).click()


def test_a_class_on_a_hub_fetches_hands_in_and_is_marked_by_clicking(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAITRISE_HOME", str(tmp_path / "home"))
    cohort = small_cohort(tmp_path / "cohort", with_gradebook=True)
    (tmp_path / "exchange").mkdir()
    (tmp_path / "exchange").chmod(0o777)
    inner, outer, lame = free_port(), free_port(), free_port()
    path = "/deep/hub/"
    people = {"trainers": "dora", "learners": ",".join(LEARNERS)}
    with (
        hub(tmp_path, cohort, **people, prefix=path, port=inner),
        nginx(tmp_path / "nginx", outer, inner, path=path),
        nginx(tmp_path / "lame", lame, inner, path=path, upgrades=False),
    ):
        seen = Hub(f"https://127.0.0.1:{outer}{path}", tmp_path / "hub.log")
        trainer = somebody(browser, seen, "dora", seen.formgrader)
        trainer.wait_for_url(re.compile("formgrader/manage_assignments"))
        manage(trainer, "release")

        pages = {}
        for name in LEARNERS:
            own = f"{seen.address}user/{name}/"
            pages[name] = page = somebody(browser, seen, name, f"{seen.address}hub/spawn/{name}")
            page.wait_for_url(f"{own}lab**")
            expect(page.get_by_role("menuitem", name="Fichier")).to_be_visible()  # in French
            assignments(page, own)
            click(page, "released", "Fetch")
            expect(page.locator("#fetched_assignments_list")).to_contain_text(CASE)
            answer(page, own, tmp_path / "homes" / name / CASE, name)
            assignments(page, own)
            click(page, "fetched", "Submit")
            expect(page.locator("#submitted_assignments_list")).to_contain_text(CASE)
        refused = pages["p-01"].context.request.get(seen.formgrader)
        assert refused.status == 403

        manage(trainer, "collect")
        collected = cohort / "submitted"
        assert {each.parent.name for each in collected.glob(f"*/{CASE}")} == set(LEARNERS)
        outcome = run(open_cohort(str(cohort)), collected)
        assert (outcome.assignments[CASE].marked, outcome.problems) == (len(LEARNERS), [])
        trainer.goto(f"{seen.formgrader}formgrader/gradebook/{CASE}/payroll")
        trainer.get_by_role("link", name="Submission #3").click()
        trainer.wait_for_load_state("networkidle")  # a mark typed before its others came is lost
        with trainer.expect_response(lambda each: "/api/grade/" in each.url and each.ok):
            trainer.locator(f"#{TEXT}").fill("2")
            trainer.locator(f"#{TEXT}").press("Tab")
        trainer.goto(f"{seen.formgrader}formgrader/manage_assignments")
        manage(trainer, "release-feedback")
        assignments(pages["p-02"], f"{seen.address}user/p-02/")
        click(pages["p-02"], "submitted", "Fetch Feedback")
        expect(pages["p-02"].get_by_text("View Feedback")).to_be_visible()
        (own_page,) = (tmp_path / "homes" / "p-02" / CASE / "feedback").rglob("payroll.html")
        assert "Bilal &lt;b&gt;Haddad&lt;/b&gt;" in own_page.read_text(encoding="utf-8")

        # The course itself, as a service, and its wall.
        trainer.goto(seen.service)
        expect(trainer.get_by_text(f"127.0.0.1:{outer}{path}services/maitrise")).to_be_visible()
        change = say("room.wall.change-code", "en")  # a hub signs people in: there is no code
        assert trainer.get_by_role("button", name=change).count() == 0
        expect(trainer.get_by_text(say("room.wall.here", "en", count=0))).to_be_visible()
        learner = pages["p-01"]
        learner.goto(seen.service)
        expect(learner.get_by_text(say("room.you-are", "fr", name="Ana Durand"))).to_be_visible()
        expect(trainer.get_by_text(say("room.wall.here", "en", count=1))).to_be_visible()
        # Who signs out at the hub is out of the course as well.
        learner.goto(f"{seen.address}hub/logout")
        learner.goto(seen.service)
        expect(learner.get_by_label("Username")).to_be_visible()

        # Without the lines on Upgrade a page says what is missing; with them it says nothing.
        assert pages["p-02"].get_by_role("alert").count() == 0
        without = Hub(f"https://127.0.0.1:{lame}{path}", tmp_path / "hub.log")
        page = somebody(browser, without, "p-03", f"{without.address}user/p-03/lab")
        expect(page.get_by_role("alert")).to_contain_text(say("server.no-upgrade", "fr"))
        for each in (trainer, page, *pages.values()):
            each.context.close()
    assert open_cohort(str(cohort)).people.keys() == set(LEARNERS)


def answer(page: Page, own: str, folder: Path, learner: str) -> None:
    """Give answers: the first learner by clicking in the notebook; the others as it writes them."""
    if learner == LEARNERS[0]:
        open_notebook(page, f"{own}lab/tree/{CASE}/payroll.ipynb", "fr")
        run_all(page, "fr")
        question = page.locator("[data-question]").filter(has=page.get_by_role("radio")).first
        question.get_by_role("radio").nth(1).check()
        saved(question, "fr")
        return
    written = sheet("payroll", learner) | {"language": "fr"}
    given = right_answers() if learner == LEARNERS[1] else answers(4)
    (folder / "answers.json").write_text(json.dumps(written | {"answers": given}), "utf-8")
