"""What the first page of the staff side tells those who write news."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.core import clock
from frontdesk.news import actions, agenda
from frontdesk.news.linkcheck.outcome import Outcome, State
from frontdesk.news.linkcheck.store import finish
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.listening import listening
from tests.news.writing import AUTHOR, EDITOR, a_published_story, a_story

GONE = "https://gone.example/page"
NOVEMBER = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def author(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff(*AUTHOR, "author")


@pytest.fixture
def editor(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff(*EDITOR, "editor")


def test_drafts_wait_for_who_began_them(author: CheckingClient, editor: CheckingClient) -> None:
    story = a_story()
    assert "Your draft “A sign for a station”" in author.text("/staff/")
    assert f"/staff/news/{story.id}" in author.links("/staff/")
    assert "Nothing waits for you." in editor.text("/staff/")


def test_a_few_drafts_are_named_and_the_rest_is_one_line(author: CheckingClient) -> None:
    for number in range(agenda.FEW + 1):
        a_story(title=f"Draft {number}")
    told = author.text("/staff/")
    assert "Your draft “Draft 1”" in told
    assert "“Draft 0”" not in told
    assert "/staff/news?list=draft" in author.links("/staff/")


def test_what_was_refused_says_what_is_missing_until_it_is_changed(
    author: CheckingClient, editor: CheckingClient
) -> None:
    story = a_story(summary="")
    page = f"/staff/news/{story.id}"
    assert editor.form(page, "Save, as chosen above").submit(when="now").status_code == 422
    for client in (author, editor):
        told = client.text("/staff/")
        assert "“A sign for a station” is not ready for visitors" in told
        assert "Write a summary" in told
        assert "Your draft" not in told
    author.form(page, "Save draft").submit(summary="A new sign.")
    assert "not ready" not in editor.text("/staff/")


def test_a_story_taken_off_the_schedule_was_not_refused(editor: CheckingClient) -> None:
    story = a_published_story(visible_from=clock.now() + timedelta(days=2))
    actions.unpublish(story.id, story.version, a_member(*EDITOR))
    assert "not ready" not in editor.text("/staff/")


def test_a_link_that_is_gone_is_told_of_what_visitors_see(
    author: CheckingClient, editor: CheckingClient
) -> None:
    a_published_story(body=f"See [the station]({GONE}).")
    a_published_story(title="Sound", body=f"The address {GONE} is no link here: `{GONE}`.")
    a_story(title="Unsent", body=f"See [the station]({GONE}).")
    assert "leads nowhere" not in editor.text("/staff/")
    finish(GONE, Outcome(State.MISSING, "404 Not Found", 404))
    for client in (author, editor):
        told = client.text("/staff/")
        assert told.count("has a link that leads nowhere") == 1
        assert "“A sign for a station” has a link" in told
        assert GONE in told


def test_others_stories_are_no_business_of_an_author(
    make_staff: Callable[..., CheckingClient],
) -> None:
    other = make_staff("kim@site.example", "Kim Hale", "author")
    story = a_published_story(body=f"See [the station]({GONE}).")
    finish(GONE, Outcome(State.MISSING, "404 Not Found", 404))
    assert "Nothing waits for you." in other.text("/staff/")
    actions.save(story.id, story.version, story.content, a_member(*AUTHOR))
    assert "“A sign for a station” was changed" in other.text("/staff/")


def test_what_comes_and_goes_soon_is_told_in_london_time(author: CheckingClient) -> None:
    comes, goes = (datetime(2026, 12, 1, hour, tzinfo=UTC) for hour in (9, 17))
    with clock.shifted(NOVEMBER - clock.now()):
        a_published_story(title="Comes", visible_from=comes, visible_until=goes)
        a_published_story(title="Much later", visible_from=comes + timedelta(days=30))
        told = author.text("/staff/")
    assert "“Comes” goes live Tue 1 Dec, 09:00 London time" in told
    assert "“Comes” stops being shown Tue 1 Dec, 17:00 London time" in told
    assert "Much later” goes live" not in told


def test_changes_by_others_are_told_to_all_who_write(
    author: CheckingClient, editor: CheckingClient, staff_client: CheckingClient
) -> None:
    a_published_story()
    assert "“A sign for a station” was changed" in author.text("/staff/")
    assert "by Ellis Hart" in author.text("/staff/")
    assert "was changed" not in editor.text("/staff/")
    assert "sign for a station" not in staff_client.text("/staff/")
    with clock.shifted(agenda.LATELY):
        assert agenda.changed_by_others(a_member(*AUTHOR).id) == []


def test_the_page_asks_the_same_few_questions_however_much_there_is(
    editor: CheckingClient,
) -> None:
    asked = []
    for _ in range(2):
        a_story(summary="")
        a_published_story(visible_until=clock.now() + timedelta(days=2))
        with listening() as heard:
            editor.get("/staff/")
        asked.append(len(heard))
    assert asked[0] == asked[1]
