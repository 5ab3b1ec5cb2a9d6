"""What of the news is shown on the first page of the staff side."""

from collections.abc import Iterator

from flask import url_for

from frontdesk.core import clock
from frontdesk.news import agenda, words
from frontdesk.news.agenda import Told
from frontdesk.staff.member import MANAGER, Member
from frontdesk.staff.today import Line, Section


def lines(member: Member) -> Iterator[Line]:
    """Editors answer for all stories, authors for their own."""
    if not member.may("author", "editor"):
        return
    yield from _waiting(member)
    yield from _coming()
    # The trail tells managers of every change already.
    if not member.may(MANAGER):
        for told in agenda.changed_by_others(member.id):
            yield _line(Section.CHANGED, told, "{} was changed", f"by {told.words}")


def _waiting(member: Member) -> Iterator[Line]:
    author = None if member.may("editor") else member.id
    refused = agenda.refused(author)
    for told in refused:
        yield _line(Section.WAITING, told, "{} is not ready for visitors", told.words)
    for told in agenda.broken(author):
        yield _line(Section.WAITING, told, "{} has a link that leads nowhere", told.words)
    drafts = agenda.drafts(member.id, [told.story for told in refused])
    for told in drafts[: agenda.FEW]:
        yield _line(Section.WAITING, told, "Your draft {}")
    if len(drafts) > agenda.FEW:
        yield Line(Section.WAITING, "More drafts", url_for("news_staff.index", list="draft"))


def _coming() -> Iterator[Line]:
    begin = [(told, "goes live") for told in agenda.beginning()]
    end = [(told, "stops being shown") for told in agenda.ending()]
    for told, what in sorted(begin + end, key=lambda coming: coming[0].at):
        when = f"{what} {words.at(told.at, clock.now())} London time"
        yield Line(Section.SOON, _quoted(told), _page(told), detail=when)


def _line(section: Section, told: Told, sentence: str, detail: str = "") -> Line:
    """The sentence with the story's title in the place of its braces."""
    return Line(section, sentence.format(_quoted(told)), _page(told), told.at, detail)


def _quoted(told: Told) -> str:
    return f"“{told.title or 'Untitled'}”"


def _page(told: Told) -> str:
    return url_for("news_staff.page", story=told.story)
