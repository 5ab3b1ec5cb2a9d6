"""A thousand requests for support, while web server and worker are killed twenty times.

Each poster does as a person would: what fails is sent again, from the same page, until the site
has answered. What the site has answered must be there, once, with its acknowledgement.
"""

import http.client
import random
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import Flask
from sqlalchemy import select

from frontdesk.app import create_app
from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.core.forms import FASTEST_PERSON
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import MailState, OutboxMail
from frontdesk.support.models import SupportRequest
from tests.services.mail import SmtpServer, smtp_server
from tests.services.site import LiveSite, running_site
from tests.services.waiting import until

# How many requests, and how many times something is killed.
SIZES = {"sqlite": (1000, 20), "postgresql": (400, 8)}
POSTERS = 8
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')

Answer = tuple[int, str]


@dataclass
class Tally:
    """How many requests the site is sent, how often it is killed, and how far both have come."""

    requests: int
    kills: int
    answered: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def add(self) -> None:
        with self.changed:
            self.answered += 1
            self.changed.notify_all()

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.answered >= count, 120), "no progress"


def test_nothing_answered_is_lost_and_nobody_hears_twice(
    database: str, database_url: str, tmp_path: Path
) -> None:
    with smtp_server() as server:
        settings = {
            "DATABASE_URL": database_url,
            "SMTP_URL": server.url,
            "TRUSTED_PROXIES": "1",
        }
        with running_site(tmp_path, settings) as site:
            tally = Tally(*SIZES[database])
            with ThreadPoolExecutor(POSTERS + 1) as pool:
                killer = pool.submit(kill_at_random, site, tally)
                posters = [pool.submit(post, site, tally, first) for first in range(POSTERS)]
                for poster in posters:
                    poster.result()
                killer.result()
            assert sum(tally.killed.values()) == tally.kills
            site.stop()
        app = create_app(site.settings)
        with app.app_context():
            deliver_what_is_left(app)
            check_requests(tally.requests)
            check_mail(server, tally.requests)
            db.session.remove()
            db.engine.dispose()


def kill_at_random(site: LiveSite, tally: Tally) -> None:
    """Kill one or both, each time in the middle of whatever the posters have made it do."""
    for moment in sorted(random.sample(range(1, tally.requests - 50), tally.kills)):
        tally.wait_for(moment)
        who = random.choice(("web", "worker", "both"))
        killed = [site.web] * (who != "worker") + [site.worker] * (who != "web")
        for child in killed:
            child.kill9()
        for child in killed:
            child.start()
        tally.killed[who] += 1


def post(site: LiveSite, tally: Tally, first: int) -> None:
    """Every POSTERS-th request: open all the forms, then send them when a person could have."""
    poster = Poster(site)
    numbers = range(first, tally.requests, POSTERS)
    forms = {number: poster.open_form(number) for number in numbers}
    could_have = clock.now() + FASTEST_PERSON
    until(lambda: clock.now() > could_have, "the time trap to have passed")
    for number, token in forms.items():
        status, location = poster.send(number, token)
        assert status == 303, f"request {number} is answered with {status}"
        assert location.startswith("/support/r/")
        tally.add()


class Poster:
    """One person's browser, behind a proxy that writes an address for each request."""

    def __init__(self, site: LiveSite) -> None:
        self.host = urlsplit(site.url).netloc
        self.line = http.client.HTTPConnection(self.host, timeout=20)

    def open_form(self, number: int) -> str:
        def look() -> Answer:
            self.line.request("GET", "/support", headers=address(number))
            answer = self.line.getresponse()
            return answer.status, answer.read().decode()

        status, page = self._insist(look)
        assert status == 200
        found = TOKEN.search(page)
        assert found
        return found[1]

    def send(self, number: int, token: str) -> Answer:
        typed = {
            "form_token": token,
            "website": "",
            "name": f"Person {number}",
            "email": f"person{number}@surgery.example",
            "summary": f"Request {number}",
            "details": "It shows nothing.",
        }
        form = {"Content-Type": "application/x-www-form-urlencoded"}

        def send() -> Answer:
            body = urlencode(typed)
            self.line.request("POST", "/support", body, {**form, **address(number)})
            answer = self.line.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")

        return self._insist(send)

    def _insist(self, attempt: Callable[[], Answer]) -> Answer:
        """Try until there is an answer of any kind."""

        def tried() -> Answer | None:
            try:
                return attempt()
            except (OSError, http.client.HTTPException):
                self.line.close()
                return None

        answer = until(tried, "any answer", seconds=60)
        assert answer is not None
        return answer


def address(number: int) -> dict[str, str]:
    return {"X-Forwarded-For": f"10.7.{number // 250}.{number % 250 + 1}"}


def deliver_what_is_left(app: Flask) -> None:
    """What a killed worker held is free again once its lease has run out: so time is moved on."""
    with clock.shifted(outbox.LEASE * 2):
        until(lambda: outbox.deliver_due() == 0, "the outbox to be empty")


def check_requests(count: int) -> None:
    summaries = Counter(db.session.scalars(select(SupportRequest.summary)))
    assert summaries == Counter(f"Request {number}" for number in range(count))
    assert not any(db.session.scalars(select(SupportRequest.suspected)))


def check_mail(server: SmtpServer, count: int) -> None:
    """One acknowledgement a person; a second copy only as the very same mail."""
    accepted: dict[str, set[str]] = defaultdict(set)
    for taken in server.accepted:
        (recipient,) = taken.recipients
        accepted[recipient].add(str(taken.mail["Message-ID"]))
    assert accepted.keys() == {f"person{number}@surgery.example" for number in range(count)}
    assert {recipient for recipient, ids in accepted.items() if len(ids) > 1} == set()
    rows = db.session.execute(
        select(OutboxMail.recipient, OutboxMail.message_id, OutboxMail.state)
    ).all()
    assert len(rows) == count
    for recipient, message_id, state in rows:
        assert state == MailState.SENT
        assert accepted[recipient] == {message_id}
