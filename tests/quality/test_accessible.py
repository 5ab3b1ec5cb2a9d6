"""axe-core finds nothing on any page, in both schemes and at both widths."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.quality.pages import every_page
from tests.services.site import LiveSite

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All of them that a change of colours alone could break.
COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_hinders_anybody(
    site: LiveSite, browser: Browser, modules: Path, width: int
) -> None:
    axe = (modules / "axe-core" / "axe.min.js").read_text()
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    found = []
    for path in every_page(site.url):
        page.goto(site.url + path)
        page.emulate_media(color_scheme="light")
        found += [f"{path}: {wrong}" for wrong in violations(page, axe)]
        page.emulate_media(color_scheme="dark")
        found += [f"{path} (dark): {wrong}" for wrong in violations(page, axe, COLOURS)]
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
    axe = (modules / "axe-core" / "axe.min.js").read_text()
    assert any("link-name" in wrong for wrong in violations(page, axe))
    page.close()


def violations(page: Page, axe: str, rules: Sequence[str] = RULES) -> list[str]:
    """What axe says, in a line each. Evaluated, since the content policy lets no script in."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    result = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", rules)
    return [
        f"{wrong['id']}: {wrong['help']}: {node['target']}"
        for wrong in result["violations"]
        for node in wrong["nodes"]
    ]
