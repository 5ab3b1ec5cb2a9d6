"""What a page weighs on the wire, as a browser that takes Brotli receives it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Response

from tests.quality.pages import every_page
from tests.services.site import LiveSite

KILOBYTE = 1024
PAGE_AND_STYLE = 14 * KILOBYTE
SCRIPT = 10 * KILOBYTE
HOME = 100 * KILOBYTE, 8
INNER = 60 * KILOBYTE, 6


@dataclass
class Load:
    """The answers that one visit took, each with its kind and its size as sent, in bytes."""

    answers: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, response: Response) -> None:
        size = int(response.headers.get("content-length", 0)) or len(response.body())
        self.answers.append((response.url, response.request.resource_type, size))

    def total(self, *kinds: str) -> int:
        return sum(size for _, kind, size in self.answers if not kinds or kind in kinds)

    def complaints(self, path: str, base: str) -> Iterator[str]:
        heaviest, most = HOME if path == "/" else INNER
        if self.total() > heaviest:
            yield f"{path} weighs {self.total()} bytes of {heaviest}"
        if len(self.answers) > most:
            yield f"{path} takes {len(self.answers)} requests of {most}"
        if self.total("document", "stylesheet") > PAGE_AND_STYLE:
            yield f"{path} with its style weighs {self.total('document', 'stylesheet')} bytes"
        if self.total("script") > SCRIPT:
            yield f"{path} has {self.total('script')} bytes of script"
        for url, _, _ in self.answers:
            if not url.startswith((base, "data:", "blob:")):
                yield f"{path} asks {url}"


@pytest.fixture(scope="module")
def loads(site: LiveSite, browser: Browser) -> dict[str, Load]:
    """Each page visited as if for the first time: nothing is taken from the browser's cache."""
    found = {}
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    for path in every_page(site.url):
        page = context.new_page()
        context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        load = found[path] = Load()
        page.on("response", load.add)
        page.goto(site.url + path)
        page.evaluate("document.fonts.ready.then(() => true)")
        assert context.cookies() == [], f"{path} sets a cookie"
        page.close()
    context.close()
    return found


def test_every_page_keeps_to_its_weight(site: LiveSite, loads: dict[str, Load]) -> None:
    wrong = [line for path, load in loads.items() for line in load.complaints(path, site.url)]
    assert not wrong, "\n".join(wrong)


def test_a_heavy_page_is_noticed() -> None:
    load = Load([("https://a.example/x.js", "script", 200 * KILOBYTE)] * 9)
    said = " ".join(load.complaints("/", "http://127.0.0.1:1"))
    for part in ("weighs", "requests", "script", "asks https://a.example/x.js"):
        assert part in said
