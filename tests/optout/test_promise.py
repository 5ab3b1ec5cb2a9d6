"""Random orders of consenting, queueing, objecting and sending: an objection is always kept.

And it is broken in several ways on purpose, to see that the search finds each.
"""

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.core.mail import marketing, outbox
from frontdesk.core.mail.addresses import normalise
from frontdesk.optout import listeners, store, subjects
from frontdesk.optout.models import Objection
from tests.optout.test_marketing_mail import OFFER
from tests.optout.world import FAULTS, PEOPLE, WAYS, Broken, Step, World

ORDERS = {"sqlite": 110, "postgresql": 40}

WHO = {"who": st.sampled_from(PEOPLE), "spelling": st.integers(0, 2)}
OBJECT = st.builds(Step, st.just("opt out"), way=st.sampled_from(WAYS), **WHO)
QUEUE = st.builds(Step, st.just("queue"), **WHO)
OPT_IN = st.builds(Step, st.just("opt in"), **WHO)
POST = st.builds(
    Step,
    st.sampled_from(("send", "resume")),
    way=st.sampled_from(FAULTS),
    meanwhile=st.none() | OBJECT | QUEUE,
)
OTHER = st.builds(Step, st.sampled_from(("claim", "wait", "try again")))
ORDER = st.lists(QUEUE | QUEUE | OBJECT | OPT_IN | POST | OTHER, min_size=4, max_size=14)


@pytest.fixture(autouse=True)
def offer(app: Flask) -> None:
    app.jinja_env.loader = ChoiceLoader([DictLoader(OFFER), app.jinja_env.loader])


def searching(monkeypatch: pytest.MonkeyPatch, examples: int, *phases: Phase) -> Callable[[], None]:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(ORDER)
    def every_order_keeps_the_promise(order: list[Step]) -> None:
        world = World()
        monkeypatch.setattr(outbox, "line", world.line)
        for step in order:
            world.step(step)
        world.finish()

    return every_order_keeps_the_promise


def test_no_order_of_events_brings_marketing_to_who_objected(
    app: Flask, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching(monkeypatch, ORDERS[database], Phase.generate, Phase.shrink)()


def nobody_is_asked_at_sending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_objected_since", lambda _letter: False)


def nobody_is_asked_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "has_objected", lambda _session, _email: False)


def what_waits_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marketing, "cancel", lambda _session, _subjects: None)


def each_spelling_is_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "plain_email", normalise)


def consents_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listeners, "tell", lambda _session, _objected: None)


def an_objection_to_calls_stops_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def has_objected(session: Session, email: str) -> bool:
        anything = select(Objection.id).where(Objection.subject_hash == subjects.of_email(email))
        return session.scalars(anything).first() is not None

    monkeypatch.setattr(store, "has_objected", has_objected)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("plant", "complaint"),
    [
        (nobody_is_asked_at_sending, "was posted after"),
        (nobody_is_asked_at_all, "was posted after"),
        (what_waits_is_left, "still waits"),
        (each_spelling_is_somebody_else, "posted after|still waits|stands"),
        (consents_stand, "stands after"),
        (an_objection_to_calls_stops_mail, "never reached"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_planted_fault_is_found(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
    complaint: str,
) -> None:
    plant(monkeypatch)
    with pytest.raises(Broken, match=complaint):
        seed(1)(searching(monkeypatch, 2000, Phase.generate))()
