"""A story with a photograph goes live at its time, and ends at its time, by itself, everywhere."""

import io
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from frontdesk.app import create_app
from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.media import store
from frontdesk.media.models import State
from frontdesk.news import londontime
from frontdesk.staff import accounts
from tests.browser.news_desk.test_paste import WORD
from tests.browser.news_desk.writer import EXPECTED, PASSWORD, Writer
from tests.secondstep import code_for, switch_on
from tests.services.ports import free_port
from tests.services.site import Child, LiveSite, http_status, running_site
from tests.services.siteclock import SiteClock
from tests.services.waiting import until

ELLIS = "ellis@site.example"
PAGE = "/news/the-pier-is-lit"
PATHS = ("/news/", PAGE, "/news/feed.atom", "/news/feed.json")
LARGE = 12 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """One site, its clock, and the addresses of two web servers that share its database."""

    site: LiveSite
    clock: SiteClock
    servers: tuple[str, str]

    def shown(self) -> dict[str, bool]:
        """For each address of each server whether a visitor sees the story there now."""
        addresses = [server + path for server in self.servers for path in PATHS]
        return {address: "The pier is lit" in _words(address) for address in addresses}

    def nowhere(self) -> dict[str, bool]:
        return dict.fromkeys((server + path for server in self.servers for path in PATHS), False)

    def everywhere(self) -> dict[str, bool]:
        return dict.fromkeys(self.nowhere(), True)


def _words(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return ""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    ticking = SiteClock(tmp_path / "ahead")
    with running_site(tmp_path, ticking.settings) as site:
        port = str(free_port())
        other = Child(site.web.command, {**site.environ, "PORT": port}, tmp_path / "other.log")
        other.start()
        address = f"http://127.0.0.1:{port}"
        try:
            until(lambda: http_status(f"{address}/readyz") == 200, "the second web server")
            yield Place(site, ticking, (site.url, address))
        finally:
            other.stop()


@pytest.fixture
def ellis(place: Place, new_context: Callable[..., BrowserContext]) -> Iterator[Writer]:
    """An editor, signed in with an app's code, on a new story."""
    app = create_app(place.site.settings)
    writer = Writer(new_context(EXPECTED, base_url=place.site.url).new_page())
    with app.app_context():
        accounts.add(ELLIS, "Ellis Hart", PASSWORD, "editor")
        switch_on(ELLIS)
        writer.page.goto("/staff/news")
        writer.sign_in(ELLIS)
        writer.page.get_by_label("Code").fill(code_for(ELLIS))
        writer.press("Enter")
        writer.page.get_by_role("button", name="Write news").click()
        writer.tool("Bold").wait_for()
        yield writer
        db.session.remove()
        db.engine.dispose()


def large_photo(folder: Path) -> Path:
    """A photograph of 12 MB, as grainy as those taken by night."""
    grain = Image.effect_noise((4000, 3000), 90)
    content = io.BytesIO()
    Image.merge("RGB", [grain, grain.rotate(180), grain]).save(content, "JPEG", quality=93)
    file = folder / "IMG_2041.jpg"
    file.write_bytes(content.getvalue().ljust(LARGE, b"\0"))
    return file


def write(writer: Writer) -> None:
    writer.page.get_by_label("Title").fill("The pier is lit")
    writer.page.get_by_label("Summary").fill("A bright display shows the way")
    writer.empty()
    writer.paste(WORD)


def add_photo(writer: Writer, file: Path) -> None:
    """It is asked at once what the photograph shows; this is put off."""
    writer.page.get_by_label("Add a picture").set_input_files(file)
    dialog = writer.page.get_by_role("dialog", name="What does this picture show?")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Say what the picture shows")
    dialog.get_by_role("button", name="Cancel").click()


def is_ready() -> bool:
    db.session.rollback()
    return store.recent()[0].state == State.READY


def schedule(writer: Writer) -> datetime:
    """Have it shown from the next minute on, and until the one after it; tells when that is."""
    page = writer.page
    starts = clock.now().replace(second=0, microsecond=0) + timedelta(minutes=2)
    for name, moment in (("start", starts), ("end", starts + timedelta(minutes=1))):
        day, time, _ = londontime.parts(moment)
        page.locator(f"[name={name}-day]").fill(day)
        page.locator(f"[name={name}-time]").fill(time)
    page.get_by_role("button", name="Schedule for").click()
    return starts


def test_a_story_comes_and_goes_within_a_second_of_its_times(
    ellis: Writer, place: Place, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    write(ellis)
    add_photo(ellis, large_photo(tmp_path))
    schedule(ellis)
    expect(ellis.page.get_by_role("alert")).to_contain_text("Say what picture 1 shows")
    ellis.page.get_by_label("What it shows, for people").fill("A sign above the sea at night")
    until(is_ready, "all sizes of the photograph", 120)
    starts = schedule(ellis)
    expect(ellis.page.get_by_text("Goes live by itself")).to_be_visible()
    ends, soon = starts + timedelta(minutes=1), timedelta(seconds=0.2)
    place.clock.set_to(starts - timedelta(seconds=5))
    assert place.shown() == place.nowhere()
    place.clock.set_to(starts + soon)
    assert place.shown() == place.everywhere()
    visitor = new_context(EXPECTED, base_url=place.servers[1]).new_page()
    visitor.goto(PAGE)
    expect(visitor.get_by_role("img", name="A sign above the sea at night")).to_be_visible()
    place.clock.set_to(ends - timedelta(seconds=5))
    assert place.shown() == place.everywhere()
    place.clock.set_to(ends + soon)
    assert place.shown() == place.nowhere()
    assert [http_status(server + PAGE) for server in place.servers] == [410, 410]
