"""Title, summary, topics and words that were meant to be replaced."""

import pytest
from flask import Flask

from tests.news_checklist.drafts import messages, said_of

pytestmark = pytest.mark.usefixtures("app")


def test_of_a_good_story_nothing_is_said(app: Flask) -> None:
    assert said_of() == []


@pytest.mark.parametrize("summary", ["A sign for the station", "a sign  for the Station."])
def test_a_summary_that_repeats_the_title_is_an_error(summary: str) -> None:
    [(level, where, message)] = said_of(summary=summary)
    assert (level, where) == ("error", "summary")
    assert "only repeats the title" in message


def test_long_titles_and_summaries_are_told_of_and_block_nothing() -> None:
    found = said_of(title="Word " * 20, summary="Words and words. " * 20)
    assert [(level, where) for level, where, _ in found] == [
        ("warning", "title"),
        ("warning", "summary"),
    ]


def test_a_title_of_seventy_letters_is_not_long() -> None:
    assert said_of(title="x" * 70) == []
    assert "title is long" in messages(title="x" * 71)


def test_a_short_summary_and_a_lack_of_topics_are_told_of() -> None:
    found = said_of(summary="A new sign.", topics=())
    assert [(level, where) for level, where, _ in found] == [
        ("warning", "summary"),
        ("warning", "topics"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Lorem ipsum dolor sit amet.",
        "The sign is TODO metres wide.",
        "It hangs in [insert name of town].",
        "Built for [client name] in May.",
        "Insert a photograph here.",
        "This is placeholder text.",
        "XXX metres wide",
    ],
)
def test_words_that_were_to_be_replaced_are_an_error(text: str) -> None:
    [(level, where, message)] = said_of(body=text)
    assert (level, where) == ("error", "body")
    assert "meant to be replaced" in message


def test_they_are_found_in_every_text() -> None:
    for where, value in (
        ("title", "TODO: find a title"),
        ("summary", "TODO: say in a few words what this story is about."),
        ("spec", (("Size", "TODO"),)),
    ):
        assert ("error", where) in [found[:2] for found in said_of(**{where: value})]


@pytest.mark.parametrize("text", ["It opens on a day TBC.", "How wide is it??"])
def test_what_may_be_known_by_now_is_a_warning(text: str) -> None:
    [(level, _, message)] = said_of(body=text)
    assert level == "warning"
    assert "known by now" in message


@pytest.mark.parametrize(
    "text", ["Todos los Santos, a Spanish feast.", "[A link](/contact)", "Take your name badge."]
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert said_of(body=text) == []
