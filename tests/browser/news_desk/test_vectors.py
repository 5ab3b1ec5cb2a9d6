"""Several hundred attempts to have a script run, in every text that a page shows.

A real Chromium looks at each page under the site's own policy. Nothing may run, and the policy may
have nothing to report: it stands behind the sanitisers and must not be needed.
"""

import json
import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from frontdesk.app import create_app
from frontdesk.core.db import db
from frontdesk.settings import ROOT
from frontdesk.staff import accounts
from frontdesk.staff.member import Member
from tests.browser.news_desk import planting
from tests.browser.news_desk.families import (
    addresses,
    in_html,
    in_markdown,
    in_words,
    naughty_strings,
)
from tests.browser.news_desk.writer import ALEX, EXPECTED, PASSWORD, Writer
from tests.services.site import LiveSite, running_site

MODULES = ROOT / "tests" / "quality" / "node_modules"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AT_ONCE = 60

# Tells of what runs, and of what the policy had to stop.
WATCH = """
window.ran = window.alert = window.confirm = window.prompt = (what) => { tell(`ran: ${what}`); };
document.addEventListener('securitypolicyviolation', (event) => {
  tell(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""
# What must not be there, though it might need a click to do harm.
DANGEROUS = """() => [
  ...[...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]
    .filter(({name}) => /^on|^srcdoc$|^formaction$/i.test(name))
    .map(({name}) => `${element.tagName} has ${name}`)),
  ...[...document.querySelectorAll('a, area')]
    .filter(({protocol}) => !['http:', 'https:', 'mailto:', 'tel:', ':'].includes(protocol))
    .map(({href}) => `a link to ${href}`),
  ...[...document.querySelectorAll('.prose *, .teaser *, .clients *, .timeline__body *')]
    .filter(({tagName}) => /script|style|iframe|object|embed|svg|math|form|input|base|meta|link/i
      .test(tagName))
    .map(({tagName}) => `an element ${tagName}`),
]"""
# Each is pasted by itself behind what is there.
PASTE = """async (texts) => {
  const surface = document.querySelector('.surface__text');
  for (const html of texts) {
    const data = new DataTransfer();
    data.setData('text/html', html);
    data.setData('text/plain', html);
    surface.dispatchEvent(new ClipboardEvent('paste',
      { clipboardData: data, bubbles: true, cancelable: true }));
    await new Promise((done) => setTimeout(done));
  }
}"""


@pytest.fixture(scope="module")
def words() -> list[str]:
    """What means something where text stands among HTML."""
    return [
        *in_words(),
        *(text for text in naughty_strings(MODULES) if re.search("[<>&\"'`]", text)),
    ]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """What means something where text is Markdown."""
    return [*in_words(), *naughty_strings(MODULES), *in_markdown()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with running_site(tmp_path_factory.mktemp("vectors")) as site:
        yield site


@pytest.fixture(scope="module")
def author(site: LiveSite) -> Iterator[Member]:
    """Alex Poole; the site's own actions can be called."""
    app: Flask = create_app(site.settings)
    with app.app_context():
        number = accounts.add(ALEX, "Alex Poole", PASSWORD, "author")
        yield Member(number, ALEX, "Alex Poole", frozenset({"author"}))
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def page(
    site: LiveSite, new_context: Callable[..., BrowserContext], heard: list[str]
) -> Iterator[Page]:
    context = new_context(EXPECTED, base_url=site.url)
    context.expose_function("tell", lambda text: heard.append(text))
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("dialog", lambda dialog: (heard.append(f"dialogue {dialog.message}"), dialog.dismiss()))
    yield page


def test_on_the_public_pages_and_in_the_feeds_nothing_runs(
    page: Page, author: Member, words: list[str], texts: list[str], heard: list[str]
) -> None:
    assert len(texts) > 900
    planting.plant_clients(words)
    for path in ["/", *planting.plant_items(words, planting.bodies_of(texts))]:
        _look_at(page, path, heard)
    _look_at_list(page, "/news/", heard)
    _look_at(page, "/search?q=script+alert", heard)
    assert page.locator("mark").count()
    _look_at_feeds(page, heard)


def test_in_drafts_previews_and_comments_nothing_runs(
    page: Page, author: Member, texts: list[str], heard: list[str]
) -> None:
    _sign_in(page)
    for story, preview in planting.plant_drafts(texts, author).items():
        _look_at(page, preview, heard)
        _look_at(page, f"/staff/news/{story}", heard)
        Writer(page).tool("Bold").wait_for()
        assert page.evaluate(DANGEROUS) == []
    _look_at(page, "/staff/news", heard)


def test_nothing_that_is_pasted_or_imported_runs_then_or_later(
    page: Page, author: Member, words: list[str], heard: list[str]
) -> None:
    _sign_in(page)
    bodies = _imported(page, words, heard)
    bodies += _pasted(page, [*words, *in_html()], heard)
    for path in planting.plant_items(["x"], bodies, "arrived"):
        _look_at(page, path, heard)


def test_the_watch_hears_what_runs_and_what_the_policy_stops(
    page: Page, site: LiveSite, heard: list[str]
) -> None:
    page.goto("about:blank")
    page.evaluate("() => { document.body.innerHTML = '<img src=x onerror=ran(1)>'; }")
    page.wait_for_function("() => document.images[0].complete")
    page.wait_for_timeout(100)
    assert heard == ["ran: 1"]
    assert page.evaluate(DANGEROUS) == ["IMG has onerror"]


def _look_at(page: Page, path: str, heard: list[str]) -> None:
    answer = page.goto(path, wait_until="load")
    assert answer is not None and answer.status == 200, path
    assert page.evaluate(DANGEROUS) == [], path
    assert heard == [], path


def _look_at_list(page: Page, path: str | None, heard: list[str]) -> None:
    """A list from its first page to its last."""
    while path:
        _look_at(page, path, heard)
        older = page.get_by_role("link", name="Older")
        path = older.get_attribute("href") if older.count() else None


def _look_at_feeds(page: Page, heard: list[str]) -> None:
    """They carry the same texts to programs that may write what they read anew."""
    bodies = _feed_bodies(page)
    page.goto("/healthz")
    for body in bodies:
        page.evaluate("html => { document.body.innerHTML = html; }", body)
        page.evaluate("() => { document.body.innerHTML = document.body.innerHTML; }")
        assert page.evaluate(DANGEROUS) == []
    page.wait_for_timeout(100)
    assert heard == []


def _feed_bodies(page: Page) -> list[str]:
    """What both feeds carry, which must be whole."""
    atom = page.request.get("/news/feed.atom").body()
    entries = ElementTree.fromstring(atom).findall("{http://www.w3.org/2005/Atom}entry")  # noqa: S314  (our own)
    texts = [entry.findtext("{http://www.w3.org/2005/Atom}content") or "" for entry in entries]
    told = json.loads(page.request.get("/news/feed.json").text())
    assert entries and told["items"]
    return [*texts, *(item["content_html"] for item in told["items"])]


def _sign_in(page: Page) -> None:
    page.goto("/staff/sign-in")
    Writer(page).sign_in()
    page.wait_for_url("**/staff/")


def _imported(page: Page, words: list[str], heard: list[str]) -> list[str]:
    """What Word documents become, in the editor and as it is stored."""
    bodies = []
    for file in planting.word_files(words, addresses()):
        page.goto("/staff/news/import")
        document = {"name": "A.docx", "mimeType": WORD, "buffer": file}
        page.get_by_label("Word document").set_input_files(document)  # type: ignore[arg-type]
        page.get_by_role("button", name="Make a draft of it").click()
        page.wait_for_url(re.compile(r"/staff/news/\d+$"))
        bodies.append(_written(page, heard))
    return bodies


def _pasted(page: Page, texts: list[str], heard: list[str]) -> list[str]:
    """What pasted HTML becomes."""
    bodies = []
    writer = Writer(page)
    for start in range(0, len(texts), AT_ONCE):
        writer.empty()
        page.evaluate(PASTE, texts[start : start + AT_ONCE])
        bodies.append(_written(page, heard))
    return bodies


def _written(page: Page, heard: list[str]) -> str:
    """The Markdown that the editor holds, once it is clear that what it shows is harmless."""
    writer = Writer(page)
    writer.tool("Bold").wait_for()
    assert page.evaluate(DANGEROUS) == []
    assert heard == []
    assert len(writer.markdown) > 100
    return writer.markdown
