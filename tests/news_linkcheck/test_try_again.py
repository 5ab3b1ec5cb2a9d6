"""Staff have a story's outside links tried again."""

from collections.abc import Callable

import pytest
from flask import Flask

from frontdesk.news.linkcheck.job import check_due
from tests.client import CheckingClient
from tests.news.writing import AUTHOR, a_story
from tests.news_linkcheck.server import OtherEnd

BUTTON = "Try its links again"


@pytest.fixture
def environ(environ: dict[str, str], server: OtherEnd) -> dict[str, str]:
    return {**environ, "LINK_CHECK_ALLOW": " ".join(server.allowed)}


def test_what_is_known_of_them_is_asked_anew(
    app: Flask, make_staff: Callable[..., CheckingClient], server: OtherEnd
) -> None:
    author = make_staff(*AUTHOR, "author")
    story = a_story(body=f"[A page]({server.url('/404')})")
    assert [check_due(), check_due()] == [1, 0]
    assert "is no longer there" in author.text(f"/staff/news/{story.id}")
    answer = author.form(f"/staff/news/{story.id}", BUTTON).submit(follow_redirects=True)
    assert "are being tried again" in answer.text
    assert check_due() == 1


def test_a_story_without_links_offers_nothing_of_the_kind(
    make_staff: Callable[..., CheckingClient],
) -> None:
    author = make_staff(*AUTHOR, "author")
    assert BUTTON not in author.text(f"/staff/news/{a_story().id}")
