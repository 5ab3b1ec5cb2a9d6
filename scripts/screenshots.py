"""`make screenshots`: every page at two widths and in both colour schemes, into screenshots/.

The site is a temporary one, with a request and sessions in it made by the tests' own factories.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from frontdesk.app import create_app
from frontdesk.settings import ROOT
from frontdesk.staff import accounts
from tests.factories import (
    PASSWORD,
    a_live_session,
    a_proposal,
    a_requested_key,
    an_agreed_session,
    an_enquiry,
    page_token,
)
from tests.outbox import outbox_mail
from tests.quality.pages import listed_pages
from tests.secondstep import code_for, switch_on
from tests.services.programs import chromium
from tests.services.site import LiveSite, site_environ

FOLDER = ROOT / "screenshots"
WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
MANAGER = "morgan@site.example"

# The site map lists the others; these are not in it, or show something only when they are asked.
PUBLIC = {
    "help-group": "/help/?group=support",
    "sign-open-today": "/tools/sign?message=OPEN+TODAY&colour=rainbow",
    "calling-low-vision": "/tools/patient-calling?called=3&mode=low-vision",
    "contact-sent": "/contact/sent",
    "quote-for-a-sign": "/quote?product=led-signs&sign=message%3DOPEN%2BTODAY",
    "search": "/search?q=led+display",
    "search-nothing": "/search?q=dispaly",
    "opt-out-done": "/opt-out/done",
    "not-found": "/no-such-page",
    "sign-in": "/staff/sign-in",
}
STAFF = {
    "staff-support": "/staff/support",
    "staff-call": "/staff/support/new",
    "staff-enquiries": "/staff/enquiries",
    "staff-mail": "/staff/mail",
    "staff-audit": "/staff/audit",
    "staff-two-step": "/staff/two-step",
}


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="frontdesk-screenshots-") as folder:
        site = LiveSite(site_environ(Path(folder), {}), Path(folder))
        site.flask("migrate")
        site.flask("seed-news")
        site.flask("index")
        # Without the worker, which would send the mails whose links are needed here.
        public, staff = _people_at_work(site)
        try:
            site.web.start()
            site.wait_until_ready()
            listed = {_name(path): path for path in listed_pages(site.url)}
            _take_all(site, {**listed, **PUBLIC, **public}, {**STAFF, **staff})
        finally:
            site.stop()


def _people_at_work(site: LiveSite) -> tuple[dict[str, str], dict[str, str]]:
    """A session at each of its stages; the addresses of both sides by name."""
    public, staff = {}, {}
    stages = {
        "proposed": a_proposal,
        "agreed": an_agreed_session,
        "key-requested": a_requested_key,
        "live": lambda: a_live_session()[0],
    }
    with create_app(site.settings).app_context():
        accounts.add(MANAGER, "Morgan Moss", PASSWORD, "manager")
        switch_on(MANAGER)
        for name, stage in stages.items():
            session = stage()
            public[f"session-{name}"] = f"/session/{session.token}"
            staff[f"staff-session-{name}"] = f"/staff/sessions/{session.id}"
        public["request"] = f"/support/r/{page_token(outbox_mail('support_received')[-1])}"
        enquiry = an_enquiry(sign="message=OPEN+TODAY", updates=("new-services",))
        staff["staff-enquiry"] = f"/staff/enquiries/{enquiry.reference}"
        staff["staff-request"] = f"/staff/support/{session.row.request.reference}"
    return public, staff


def _name(path: str) -> str:
    return path.strip("/").replace("/", "-") or "home"


def _take_all(site: LiveSite, public: dict[str, str], staff: dict[str, str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for width in WIDTHS:
            for scheme in SCHEMES:
                _take(browser, site, width, scheme, public, staff)
        browser.close()


def _take(
    browser: Browser,
    site: LiveSite,
    width: int,
    scheme: str,
    public: dict[str, str],
    staff: dict[str, str],
) -> None:
    folder = FOLDER / f"{width}-{scheme}"
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        # What comes up letter by letter is all there at once.
        reduced_motion="reduce",
    )
    page = context.new_page()
    for name, address in public.items():
        _picture(page, address, folder / f"{name}.png")
    _sign_in(page, site)
    for name, address in staff.items():
        _picture(page, address, folder / f"{name}.png")
    context.close()


def _picture(page: Page, address: str, path: Path) -> None:
    page.goto(address)
    page.screenshot(path=path, full_page=True)
    print(path.relative_to(ROOT))


def _sign_in(page: Page, site: LiveSite) -> None:
    page.goto("/staff/sign-in")
    page.fill("input[name=email]", MANAGER)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    with create_app(site.settings).app_context():
        page.fill("input[name=code]", code_for(MANAGER))
    page.click("main button[type=submit]")
    page.wait_for_url("**/staff/")


if __name__ == "__main__":
    main()
