"""What of support waits for somebody, for the first page of the staff side."""

from collections.abc import Iterator

from flask import url_for

from frontdesk.staff.member import Member
from frontdesk.staff.today import Line, Section
from frontdesk.support import store
from frontdesk.support.models import Status


def lines(member: Member) -> Iterator[Line]:
    if not member.may("support"):
        return
    desk = url_for("support_staff.queue")
    waiting = store.queue(Status.OPEN)
    if waiting:
        longest = waiting[0].status_since
        yield Line(Section.WAITING, _counted(len(waiting)), desk, longest, "the longest waiting")
    suspected = len(store.suspected())
    if suspected:
        yield Line(Section.WAITING, f"{_counted(suspected)} that may be automatic", desk)


def _counted(number: int) -> str:
    return f"{number} support {'request' if number == 1 else 'requests'}"
