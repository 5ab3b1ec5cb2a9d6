"""Real browsers against the real site. What a page does wrong fails its test, without being asked.

The live site runs on SQLite; that both databases behave alike is shown by the other tests.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
)

from tests.services.programs import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Screen sharing: two browsers on one machine, and nobody there to click on the chooser.
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--auto-accept-this-tab-capture",
]

# A refused form is answered with 422, which Chromium reports as if it were a fault of the page.
EXPECTED = (r"Failed to load resource: .* status of 4(10|13|22|29)",)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, headless, with screen sharing answered by itself."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a person's browser. At the end of the test anything amiss in any of them fails it:
    an error on the console, a breach of the content policy, a request to another host.

    `expected` lists patterns of console errors that the test provokes; all else goes to Playwright.
    """
    contexts: list[BrowserContext] = []
    amiss: list[str] = []

    def make(expected: tuple[str, ...] = (), **options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("page", lambda page: _watch_page(page, (*EXPECTED, *expected), amiss))
        context.on("request", lambda request: _watch_request(request, amiss))
        return context

    yield make
    for context in contexts:
        context.close()
    assert not amiss, "\n".join(amiss)


def _watch_page(page: Page, expected: tuple[str, ...], amiss: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        wanted = any(re.search(pattern, message.text) for pattern in expected)
        if message.type == "error" and not wanted:
            amiss.append(f"console of {page.url}: {message.text}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: amiss.append(f"script of {page.url}: {error}"))


def _watch_request(request: Request, amiss: list[str]) -> None:
    parts = urlsplit(request.url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in (
        "127.0.0.1",
        "localhost",
    ):
        amiss.append(f"a request left for {request.url}")
