"""Writing a story on its page, as a form without any script."""

from collections.abc import Callable

import pytest

from frontdesk.core import clock
from frontdesk.news import stories
from frontdesk.news.models import NewsStory
from frontdesk.news.states import State, state_of
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import a_published_story, a_story, found

WRITTEN = {
    "title": "A sign for a station",
    "summary": "A new sign shows when the next train goes.",
    "body": "It is two metres wide.\n\n- one\n- two",
    "topics": ["led", "displays"],
    "place": "Margate",
    "installed_on": "2026-03-02",
    "spec-0-label": "Pitch",
    "spec-0-value": "10 mm",
    "product": "led-signs",
}


@pytest.fixture
def editor(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff("ellis@site.example", "Ellis Hart", "editor")


@pytest.fixture
def author(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff("ash@site.example", "Ash Quinn", "author")


def page_of(story: NewsStory) -> str:
    return f"/staff/news/{story.id}"


def begun(client: CheckingClient) -> str:
    """The address of a story that was just begun."""
    answer = client.form("/staff/news", "Write news").submit()
    assert answer.status_code == 303
    return str(answer.location)


def the_story(address: str) -> NewsStory:
    return found(int(address.rsplit("/", 1)[1]))


def test_an_author_writes_and_comes_back_to_everything(author: CheckingClient) -> None:
    address = begun(author)
    answer = author.form(address, "Save draft").submit(**WRITTEN)
    assert (answer.status_code, answer.location) == (303, address)
    values = author.form(address, "Save draft").values
    assert {name: values[name] for name in WRITTEN} == WRITTEN
    assert "Ash Quinn" in author.text("/staff/news")
    assert state_of(the_story(address), clock.now()) is State.DRAFT


def test_an_editor_publishes_with_the_one_button(
    editor: CheckingClient, client: CheckingClient
) -> None:
    address = begun(editor)
    form = editor.form(address, "Save, as chosen above")
    answer = form.submit(follow_redirects=True, when="now", **WRITTEN)
    assert "Visitors see it now." in answer.text
    words = client.text("/news/a-sign-for-a-station")
    for fact in ("two metres wide", "Margate", "2 March 2026", "Pitch", "10 mm", "LED signs"):
        assert fact in words


def test_scheduling_needs_no_second_step(editor: CheckingClient) -> None:
    address = begun(editor)
    form = editor.form(address, "Save, as chosen above")
    sent = {**WRITTEN, "when": "at", "start-day": "2030-12-01", "start-time": "09:00"}
    answer = form.submit(follow_redirects=True, **sent)
    assert "Goes live by itself Sun 1 Dec 2030, 09:00 London time." in answer.text
    assert "goes live Sun 1 Dec 2030, 09:00 London time" in editor.text("/staff/news")
    # The text that is saved next is the one that goes out, at the same time.
    form = editor.form(address, "Save, as chosen above")
    assert form.values["when"] == "at"
    form.submit(title="Another title")
    story = the_story(address)
    assert story.item
    assert story.item.title == "Another title"
    assert state_of(story, clock.now()) is State.SCHEDULED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"when": "at"}, "Say on which day it goes live."),
        ({"when": "at", "start-day": "2020-01-01"}, "That time has passed"),
        ({"start-day": "soon"}, "Write the day as"),
        ({"start-day": "2030-12-01", "start-time": "nine"}, "Write the time as 09:00."),
        ({"start-time": "09:00"}, "Give the day too."),
        ({"start-day": "2030-03-31", "start-time": "01:30"}, "there is no 01:30"),
        ({"end-day": "2030-10-27", "end-time": "01:30"}, "01:30 comes twice"),
        ({"installed_on": "the other day"}, "Write the day as"),
        ({"title": "x" * 2001}, "2000"),
        ({"when": "never"}, "Not a valid choice"),
    ],
)
def test_what_can_not_be_read_is_asked_again_and_nothing_is_lost(
    editor: CheckingClient, changes: dict[str, str], said: str
) -> None:
    address = begun(editor)
    form = editor.form(address, "Save, as chosen above")
    answer = form.submit(**{**WRITTEN, **changes})
    assert answer.status_code == 422
    assert said in answer.text
    again = editor.form_in(answer, "Save, as chosen above").values
    kept = {**WRITTEN, **changes}
    if changes.get("when") != "never":
        assert {name: again[name] for name in kept} == kept


def test_of_a_time_that_comes_twice_either_can_be_meant(editor: CheckingClient) -> None:
    address = begun(editor)
    form = editor.form(address, "Save, as chosen above")
    twice = {"when": "at", "start-day": "2030-10-27", "start-time": "01:30"}
    again = editor.form_in(form.submit(**{**WRITTEN, **twice}), "Save, as chosen above")
    assert again.submit(**{"start-which": "later"}).status_code == 303
    story = the_story(address)
    assert story.item
    assert story.item.visible_from
    assert story.item.visible_from.isoformat() == "2030-10-27T01:30:00+00:00"
    form = editor.form(address, "Save, as chosen above")
    assert form.values["start-which"] == "later"
    form.submit(**{"start-which": "earlier"})
    story = the_story(address)
    assert story.item
    assert story.item.visible_from
    assert story.item.visible_from.isoformat() == "2030-10-27T00:30:00+00:00"


def test_what_is_missing_is_named_and_the_text_saved(editor: CheckingClient) -> None:
    address = begun(editor)
    form = editor.form(address, "Save, as chosen above")
    answer = form.submit(**{**WRITTEN, "when": "now", "summary": ""})
    assert answer.status_code == 422
    assert "Saved, but not ready for visitors" in answer.text
    assert "Write a summary" in answer.text
    assert the_story(address).content.place == "Margate"
    again = editor.form_in(answer, "Save, as chosen above")
    assert again.submit(summary="Now there is one.").status_code == 303
    assert state_of(the_story(address), clock.now()) is State.LIVE


def test_an_author_can_not_publish(author: CheckingClient, client: CheckingClient) -> None:
    story = a_story()
    form = author.form(page_of(story), "Save draft")
    assert form.send({**form.values, "when": "now"}).status_code == 422
    assert client.get("/news/a-sign-for-a-station").status_code == 404


def test_an_authors_changes_of_what_is_live_wait_for_an_editor(
    author: CheckingClient, client: CheckingClient
) -> None:
    story = a_published_story()
    author.form(page_of(story), "Save draft").submit(title="Changed by an author")
    assert "Changed by an author" not in client.text("/news/")
    assert "changed since, and that is not shown yet" in author.text(page_of(story))
    assert "Changed by an author" in author.text("/staff/news")


def test_an_editor_takes_it_off_and_an_author_does_not(
    editor: CheckingClient, author: CheckingClient, client: CheckingClient
) -> None:
    story = a_published_story()
    form = editor.form(page_of(story), "Take it off the site now")
    assert "Take it off the site" not in author.text(page_of(story))
    token = author.form(page_of(story), "Save draft").values["csrf_token"]
    refused = author.post(f"{page_of(story)}/unpublish", data={"csrf_token": token})
    assert refused.status_code == 403
    form.submit()
    assert client.get("/news/a-sign-for-a-station").status_code == 410


def test_the_lists_part_the_stories_by_their_state(editor: CheckingClient) -> None:
    hour = clock.now().replace(year=2031)
    a_story(title="A draft")
    a_published_story(title="A live one")
    a_published_story(title="A later one", visible_from=hour)
    over = a_published_story(title="An older one")
    from frontdesk.news import actions

    actions.unpublish(over.id, over.version, a_member())
    lists = {"draft": "A draft", "live": "A live one", "scheduled": "A later one"}
    for name, title in {**lists, "expired": "An older one"}.items():
        words = editor.text(f"/staff/news?list={name}")
        assert title in words
        assert sum(other in words for other in ("A draft", "A live", "A later", "An older")) == 1
    assert "A later one" in editor.text("/staff/news?q=LATER")
    assert "A live one" not in editor.text("/staff/news?q=later")
    assert editor.get("/staff/news?list=lost").status_code == 404
    assert editor.get("/staff/news?before=x").status_code == 404


def test_the_list_goes_on_by_key(editor: CheckingClient) -> None:
    for number in range(5):
        a_story(title=f"Story {number}")
    first = stories.page(limit=3)
    assert [story.title for story in first.stories] == ["Story 4", "Story 3", "Story 2"]
    assert first.older
    second = stories.page(before=first.older, limit=3)
    assert [story.title for story in second.stories] == ["Story 1", "Story 0"]
    assert second.older is None
