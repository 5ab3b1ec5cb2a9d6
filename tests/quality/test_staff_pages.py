"""axe-core finds nothing on any staff page either, in both schemes and at both widths."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from frontdesk.app import create_app
from frontdesk.staff import accounts, people
from frontdesk.staff.member import Member
from tests.access.routes import INSIDE
from tests.access.world import address_in, rules
from tests.factories import PASSWORD, a_client, a_live_session, an_enquiry
from tests.quality.test_accessible import violations
from tests.secondstep import code_for, switch_on
from tests.services.site import LiveSite

MORGAN = "morgan@site.example"
# These answer programs, or lead elsewhere.
NO_PAGES = ("state", "queue_state", "find", "exchange", "proof", "picker")
# What is made below; pages of other things have their own tests.
MADE = {"reference", "session_id", "mail_id", "person", "client"}


@pytest.fixture(scope="module")
def work(site: LiveSite) -> tuple[Flask, list[str]]:
    """A site in use: its application, and the addresses of all pages that a manager may open."""
    app = create_app(site.settings)
    with app.app_context():
        accounts.add(MORGAN, "Morgan Moss", PASSWORD, "manager")
        switch_on(MORGAN)
        people.invite(Member(1, MORGAN, "Morgan Moss"), "kim@site.example", "Kim Hale", "author")
        session = a_live_session()[0]
        an_enquiry()
        a_client()
        pages = [
            address_in(app, rule, session)
            for rule in rules(app, "GET", *INSIDE)
            if rule.endpoint.split(".")[1] not in NO_PAGES and rule.arguments <= MADE
        ]
    return app, pages


@pytest.mark.parametrize("width", [320, 1440])
def test_no_staff_page_hinders_anybody(
    site: LiveSite, work: tuple[Flask, list[str]], browser: Browser, modules: Path, width: int
) -> None:
    axe = (modules / "axe-core" / "axe.min.js").read_text()
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    found = problems(page, site.url + "/staff/sign-in", axe)
    app, pages = work
    _sign_in(page, app)
    for path in pages:
        found += problems(page, site.url + path, axe)
    page.close()
    assert not found, "\n".join(found)


def problems(page: Page, address: str, axe: str) -> list[str]:
    """What is wrong with one page, in a line each."""
    answer = page.goto(address)
    assert answer, address
    found = [] if answer.status == 200 else [f"{address} answers {answer.status}"]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found += [f"{address} ({scheme}): {wrong}" for wrong in violations(page, axe)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address} is wider than the window")
    return found


def _sign_in(page: Page, app: Flask) -> None:
    page.fill("input[name=email]", MORGAN)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    with app.app_context():
        page.fill("input[name=code]", code_for(MORGAN))
    page.click("main button[type=submit]")
    page.wait_for_url("**/staff/")
