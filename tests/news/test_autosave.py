"""What is typed is kept by itself, without a reload."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from frontdesk.news import actions, stories
from frontdesk.news.models import NewsStory
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import AUTHOR, a_story, found


@pytest.fixture
def author(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff(*AUTHOR, "author")


def send(client: CheckingClient, story: NewsStory, version: int, content: Any) -> TestResponse:
    """Post as the page's script does: with the form's token in a header."""
    number = story.id
    token = client.form(f"/staff/news/{number}", "Save draft").values["csrf_token"]
    return client.post(
        f"/staff/news/{number}/autosave",
        json={"version": version, "content": content},
        headers={"X-CSRFToken": token, "Accept": "application/json"},
    )


def fields(client: CheckingClient, story: NewsStory, **changes: str) -> dict[str, list[str]]:
    """The form's fields as the script gathers them."""
    values = {**client.form(f"/staff/news/{story.id}", "Save draft").values, **changes}
    del values["csrf_token"], values["version"]
    return {name: value if isinstance(value, list) else [value] for name, value in values.items()}


def test_what_was_typed_is_kept_and_the_version_told(author: CheckingClient) -> None:
    story = a_story()
    answer = send(author, story, story.version, fields(author, story, body="Half a senten"))
    assert answer.status_code == 200
    told = answer.get_json()
    story = found(story.id)
    assert story.content.body == "Half a senten"
    assert told["version"] == story.version
    assert told["saved_at"]
    again = send(author, story, told["version"], fields(author, story, body="Half a sentence."))
    assert again.get_json()["version"] == told["version"] + 1


def test_nothing_new_makes_no_new_version(author: CheckingClient) -> None:
    story = a_story()
    answer = send(author, story, story.version, fields(author, story))
    assert answer.get_json()["version"] == story.version


def test_a_half_typed_day_keeps_all_else(author: CheckingClient) -> None:
    story = a_story()
    values = fields(author, story, installed_on="2026-1", body="New.")
    assert send(author, story, story.version, values).status_code == 200
    assert found(story.id).content.body == "New."


def test_after_somebody_else_both_texts_are_told(author: CheckingClient) -> None:
    story = a_story()
    version, values = story.version, fields(author, story, title="Mine")
    content = story.content
    actions.save(story.id, version, type(content)(title="Theirs"), a_member())
    answer = send(author, story, version, values)
    assert answer.status_code == 409
    told = answer.get_json()
    assert (told["yours"]["title"], told["theirs"]["title"]) == ("Mine", "Theirs")
    assert told["version"] == found(story.id).version


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        {"title": ["x"], "summary": ["x"]},
        {"title": "x", "summary": ["x"], "body": ["x"]},
        {"title": [1], "summary": ["x"], "body": ["x"]},
        {"title": ["x" * 2001], "summary": ["x"], "body": ["x"]},
    ],
)
def test_what_is_no_story_is_refused(author: CheckingClient, content: Any) -> None:
    story = a_story()
    answer = send(author, story, story.version, content)
    assert answer.status_code == 422
    assert answer.get_json()["error"]


def test_odd_characters_do_no_harm(author: CheckingClient) -> None:
    story = a_story()
    values = fields(author, story, title="A\x00B\ud800C\u200d", body="a\r\nb\x07")
    assert send(author, story, story.version, values).status_code == 200
    content = found(story.id).content
    assert (content.title, content.body) == ("ABC\u200d", "a\nb")


def test_in_the_history_one_stretch_of_writing_is_one_line(author: CheckingClient) -> None:
    story = a_story()
    version = story.version
    for text in ("A", "Ab", "Abc"):
        values = fields(author, story, body=text)
        version = send(author, story, version, values).get_json()["version"]
    words = author.text(f"/staff/news/{story.id}/history")
    assert "kept while writing by Ash Quinn" in words
    assert "and 2 more" in words
    assert "Version 3" not in words
    assert "Version 3" in author.text(f"/staff/news/{story.id}/history?all=1")
    assert len(stories.history(story.id)) == 4
