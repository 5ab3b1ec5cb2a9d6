"""The worker tries the links of stories, and the checklist tells what became of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.core.db import db, transaction
from frontdesk.news import actions, linkcheck
from frontdesk.news.checklist import findings
from frontdesk.news.linkcheck.job import check_due
from frontdesk.news.linkcheck.models import NewsLinkCheck
from tests.factories import a_member
from tests.news.writing import CONTENT, a_story
from tests.news_linkcheck.server import OtherEnd

HOUR = timedelta(hours=1)


@pytest.fixture
def environ(environ: dict[str, str], server: OtherEnd) -> dict[str, str]:
    return {**environ, "LINK_CHECK_ALLOW": " ".join(server.allowed)}


def a_story_with(*urls: str) -> str:
    """Write a story with these links and return its body."""
    body = " ".join(f"[Page {number}]({url})" for number, url in enumerate(urls))
    a_story(body=body)
    return body


def told(body: str) -> list[tuple[str, str]]:
    """The level of each finding about an outside link, and its message."""
    found = findings(replace(CONTENT, body=body))
    return [(each.level.value, each.message) for each in found if "http://" in each.message]


def test_a_new_link_is_tried_and_its_answer_told(app: Flask, server: OtherEnd) -> None:
    good, gone, broken = (server.url(path) for path in ("/200", "/404", "/500"))
    body = a_story_with(good, gone, broken)
    assert [level for level, _ in told(body)] == ["warning"] * 3
    assert "has not been tried yet" in told(body)[0][1]
    assert check_due() == 3
    [(level, message), (other, _)] = told(body)
    assert (level, other) == ("error", "warning")
    assert message.startswith(f"{gone} is no longer there")


def test_a_dead_link_keeps_a_story_from_going_live(app: Flask, server: OtherEnd) -> None:
    story = a_story(body=f"[A page]({server.url('/404')})")
    check_due()
    with pytest.raises(actions.NotReady, match="no longer there"):
        actions.publish(story.id, story.version, story.content, a_member())


def test_a_link_is_tried_again_after_a_day_and_not_before(app: Flask, server: OtherEnd) -> None:
    a_story_with(server.url("/200"))
    assert [check_due(), check_due()] == [1, 0]
    with clock.shifted(23 * HOUR):
        assert check_due() == 0
    with clock.shifted(24 * HOUR):
        assert check_due() == 1
    assert len(server.seen) == 2


def test_staff_can_have_it_tried_again_at_once(app: Flask, server: OtherEnd) -> None:
    a_story_with(server.url("/200"))
    check_due()
    with transaction() as session:
        linkcheck.again(session, [server.url("/200")])
    assert check_due() == 1


def test_the_same_link_in_many_stories_is_tried_once(app: Flask, server: OtherEnd) -> None:
    for _ in range(3):
        a_story_with(server.url("/200"), server.url("/200"))
    assert check_due() == 1


def test_links_of_our_own_are_not_tried(app: Flask, server: OtherEnd) -> None:
    a_story(
        body="[Contact](/contact) [the same](http://localhost/contact) [mail](mailto:a@b.example)"
    )
    assert check_due() == 0


def test_what_a_worker_has_taken_and_not_finished_comes_round(app: Flask, server: OtherEnd) -> None:
    a_story_with(server.url("/200"))
    assert linkcheck.store.claim() == [server.url("/200")]
    assert check_due() == 0
    with clock.shifted(HOUR):
        assert check_due() == 1


def test_a_link_that_no_story_has_had_for_long_is_forgotten(app: Flask, server: OtherEnd) -> None:
    a_story_with(server.url("/200"))
    check_due()
    with clock.shifted(timedelta(days=61)):
        a_story_with(server.url("/204"))
        check_due()
    assert [row.url for row in db.session.query(NewsLinkCheck)] == [server.url("/204")]


def test_a_story_with_a_thousand_links_has_fifty_tried(app: Flask) -> None:
    a_story_with(*(f"https://site.example/{number}" for number in range(1000)))
    assert db.session.query(NewsLinkCheck).count() == 50


def test_a_link_too_long_to_keep_is_passed_over(app: Flask) -> None:
    a_story_with("https://site.example/" + "x" * 3000)
    assert db.session.query(NewsLinkCheck).count() == 0
