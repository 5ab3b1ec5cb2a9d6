"""Finding news by topic."""

from pathlib import Path

import pytest

from frontdesk.core.content import ContentError
from frontdesk.core.db import db, transaction
from frontdesk.news.models import NewsItemTopic
from frontdesk.news.seed import seed_news
from frontdesk.news.topics import load_topics
from tests.client import CheckingClient
from tests.page import parse

GOOD = '[led]\nname = "LED"\ndescription = "Signs."\n\n[x-y]\nname = "X"\ndescription = "Y."\n'


@pytest.fixture
def reader(client: CheckingClient) -> CheckingClient:
    """A visitor to a site that has the news it starts with."""
    with transaction() as session:
        seed_news(session)
    return client


def marked(client: CheckingClient, path: str) -> list[tuple[str, str]]:
    """The topics of the menu that are marked as where the reader is."""
    links = parse(client.get(path).text).query("nav[aria-label=Topics] a")
    return [(a.to_text(), a.attrs["aria-current"]) for a in links if "aria-current" in a.attrs]


@pytest.mark.parametrize(
    ("topic", "there", "elsewhere"),
    [("led", ["Margate"], ["Video", "Marlowe"]), ("displays", ["Margate", "Video", "Marlowe"], [])],
)
def test_a_topic_lists_its_items_and_no_others(
    reader: CheckingClient, topic: str, there: list[str], elsewhere: list[str]
) -> None:
    words = reader.text(f"/news/topics/{topic}")
    assert all(word in words for word in there)
    assert not any(word in words for word in elsewhere)


def test_a_topic_without_news_says_so(reader: CheckingClient) -> None:
    words = reader.text("/news/topics/healthcare")
    assert "There is no news of this yet." in words
    assert "patient calling" in words


@pytest.mark.parametrize("topic", ["boats", "LED", "led-displays", "led,displays", "%00"])
def test_an_unknown_topic_is_not_found(reader: CheckingClient, topic: str) -> None:
    assert reader.get(f"/news/topics/{topic}").status_code == 404


def test_the_topic_on_show_is_marked(reader: CheckingClient) -> None:
    assert marked(reader, "/news/") == [("All", "page")]
    assert marked(reader, "/news/topics/displays") == [("Displays", "page")]


def test_an_item_leads_to_each_of_its_topics(reader: CheckingClient) -> None:
    page = parse(reader.get("/news/full-colour-led-display-margate").text)
    links = [a.attrs["href"] for a in page.query("article .topics a")]
    assert links == ["/news/topics/led", "/news/topics/displays"]


def test_a_topic_that_has_left_the_file_is_passed_over(reader: CheckingClient) -> None:
    with transaction() as session:
        session.query(NewsItemTopic).filter_by(topic="led").update({"topic": "gone"})
    page = parse(reader.get("/news/full-colour-led-display-margate").text)
    assert [a.to_text() for a in page.query("article .topics a")] == ["Displays"]
    assert db.session.query(NewsItemTopic).filter_by(topic="gone").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("[x-y]", "[X y]", 5, "Expected ']'"),
        ("[x-y]", "[XY]", 5, "XY must be lower-case words"),
        ('name = "X"\n', "", 5, "x-y.name is missing"),
        ('"Y."', "7", 7, "x-y.description must be text"),
        ('"Y."', '"Y."\ncolour = "red"', 8, "x-y.colour is not a known field"),
        ("[led]", 'first = "one"\n[led]', 1, "first must be dict"),
    ],
)
def test_a_topic_that_does_not_fit_stops_the_start(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(GOOD)
    assert list(load_topics(path)) == ["led", "x-y"]
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(ContentError) as refused:
        load_topics(path)
    assert str(refused.value).startswith(f"{path}, line {line}: {problem}")
