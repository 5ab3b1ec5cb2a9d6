"""`make screenshots`: every page at two widths and in both colour schemes, into screenshots/.

The site is a temporary one, filled by the tests' own factories.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from frontdesk.app import create_app
from frontdesk.settings import ROOT
from tests.factories import PASSWORD
from tests.quality.inuse import MANAGER, put_to_use
from tests.quality.pages import listed_pages
from tests.secondstep import code_for
from tests.services.programs import chromium
from tests.services.site import LiveSite, site_environ

FOLDER = ROOT / "screenshots"
WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")

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
    "sign-in-passkey": "/staff/passkey",
}


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="frontdesk-screenshots-") as folder:
        site = LiveSite(site_environ(Path(folder), {}), Path(folder))
        site.flask("migrate")
        site.flask("seed-news")
        site.flask("index")
        # Without the worker, which would send the mails whose links are needed here.
        with create_app(site.settings).app_context() as context:
            in_use = put_to_use(context.app)
        try:
            site.web.start()
            site.wait_until_ready()
            listed = {_name(path): path for path in listed_pages(site.url)}
            _take_all(site, {**listed, **PUBLIC, **in_use.outside}, in_use.staff)
        finally:
            site.stop()


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
