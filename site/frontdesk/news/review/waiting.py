"""What came from outside and nobody has read yet, for the first page of the staff side."""

from collections.abc import Iterator

from flask import url_for

from frontdesk.news.review import store
from frontdesk.staff.member import Member
from frontdesk.staff.today import Line, Section


def lines(member: Member) -> Iterator[Line]:
    """Editors are told of every story, authors of their own and of what they have shown."""
    if not member.may("author", "editor"):
        return
    for waiting in store.unread(None if member.may("editor") else member.id):
        remarks = "a remark" if waiting.number == 1 else f"{waiting.number} remarks"
        yield Line(
            Section.WAITING,
            f"{remarks.capitalize()} from outside on “{waiting.title or 'Untitled'}”",
            url_for("news_staff.page", story=waiting.story, _anchor="outside"),
            waiting.at,
        )
