"""Approving a version by a preview link."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from frontdesk.core import audit, clock
from frontdesk.news import actions as news_actions
from frontdesk.news.review import store
from frontdesk.news.review.panel import panel
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import AUTHOR, found
from tests.news_review.links import CLIENT, a_preview
from tests.outbox import outbox_mail

BUTTON = "Approve this version"


def change(story_id: int, **changes: Any) -> None:
    story = found(story_id)
    news_actions.save(story_id, story.version, replace(story.content, **changes), a_member())


def test_it_is_recorded_told_and_shown(client: CheckingClient) -> None:
    link, token = a_preview()
    answer = client.form(f"/preview/{token}", BUTTON).submit(follow_redirects=True)
    assert "you have approved this version" in answer.text
    assert BUTTON not in answer.text
    [said] = store.comments(link.story_id)
    assert (said.approved, said.version, said.link.name) == (True, 1, CLIENT)
    [mail] = outbox_mail("news_approved")
    assert mail.recipient == AUTHOR[0]
    assert mail.subject == f"{CLIENT} has approved “A sign for a station”"
    assert f"/staff/news/{link.story_id}" in (mail.text or "")
    assert audit.latest()[0].actor == f"{CLIENT}, by preview link"


def test_the_same_form_twice_counts_once(client: CheckingClient) -> None:
    link, token = a_preview()
    form = client.form(f"/preview/{token}", BUTTON)
    assert [form.submit().status_code for _ in range(2)] == [303, 303]
    assert len(store.comments(link.story_id)) == len(outbox_mail("news_approved")) == 1


def test_an_approval_of_what_has_changed_meanwhile_is_not_taken(client: CheckingClient) -> None:
    link, token = a_preview()
    form = client.form(f"/preview/{token}", BUTTON)
    change(link.story_id, body="It is three metres wide.")
    answer = form.submit()
    assert answer.status_code == 422
    assert "has changed since you opened this page" in answer.text
    assert "three metres" in answer.text
    assert store.comments(link.story_id) == []
    assert client.form_in(answer, BUTTON).submit().status_code == 303


def test_the_story_says_when_its_text_has_changed_after_an_approval(
    client: CheckingClient,
) -> None:
    link, token = a_preview()
    client.form(f"/preview/{token}", BUTTON).submit()
    assert not panel(found(link.story_id)).remarks[0].stale
    change(link.story_id, title="A sign for two stations")
    assert panel(found(link.story_id)).remarks[0].stale
    assert BUTTON in client.get(f"/preview/{token}").text


def test_another_day_of_going_live_leaves_an_approval_as_it_is(client: CheckingClient) -> None:
    link, token = a_preview()
    client.form(f"/preview/{token}", BUTTON).submit()
    change(link.story_id, visible_from=clock.now() + timedelta(days=2))
    assert not panel(found(link.story_id)).remarks[0].stale


def test_a_version_that_is_no_number_is_refused_kindly(client: CheckingClient) -> None:
    link, token = a_preview()
    for version in ("", "x", "9" * 30, "-1", "²"):
        form = client.form(f"/preview/{token}", BUTTON)
        assert form.submit(version=version).status_code == 422
    assert store.comments(link.story_id) == []


def test_a_closed_link_approves_nothing(client: CheckingClient) -> None:
    link, token = a_preview(days=1)
    form = client.form(f"/preview/{token}", BUTTON)
    with clock.shifted(timedelta(days=1)):
        assert form.submit().status_code == 410
    assert store.comments(link.story_id) == []


def test_what_comes_too_fast_is_asked_for_once_more(client: CheckingClient) -> None:
    link, token = a_preview()
    at_once = client.form_in(client.get(f"/preview/{token}"), BUTTON).submit()
    assert at_once.status_code == 422
    assert "Please send it once more" in at_once.text
    with clock.shifted(timedelta(seconds=3)):
        assert client.form_in(at_once, BUTTON).submit().status_code == 303
    assert len(store.comments(link.story_id)) == 1


def test_a_filled_trap_is_asked_for_once_more(client: CheckingClient) -> None:
    link, token = a_preview()
    answer = client.form(f"/preview/{token}", BUTTON).submit(website="https://spam.example")
    assert answer.status_code == 422
    assert store.comments(link.story_id) == []
