"""Pictures beside the files of news."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from frontdesk.core.content import ContentError
from frontdesk.core.db import db, transaction
from frontdesk.core.migrations import downgrade, migrate
from frontdesk.news import seed, store
from frontdesk.news.seed import load_seed, make_pictures, seed_news
from tests.client import CheckingClient
from tests.page import parse
from tests.pictures.drawing import drawn, saved

FRONT = "---\ntitle: A sign\norder: 9\ntopics: [led]\nsummary: A sign\n{}\n---\nText.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sign.jpg").write_bytes(saved(drawn(700, 300)))
    return tmp_path


def item(folder: Path, *lines: str) -> Path:
    path = folder / "a-sign.md"
    path.write_text(FRONT.format("\n".join(lines)))
    return path


def shown(client: CheckingClient, folder: Path) -> dict[str, str]:
    """The picture on the item's page, after the files were seeded and its renditions made."""
    items = load_seed(folder)
    make_pictures(items)
    with transaction() as session:
        seed_news(session, items)
    [image] = parse(client.get("/news/a-sign").text).query("article picture img")
    return dict(image.attrs)


def test_an_item_shows_its_picture_and_says_what_it_shows(
    client: CheckingClient, folder: Path
) -> None:
    item(folder, "picture: sign.jpg", "alt: A sign above a door")
    image = shown(client, folder)
    assert image["alt"] == "A sign above a door"
    assert (image["width"], image["height"]) == ("700", "300")
    assert client.get(image["src"]).status_code == 200
    [entry] = json.loads(client.get("/news/feed.json").text)["items"]
    assert entry["image"] == f"http://localhost{image['src']}"
    assert f'<img src="{entry["image"]}" alt="A sign above a door"' in entry["content_html"]


def test_a_decoration_is_passed_over_by_who_listens(client: CheckingClient, folder: Path) -> None:
    item(folder, "picture: sign.jpg", "decorative: true")
    assert shown(client, folder)["alt"] == ""


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        (["picture: sign.jpg"], 6, "a picture needs its alt text, or else decorative: true"),
        (["decorative: false", "picture: sign.jpg"], 7, "a picture needs its alt text"),
        (["picture: sign.jpg", "alt: A", "decorative: true"], 6, "a picture needs its alt text"),
        (["picture: none.jpg", "alt: A"], 6, "there is no none.jpg beside this file"),
        (["picture: ../sign.jpg", "alt: A"], 6, "there is no ../sign.jpg beside this file"),
        (["alt: A", "picture: a-sign.md"], 7, "a-sign.md cannot be shown: it is not a JPEG"),
        (["picture: sign.jpg", f"alt: {'A' * 401}"], 7, "alt must be one line of at most 400"),
        (["alt: A"], 6, "alt is not a known field"),
        (["picture: [1]", "alt: A"], 6, "picture must be text"),
    ],
)
def test_a_picture_that_does_not_fit_stops_the_start(
    folder: Path, lines: list[str], line: int, problem: str
) -> None:
    path = item(folder, *lines)
    with pytest.raises(ContentError) as refused:
        load_seed(folder)
    assert str(refused.value).startswith(f"{path}, line {line}: {problem}")


@pytest.mark.one_database
def test_the_command_makes_what_is_missing_and_the_check_asks_for_it(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item(folder, "picture: sign.jpg", "alt: A")
    found = load_seed(folder)
    monkeypatch.setattr(seed, "load_seed", lambda: found)
    run = app.test_cli_runner().invoke
    assert "build-pictures" in run(args=["check"]).output
    assert run(args=["build-pictures"]).output == "Pictures made: 5\n"
    assert run(args=["build-pictures"]).output == "Pictures made: 0\n"
    assert run(args=["check"]).exit_code == 0


@pytest.mark.one_database
def test_a_damaged_picture_is_named(app: Flask, folder: Path) -> None:
    path = folder / "sign.jpg"
    path.write_bytes(path.read_bytes()[:800])
    item(folder, "picture: sign.jpg", "alt: A")
    with pytest.raises(ContentError, match=r"sign\.jpg, line 1: it is damaged"):
        make_pictures(load_seed(folder))


def test_the_database_holds_no_half_of_a_picture(app: Flask, folder: Path) -> None:
    item(folder, "picture: sign.jpg", "alt: A")
    with pytest.raises(IntegrityError), transaction() as session:
        seed_news(session, load_seed(folder))
        session.flush()
        session.execute(text("UPDATE news_item SET picture_alt = NULL"))


def test_the_migration_makes_the_table_anew_and_keeps_what_refers_to_it(app: Flask) -> None:
    with transaction() as session:
        seed_news(session)
    before = {found.slug: sorted(found.topics) for found in store.latest(9)}
    db.session.remove()
    downgrade("0005")
    migrate()
    assert {found.slug: sorted(found.topics) for found in store.latest(9)} == before
    assert all(found.picture is None for found in store.latest(9))
