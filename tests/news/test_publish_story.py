"""Sending a story out, changing it while it is shown, and taking it off again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from frontdesk.core import audit, clock
from frontdesk.core.db import db, transaction
from frontdesk.news import actions, store
from frontdesk.news.errors import NotNow, NotReady
from frontdesk.news.models import NewsItem, NewsStory
from frontdesk.news.seed import seed_news
from frontdesk.news.states import State, has_changes, state_of
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import CONTENT, EDITOR, a_published_story, a_story, found

PLACES = ("/", "/news/", "/news/topics/led", "/news/feed.atom", "/news/feed.json")
ADDRESS = "/news/a-sign-for-a-station"
HOUR = timedelta(hours=1)


def shown(client: CheckingClient, title: str = "A sign for a station") -> list[str]:
    """The places where visitors find the title, the search and the site map among them."""
    found = [path for path in PLACES if title in client.get(path).text]
    found += ["search"] if title in client.text("/search?q=amber") else []
    if title in CONTENT.title and ADDRESS in client.get("/sitemap.xml").text:
        found += ["map"]
    return found


EVERYWHERE = [*PLACES, "search", "map"]


def test_a_draft_is_nowhere(client: CheckingClient) -> None:
    a_story()
    assert shown(client) == []
    assert client.get(ADDRESS).status_code == 404


def test_what_is_published_is_everywhere_at_once(client: CheckingClient) -> None:
    assert shown(client) == []
    a_published_story()
    assert shown(client) == EVERYWHERE
    assert "It is two metres wide." in client.text(ADDRESS)


def test_a_scheduled_story_comes_by_itself_and_goes_by_itself(client: CheckingClient) -> None:
    now = clock.now()
    a_published_story(visible_from=now + HOUR, visible_until=now + 2 * HOUR)
    assert shown(client) == []
    assert client.get(ADDRESS).status_code == 404
    with clock.shifted(HOUR):
        assert shown(client) == EVERYWHERE
        assert client.get(ADDRESS).status_code == 200
    with clock.shifted(2 * HOUR):
        assert shown(client) == []
        gone = client.get(ADDRESS)
        assert gone.status_code == 410
        assert "This news is no longer shown" in gone.text
        assert client.get(f"{ADDRESS}/share.png").status_code == 410


def test_a_change_that_is_only_saved_is_not_shown(client: CheckingClient) -> None:
    story = a_published_story()
    new = replace(CONTENT, title="Another title")
    actions.save(story.id, story.version, new, a_member())
    assert shown(client, "Another title") == []
    assert shown(client) == EVERYWHERE
    story = found(story.id)
    assert has_changes(story)
    actions.publish(story.id, story.version, new, a_member())
    assert shown(client, "Another title") == EVERYWHERE[:-1]
    assert not has_changes(found(story.id))


def test_taken_off_it_says_so_and_comes_back_at_the_same_address(client: CheckingClient) -> None:
    story = a_published_story()
    day = story.item.published_at if story.item else None
    actions.unpublish(story.id, story.version, a_member(*EDITOR))
    assert shown(client) == []
    assert client.get(ADDRESS).status_code == 410
    story = found(story.id)
    actions.publish(story.id, story.version, story.content, a_member(*EDITOR))
    assert shown(client) == EVERYWHERE
    again = store.by_slug("a-sign-for-a-station")
    assert again
    assert again.published_at == day


def test_taken_back_before_its_time_it_is_a_draft_again(client: CheckingClient) -> None:
    story = a_published_story(visible_from=clock.now() + HOUR)
    actions.unpublish(story.id, story.version, a_member(*EDITOR))
    assert state_of(found(story.id), clock.now()) is State.DRAFT
    with clock.shifted(HOUR):
        assert shown(client) == []
        assert client.get(ADDRESS).status_code == 404
    with pytest.raises(NotNow):
        actions.unpublish(story.id, story.version, a_member(*EDITOR))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"summary": ""}, "summary"),
        ({"body": " "}, "body"),
        ({"body": "x" * 60_001}, "body"),
        ({"visible_until": clock.now()}, "visible_until"),
    ],
)
def test_what_is_not_ready_is_saved_and_not_shown(
    client: CheckingClient, changes: dict[str, object], field: str
) -> None:
    story = a_story()
    content = replace(CONTENT, **changes)
    with pytest.raises(NotReady) as refused:
        actions.publish(story.id, story.version, content, a_member(*EDITOR))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert found(story.id).content == content
    assert found(story.id).version == refused.value.version
    assert shown(client) == []


def test_what_is_live_can_not_begin_later(client: CheckingClient) -> None:
    story = a_published_story()
    later = replace(CONTENT, visible_from=clock.now() + HOUR)
    with pytest.raises(NotReady, match="Visitors see this already"):
        actions.publish(story.id, story.version, later, a_member(*EDITOR))
    assert shown(client) == EVERYWHERE


def test_two_of_one_title_get_two_addresses(app: Flask) -> None:
    slugs = [story.item.slug for story in (a_published_story(), a_published_story()) if story.item]
    assert slugs == ["a-sign-for-a-station", "a-sign-for-a-station-2"]


def test_the_news_that_the_site_starts_with_can_be_edited(client: CheckingClient) -> None:
    with transaction() as session:
        seed_news(session)
    slug = "full-colour-led-display-margate"
    story = db.session.scalar(select(NewsStory).join(NewsItem).where(NewsItem.slug == slug))
    assert story
    assert state_of(story, clock.now()) is State.LIVE
    assert not has_changes(story)
    before = client.text(f"/news/{story.item.slug if story.item else ''}")
    actions.publish(story.id, story.version, story.content, a_member(*EDITOR))
    story = found(story.id)
    assert story.item
    assert client.text(f"/news/{story.item.slug}") == before
    changed = replace(story.content, title="Changed by staff")
    actions.publish(story.id, story.version, changed, a_member(*EDITOR))
    with transaction() as session:
        assert seed_news(session) == 0
    assert "Changed by staff" in client.text(f"/news/{story.item.slug}")


def test_who_published_what_and_when_is_in_the_trail(app: Flask) -> None:
    story = a_published_story(visible_from=clock.now() + HOUR)
    entry = audit.latest(1)[0]
    assert (entry.actor, entry.action) == (EDITOR[0], "news: published")
    assert entry.subject == f"{story.id}: A sign for a station"
    assert "from" in entry.detail
