"""Two people do anything in any order while time passes: nothing typed is lost, and visitors see
exactly what the model says."""

from dataclasses import replace
from datetime import datetime, timedelta

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from frontdesk.core import clock, pagecache
from frontdesk.core.db import db, transaction
from frontdesk.news import actions, stories
from frontdesk.news.content import Content
from frontdesk.news.errors import NotNow, NotReady, StaleVersion
from frontdesk.news.models import Kind, NewsItem, NewsRevision, NewsStory
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import AUTHOR, CONTENT, EDITOR

HOURS = st.integers(1, 5).map(lambda number: timedelta(hours=number))
PEOPLE = st.sampled_from((AUTHOR, EDITOR))
LATER = st.none() | HOURS


class Newsroom(RuleBasedStateMachine):
    """What the two know, what they have typed, and what should be out."""

    client: CheckingClient

    def __init__(self) -> None:
        super().__init__()
        self.passed = timedelta(0)
        self.typed: list[Content] = []
        self.shown: Content | None = None
        self.starts = self.ends = None  # type: datetime | None
        self.members = {person: a_member(*person) for person in (AUTHOR, EDITOR)}
        self.number = actions.create(self.members[AUTHOR])
        self.seen = dict.fromkeys((AUTHOR, EDITOR), self.version)

    @property
    def version(self) -> int:
        return self.story.version

    @property
    def story(self) -> NewsStory:
        db.session.rollback()
        story = stories.by_id(self.number)
        assert story
        return story

    @property
    def now(self) -> datetime:
        return clock.now() + self.passed

    def text(self) -> Content:
        """A text that nobody has typed before."""
        return replace(CONTENT, title=f"Title {len(self.typed)}", body=f"Body {len(self.typed)}.")

    @rule(person=PEOPLE)
    def look(self, person: tuple[str, str]) -> None:
        self.seen[person] = self.version

    @rule(by=HOURS)
    def wait(self, by: timedelta) -> None:
        self.passed += by

    @rule(person=PEOPLE, kind=st.sampled_from((Kind.SAVE, Kind.AUTOSAVE)))
    def save(self, person: tuple[str, str], kind: Kind) -> None:
        content = self.text()
        self.typed.append(content)
        with clock.shifted(self.passed):
            try:
                self.seen[person] = actions.save(
                    self.number, self.seen[person], content, self.members[person], kind
                )
            except StaleVersion as stale:
                assert stale.version != self.seen[person]

    @rule(start=LATER, end=LATER)
    def publish(self, start: timedelta | None, end: timedelta | None) -> None:
        now = self.now
        begins, ends = (now + by if by else None for by in (start, end))
        content = replace(self.text(), visible_from=begins, visible_until=ends)
        self.typed.append(content)
        was_live = self.is_out(now)
        with clock.shifted(self.passed):
            try:
                version = actions.publish(
                    self.number, self.seen[EDITOR], content, self.members[EDITOR]
                )
            except StaleVersion as stale:
                assert stale.version != self.seen[EDITOR]
                return
            except NotReady as refused:
                assert (ends and ends <= (begins or now)) or (begins and was_live)
                self.seen[EDITOR] = refused.version
                return
        assert not (begins and was_live)
        self.seen[EDITOR] = version
        self.shown, self.ends = content, ends
        if not was_live:
            self.starts = begins or now

    @rule()
    def take_off(self) -> None:
        now = self.now
        with clock.shifted(self.passed):
            try:
                actions.unpublish(self.number, self.seen[EDITOR], self.members[EDITOR])
            except StaleVersion:
                return
            except NotNow:
                assert self.shown is None or (self.ends and self.ends <= now)
                return
        self.shown = None

    @rule(person=PEOPLE, data=st.data())
    def restore(self, person: tuple[str, str], data: st.DataObject) -> None:
        numbers = [revision.number for revision in stories.history(self.number)]
        with clock.shifted(self.passed):
            try:
                self.seen[person] = actions.restore(
                    self.number,
                    self.seen[person],
                    data.draw(st.sampled_from(numbers)),
                    self.members[person],
                )
            except StaleVersion as stale:
                assert stale.version != self.seen[person]

    def is_out(self, now: datetime) -> bool:
        if self.shown is None or self.starts is None:
            return False
        return self.starts <= now and (self.ends is None or now < self.ends)

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        db.session.rollback()
        kept = [revision.content for revision in db.session.query(NewsRevision)]
        assert all(content in kept for content in self.typed)

    @invariant()
    def visitors_see_what_is_out(self) -> None:
        with clock.shifted(self.passed):
            out = self.is_out(clock.now())
            found = self.client.get("/news/").text
        for content in self.typed:
            shown = out and self.shown is not None and content.title == self.shown.title
            assert (f">{content.title}<" in found) == shown

    def teardown(self) -> None:
        with transaction() as session:
            session.query(NewsStory).delete()
            session.query(NewsItem).delete()
            # Or the next walk, at an earlier hour, meets the pages that this one has left.
            pagecache.invalidate(session)


def test_two_people_and_the_time(app: Flask, client: CheckingClient) -> None:
    Newsroom.client = client
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
