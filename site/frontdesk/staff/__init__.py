"""Who may enter: accounts, roles, sign-in, and the staff side's frame."""

from collections.abc import Iterator
from datetime import timedelta

from flask import Flask, url_for

from frontdesk.core import audit, worker
from frontdesk.core.mail import inbox, outbox
from frontdesk.staff import (
    account_views,
    audit_views,
    people_views,
    security,
    sessions,
    today,
    views,
)
from frontdesk.staff.member import MANAGER, Member
from frontdesk.staff.today import Line, Section

CHANGES = 8


def init_app(app: Flask) -> None:
    security.init_app(app)
    for blueprint in (
        views.staff,
        audit_views.audit_pages,
        people_views.people_pages,
        people_views.joining,
        account_views.account,
    ):
        app.register_blueprint(blueprint)
    worker.every(app, timedelta(hours=1).seconds, "forget old sign-ins", sessions.forget_old)
    today.offer(app, _mail_waiting)
    today.offer(app, _changes)


def _mail_waiting(member: Member) -> Iterator[Line]:
    if not member.may("support"):
        return
    for number, words in (
        (len(outbox.dead()), "mail that could not be sent"),
        (len(inbox.set_aside()), "mail set aside"),
    ):
        if number:
            yield Line(Section.WAITING, f"{number} {words}", url_for("staff.mail"))


def _changes(member: Member) -> Iterator[Line]:
    """Managers see everybody's doings, others their own; to have come in is none."""
    everybody = member.may(MANAGER)
    entries = audit.latest(2 * CHANGES, None if everybody else member.email)
    for entry in [entry for entry in entries if entry.action != sessions.SIGNED_IN][:CHANGES]:
        about = "" if entry.subject == entry.actor else f", {entry.subject}"
        sentence = f"{entry.action[:1].upper()}{entry.action[1:]}{about}"
        said = [entry.actor if everybody else "", entry.detail]
        yield Line(Section.CHANGED, sentence, "", entry.at, ", ".join(filter(None, said)))
