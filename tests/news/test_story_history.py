"""Going back: comparing, naming and restoring what a story once said."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from frontdesk.core import clock
from frontdesk.news import actions, stories
from frontdesk.news.models import NewsStory
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import AUTHOR, CONTENT, a_published_story, a_story, found


@pytest.fixture
def author(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff(*AUTHOR, "author")


def a_changed_story() -> NewsStory:
    story = a_story()
    new = replace(CONTENT, body="It is three metres wide.\n\nIt is amber.", place="Margate")
    actions.save(story.id, story.version, new, a_member(*AUTHOR))
    return found(story.id)


def test_two_versions_are_compared_word_by_word(author: CheckingClient) -> None:
    story = a_changed_story()
    answer = author.form(f"/staff/news/{story.id}/history", "Compare").submit()
    assert answer.status_code == 200
    for words in ("removed: </span>two", "added: </span>three", "added: </span>Margate"):
        assert words in answer.text
    assert "amber" not in answer.text


def test_one_version_alone_is_compared_with_nothing(author: CheckingClient) -> None:
    answer = author.get(f"/staff/news/{a_story().id}/history")
    assert "Version 1" in answer.text
    assert "Compare" not in answer.text
    assert "radio" not in answer.text


def test_restoring_is_a_new_version_and_shows_visitors_nothing(
    author: CheckingClient, client: CheckingClient
) -> None:
    story = a_published_story()
    changed = replace(CONTENT, title="Another title")
    actions.publish(story.id, story.version, changed, a_member())
    form = author.form(f"/staff/news/{story.id}/history/1", "Bring this text back")
    assert form.submit().status_code == 303
    story = found(story.id)
    assert story.content.title == CONTENT.title
    assert stories.history(story.id)[0].kind == "restore"
    assert "Another title" in client.text("/news/")


def test_restoring_over_an_unseen_change_is_refused(author: CheckingClient) -> None:
    story = a_changed_story()
    form = author.form(f"/staff/news/{story.id}/history/1", "Bring this text back")
    actions.save(story.id, story.version, replace(CONTENT, title="Newer"), a_member())
    answer = form.submit(follow_redirects=True)
    assert "has changed this meanwhile" in answer.text
    assert found(story.id).content.title == "Newer"


def test_a_named_version_is_found_by_its_name(author: CheckingClient) -> None:
    story = a_changed_story()
    address = f"/staff/news/{story.id}/history"
    author.form(f"{address}/1", "Keep this name").submit(name="As agreed")
    assert "As agreed" in author.text(address)
    author.form(f"{address}/1", "Keep this name").submit(name="")
    assert "As agreed" not in author.text(address)


def test_what_is_not_in_the_history_is_not_found(author: CheckingClient) -> None:
    number = a_story().id
    for path in ("history/9", "history/99999999999", "differences?old=1&new=9"):
        assert author.get(f"/staff/news/{number}/{path}").status_code == 404
    for path in ("99999999999", "99999999999/history"):
        assert author.get(f"/staff/news/{path}").status_code == 404


def test_a_deleted_draft_comes_back_whole_or_goes_after_thirty_days(
    author: CheckingClient,
) -> None:
    number = a_changed_story().id
    address = f"/staff/news/{number}"
    author.form(f"{address}/delete", "Delete the draft").submit()
    assert "A sign for a station" not in author.text("/staff/news")
    assert "A sign for a station" in author.text("/staff/news?list=deleted")
    with clock.shifted(actions.KEPT_DELETED * 0.99):
        assert actions.purge() == 0
    author.form(address, "Bring it back").submit()
    assert len(stories.history(number)) == 2
    author.form(f"{address}/delete", "Delete the draft").submit()
    with clock.shifted(actions.KEPT_DELETED * 1.01):
        assert actions.purge() == 1
    assert author.get(address).status_code == 404


def test_what_visitors_know_is_not_deleted(author: CheckingClient) -> None:
    story = a_published_story()
    form = author.form(f"/staff/news/{story.id}", "Save draft")
    assert "Only drafts can be deleted" in author.text(f"/staff/news/{story.id}/delete")
    token = {"csrf_token": form.values["csrf_token"]}
    author.post(f"/staff/news/{story.id}/delete", data=token)
    assert found(story.id).deleted_at is None
