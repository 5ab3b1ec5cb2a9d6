"""What somebody outside sees by a preview link."""

from dataclasses import replace
from datetime import timedelta

from frontdesk.core import clock
from frontdesk.core.tokens import new_token
from frontdesk.news import actions as news_actions
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import found
from tests.news_review.links import a_preview


def test_it_is_the_draft_with_a_word_of_what_it_is(client: CheckingClient) -> None:
    _, token = a_preview()
    words = client.text(f"/preview/{token}")
    assert "Not yet published." in words
    assert "Shown to you, Pat Doe, Hill Theatre, by Jayex" in words
    assert "It is two metres wide." in words


def test_it_follows_the_draft(client: CheckingClient) -> None:
    link, token = a_preview()
    story = found(link.story_id)
    changed = replace(story.content, body="It is three metres wide.")
    news_actions.save(story.id, story.version, changed, a_member())
    assert "three metres" in client.text(f"/preview/{token}")


def test_nobody_keeps_or_finds_it(client: CheckingClient) -> None:
    _, token = a_preview()
    answer = client.get(f"/preview/{token}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_guessed_link_is_no_page(client: CheckingClient) -> None:
    a_preview()
    assert client.get(f"/preview/{new_token()}").status_code == 404


def test_a_link_that_has_run_out_says_so_kindly(client: CheckingClient) -> None:
    _, token = a_preview(days=1)
    with clock.shifted(timedelta(hours=23, minutes=59)):
        assert client.get(f"/preview/{token}").status_code == 200
    with clock.shifted(timedelta(days=1)):
        answer = client.get(f"/preview/{token}")
    assert answer.status_code == 410
    assert "has run out" in answer.text


def test_the_link_of_a_deleted_draft_is_gone(client: CheckingClient) -> None:
    link, token = a_preview()
    news_actions.delete_draft(link.story_id, a_member())
    assert client.get(f"/preview/{token}").status_code == 410


def test_a_draft_without_a_word_can_be_looked_at(client: CheckingClient) -> None:
    link, token = a_preview()
    story = found(link.story_id)
    empty = replace(story.content, title="", summary="", body="")
    news_actions.save(story.id, story.version, empty, a_member())
    assert client.get(f"/preview/{token}").status_code == 200
