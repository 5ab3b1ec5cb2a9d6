"""Enquiries of visitors: by the contact form and by the form that asks for an estimate."""

from collections.abc import Iterator

from flask import Flask, url_for

from frontdesk.enquiries import staff_views, store, views, withdrawals, wording
from frontdesk.enquiries.store import Shelf
from frontdesk.optout import listeners
from frontdesk.staff import today
from frontdesk.staff.member import Member
from frontdesk.staff.today import Line, Section

WAITING = {Shelf.NEW: "new", Shelf.AUTOMATIC: "automatic-looking"}


def init_app(app: Flask) -> None:
    app.register_blueprint(views.enquiries)
    app.register_blueprint(staff_views.enquiries_staff)
    wording.init_app(app)
    today.offer(app, _waiting)
    listeners.on_objection(app, withdrawals.withdraw)


def _waiting(member: Member) -> Iterator[Line]:
    if not member.may("support"):
        return
    for shelf, kind in WAITING.items():
        number = store.count(shelf)
        if number:
            words = f"{number} {kind} {'enquiry' if number == 1 else 'enquiries'}"
            yield Line(Section.WAITING, words, url_for("enquiries_staff.index", list=shelf))
