"""No page of the staff side, nor any that somebody opens by a link, hinders anybody: axe-core and
html-validate find nothing, and nothing scrolls sideways in a narrow window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Response

from frontdesk.app import create_app
from tests.factories import PASSWORD
from tests.quality import axe
from tests.quality.inuse import MANAGER, InUse, put_to_use
from tests.quality.test_valid import judge
from tests.secondstep import code_for
from tests.services.site import LiveSite, prepared_site

WIDTHS = (320, 1440)
# What is sent by somebody whose page shows a version that is no longer the newest.
TOO_LATE = """
const form = document.querySelector("#story-form");
form.elements.version.value = 1;
form.elements.title.value = "Another title";
form.submit();
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """A site for this file alone: it is filled, and has no worker."""
    with prepared_site(tmp_path_factory.mktemp("staff")) as site:
        site.web.start()
        site.wait_until_ready()
        yield site


@pytest.fixture(scope="module")
def app(site: LiveSite) -> Flask:
    return create_app(site.settings)


@pytest.fixture(scope="module")
def in_use(app: Flask) -> InUse:
    with app.app_context():
        return put_to_use(app)


class Judge:
    """Looks at each page that the browser shows, and remembers what was wrong."""

    def __init__(self, page: Page, axe_source: str, folder: Path) -> None:
        self.page, self.axe, self.folder = page, axe_source, folder
        self.found: list[str] = []
        self.seen = 0

    def open(self, name: str, address: str, status: int = 200) -> None:
        self.look(name, self.page.goto(address), status)

    def look(self, name: str, answer: Response | None, status: int = 200) -> None:
        """At the page that is there, and at its HTML as it was sent."""
        self.seen += 1
        assert answer, name
        if answer.status != status:
            self.found.append(f"{name} answers {answer.status}")
        html = answer.text().replace("<html", f"<!-- {name} -->\n<html", 1)
        (self.folder / f"{self.seen}.html").write_text(html)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            wrong = axe.violations(self.page, self.axe)
            if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append("scrolls sideways")
            self.found += [f"{name} at {width} px: {each}" for each in wrong]

    def press(self, name: str, button: str, status: int = 200) -> None:
        """Press a button of the page that is there, and look at where that leads."""
        with self.page.expect_navigation() as navigation:
            self.page.locator("main").get_by_role("button", name=button, exact=True).click()
        self.look(name, navigation.value, status)


def test_no_page_hinders_anybody(
    site: LiveSite, app: Flask, in_use: InUse, browser: Browser, modules: Path, tmp_path: Path
) -> None:
    page = browser.new_page(base_url=site.url, reduced_motion="reduce")
    judged = Judge(page, axe.source(modules), tmp_path)
    for name, address in in_use.outside.items():
        judged.open(name, address)
    _sign_in(judged, app)
    for name, address in in_use.staff.items():
        judged.open(name, address)
    _refusals(judged, in_use)
    page.close()
    assert not judged.found, "\n".join(judged.found)
    wrong = judge(modules, tmp_path)
    assert not wrong, "\n".join(wrong)


def _sign_in(judged: Judge, app: Flask) -> None:
    page = judged.page
    judged.open("sign-in-passkey", "/staff/passkey")
    judged.open("sign-in", "/staff/sign-in")
    page.fill("input[name=email]", MANAGER)
    page.fill("input[name=password]", "wrong")
    judged.press("sign-in-refused", "Sign in")
    page.fill("input[name=password]", PASSWORD)
    judged.press("code", "Sign in")
    with app.app_context():
        page.fill("input[name=code]", code_for(MANAGER))
    page.click("main button[type=submit]")
    page.wait_for_url("**/staff/")


def _refusals(judged: Judge, in_use: InUse) -> None:
    """Pages that answer what somebody has sent."""
    page = judged.page
    judged.open("no-such-page", "/staff/news/999999", 404)
    page.goto(in_use.staff["story-empty"])
    page.check("input[name=when][value=now]")
    judged.press("story-not-ready", "Publish now", 422)
    page.goto(in_use.staff["review_staff.links"])
    judged.press("link-refused", "Make a link", 422)
    page.fill("input[name=name]", "Lee Fox")
    judged.press("link-made", "Make a link")
    page.goto(in_use.staff["story-changed"])
    with page.expect_navigation() as navigation:
        page.evaluate(TOO_LATE)
    judged.look("conflict", navigation.value, 409)
