"""Short ways to a story, by the same actions that people's clicks take."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from frontdesk.core import clock
from frontdesk.news import actions, stories
from frontdesk.news.content import Content
from frontdesk.news.models import NewsStory
from tests.factories import a_member

CONTENT = Content(
    title="A sign for a station",
    summary="A new sign shows when the next train goes",
    body="It is two metres wide.\n\nIt is amber.",
    topics=("led",),
)
EDITOR = ("ellis@site.example", "Ellis Hart")
AUTHOR = ("ash@site.example", "Ash Quinn")


def a_story(**changes: Any) -> NewsStory:
    """A draft with everything that it needs to go live."""
    return found(actions.create(a_member(*AUTHOR), replace(CONTENT, **changes)))


def a_published_story(**changes: Any) -> NewsStory:
    """A story that an editor has sent out a minute ago, unless `visible_from` says when."""
    with clock.shifted(-timedelta(minutes=1)):
        story = a_story(**changes)
        number = story.id
        actions.publish(number, story.version, story.content, a_member(*EDITOR))
    return found(number)


def found(number: int) -> NewsStory:
    story = stories.by_id(number)
    assert story
    return story
