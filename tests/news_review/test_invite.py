"""Making a preview link: shown once, listed, revoked."""

import re
from datetime import timedelta

import pytest

from frontdesk.core import audit, clock
from frontdesk.news.review import actions, store
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import a_story
from tests.news_review.links import CLIENT, a_link


def a_made_link(author: CheckingClient, story: int, days: str = "14") -> str:
    """Make a link on the page and return the address that it shows."""
    form = author.form(f"/staff/news/{story}/preview-links", "Make a link")
    answer = form.submit(name=CLIENT, days=days, follow_redirects=True)
    found = re.search(r'value="http://localhost(/preview/[a-z0-9]{26})"', answer.text)
    assert found, "the new link is not shown"
    return found[1]


@pytest.fixture
def story(author: CheckingClient) -> int:
    return a_story().id


def test_the_link_is_shown_once_and_leads_to_the_draft(
    author: CheckingClient, client: CheckingClient, story: int
) -> None:
    address = a_made_link(author, story)
    assert "A sign for a station" in client.text(address)
    again = author.get(f"/staff/news/{story}/preview-links").text
    assert address not in again
    assert CLIENT in again


def test_the_database_holds_the_hash_alone(author: CheckingClient, story: int) -> None:
    token = a_made_link(author, story).rsplit("/", 1)[1]
    [link] = store.links(story)
    assert token not in (link.token_hash, link.name)
    assert len(link.token_hash) == 64


def test_it_lasts_as_many_days_as_were_chosen(author: CheckingClient, story: int) -> None:
    a_made_link(author, story, days="3")
    [link] = store.links(story)
    assert link.expires_at - link.created_at == timedelta(days=3)
    assert link.created_by == "Ash Quinn"
    assert audit.latest()[0].action == "news: preview link made"


@pytest.mark.parametrize("days", ["", "0", "31", "-1", "two", "1.5", "9" * 400])
def test_other_numbers_of_days_are_refused_kindly(
    author: CheckingClient, story: int, days: str
) -> None:
    form = author.form(f"/staff/news/{story}/preview-links", "Make a link")
    answer = form.submit(name=CLIENT, days=days)
    assert answer.status_code == 422
    assert "from 1 to 30" in answer.text
    assert author.form_in(answer, "Make a link").values["name"] == CLIENT
    assert store.links(story) == []


def test_a_link_is_for_somebody(author: CheckingClient, story: int) -> None:
    form = author.form(f"/staff/news/{story}/preview-links", "Make a link")
    assert form.submit(name=" ").status_code == 422


def test_a_revoked_link_is_gone_at_once_and_stays_on_the_list(
    author: CheckingClient, client: CheckingClient, story: int
) -> None:
    address = a_made_link(author, story)
    assert author.form(f"/staff/news/{story}/preview-links", "Revoke").submit().status_code == 303
    assert client.get(address).status_code == 410
    assert "Revoked" in author.text(f"/staff/news/{story}/preview-links")
    assert audit.latest()[0].action == "news: preview link revoked"


def test_revoking_twice_is_told_of_once(author: CheckingClient, story: int) -> None:
    link, _ = a_link(story)
    for _ in range(2):
        actions.revoke(a_member(), story, link.id)
    told = [entry for entry in audit.latest() if entry.action == "news: preview link revoked"]
    assert len(told) == 1


def test_of_a_link_that_has_run_out_there_is_nothing_to_revoke(
    author: CheckingClient, story: int
) -> None:
    with clock.shifted(timedelta(hours=-23)):
        a_link(story, days=1)
    assert "Revoke" in author.text(f"/staff/news/{story}/preview-links")
    with clock.shifted(timedelta(hours=1)):
        words = author.text(f"/staff/news/{story}/preview-links")
    assert "Run out" in words
    assert "Revoke" not in words


def test_a_link_belongs_to_its_story(author: CheckingClient, story: int) -> None:
    link, _ = a_link(story)
    other = a_story().id
    form = author.form(f"/staff/news/{story}/preview-links", "Revoke")
    form.action = f"/staff/news/{other}/preview-links/{link.id}/revoke"
    assert form.submit().status_code == 404
    assert store.links(story)[0].revoked_at is None


def test_a_story_that_is_not_there_has_no_links(author: CheckingClient) -> None:
    assert author.get("/staff/news/999/preview-links").status_code == 404
