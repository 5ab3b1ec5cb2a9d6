"""axe-core finds nothing on any page, in both schemes and at both widths."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quality import axe
from tests.quality.pages import every_page
from tests.services.site import LiveSite


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_hinders_anybody(
    site: LiveSite, browser: Browser, modules: Path, width: int
) -> None:
    judge = axe.source(modules)
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    found = []
    for path in every_page(site.url):
        page.goto(site.url + path)
        found += [f"{path}, {wrong}" for wrong in axe.violations(page, judge)]
    page.close()
    assert not found, "\n".join(found)


def test_no_page_needs_scrolling_sideways_at_400_percent_zoom(
    site: LiveSite, browser: Browser
) -> None:
    # A window of 1280 px at that zoom has room for 320.
    page = browser.new_page(viewport={"width": 320, "height": 256})
    wide = []
    for path in every_page(site.url):
        page.goto(site.url + path, wait_until="domcontentloaded")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    page.close()
    assert not wide


def test_the_judge_finds_what_is_wrong(site: LiveSite, browser: Browser, modules: Path) -> None:
    page = browser.new_page()
    page.goto(site.url + "/privacy")
    page.evaluate("document.querySelector('main a').replaceChildren()")
    page.evaluate("document.querySelector('h1').style.color = 'light-dark(black, #222)'")
    found = axe.violations(page, axe.source(modules))
    for wrong in ("light: link-name", "dark: color-contrast"):
        assert any(wrong in each for each in found)
    assert not any("light: color-contrast" in each for each in found)
    page.close()
