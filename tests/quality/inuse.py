"""A site in use, and the address of every page that staff, and those outside, meet there."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from frontdesk.core import clock
from frontdesk.media import actions as media_actions
from frontdesk.media import renditions
from frontdesk.media import store as media_store
from frontdesk.news import actions as news_actions
from frontdesk.news.content import Photograph
from frontdesk.news.models import NewsStory
from frontdesk.news.review import actions as review_actions
from frontdesk.news.review import store as review_store
from frontdesk.optout import links
from frontdesk.staff import accounts, people
from frontdesk.staff.member import Member
from tests.access.routes import INSIDE
from tests.access.world import PREVIEW, address_in, rules, with_preview
from tests.factories import (
    PASSWORD,
    Proposed,
    a_client,
    a_live_session,
    a_member,
    a_proposal,
    a_requested_key,
    an_agreed_session,
    an_enquiry,
    page_token,
)
from tests.media.files import photo
from tests.news.writing import AUTHOR, EDITOR, a_published_story, a_story, found
from tests.outbox import outbox_mail
from tests.secondstep import switch_on

MANAGER = "morgan@site.example"
# These answer programs, are a part of another page, or lead elsewhere.
NO_PAGES = {
    "support_staff.queue_state",
    "support_staff.state",
    "remote_staff.state",
    "media_staff.state",
    "media_staff.picker",
    "support_staff.find",
    "enquiries_staff.find",
}
STAGES = {
    "session-proposed": a_proposal,
    "session-agreed": an_agreed_session,
    "session-key-requested": a_requested_key,
}
LISTS = {
    "news-nothing-found": "/staff/news?q=zzz",
    "enquiries-automatic": "/staff/enquiries?list=automatic",
}


@dataclass(frozen=True)
class InUse:
    """The addresses of pages by name: for whoever has a link, and for a manager."""

    outside: dict[str, str]
    staff: dict[str, str]


def put_to_use(app: Flask) -> InUse:
    """Fill the site, whose worker must not run: it would send the mails whose links are needed."""
    accounts.add(MANAGER, "Morgan Moss", PASSWORD, "manager")
    switch_on(MANAGER)
    people.invite(Member(1, MANAGER, "Morgan Moss"), "kim@site.example", "Kim Hale", "author")
    sessions = {name: stage() for name, stage in STAGES.items()}
    sessions["session-live"] = a_live_session()[0]
    an_enquiry(suspected=True)
    an_enquiry(sign="message=OPEN+TODAY", updates=("new-services",))
    a_client()
    stories = {name: story.id for name, story in _stories()}
    return InUse(_outside(sessions), {**_routes(app, sessions), **_stages(sessions, stories)})


def _routes(app: Flask, sessions: dict[str, Proposed]) -> dict[str, str]:
    """Every page that the routes name. One with an argument that is new fails here, until
    tests/access/world.py gives it."""
    return {
        rule.endpoint: address_in(app, rule, sessions["session-live"])
        for rule in rules(app, "GET", *INSIDE)
        if rule.endpoint not in NO_PAGES
    }


def _stages(sessions: dict[str, Proposed], stories: dict[str, int]) -> dict[str, str]:
    """The same pages at other stages of what they show."""
    changed = f"/staff/news/{stories['story-changed']}"
    return {
        **LISTS,
        **{f"staff-{name}": f"/staff/sessions/{sessions[name].id}" for name in STAGES},
        **{name: f"/staff/news/{number}" for name, number in stories.items()},
        "story-differences": f"{changed}/differences?old=1&new=3",
        "story-whole-history": f"{changed}/history?all",
    }


def _outside(sessions: dict[str, Proposed]) -> dict[str, str]:
    invitation = outbox_mail("staff_invitation")[-1].text or ""
    join = re.search(r"/staff/join/\w+", invitation)
    assert join
    return {
        **{name: f"/session/{one.token}" for name, one in sessions.items()},
        "request": f"/support/r/{page_token(outbox_mail('support_received')[-1])}",
        "preview": f"/preview/{PREVIEW}",
        "join": join[0],
        "opt-out": urlsplit(links.link("ann@example.org")).path,
    }


def _stories() -> Iterator[tuple[str, NewsStory]]:
    """A story in each state; the last has a link by which somebody outside has answered."""
    lead, later = _photograph(), clock.now() + timedelta(days=2)
    yield "story-scheduled", a_published_story(title="Comes soon", visible_from=later)
    yield "story-changed", _changed(a_published_story(title="A sign", lead=lead, gallery=(lead,)))
    expired = a_published_story(title="Over")
    news_actions.unpublish(expired.id, expired.version, a_member(*EDITOR))
    yield "story-expired", expired
    deleted = a_story(title="Put away")
    news_actions.delete_draft(deleted.id, a_member(*AUTHOR))
    yield "story-deleted", deleted
    yield "story-empty", found(news_actions.create(a_member(*AUTHOR)))
    with_preview()
    link = review_store.by_token(PREVIEW)
    assert link
    review_actions.comment(link.id, "A comma is missing.", "one")
    review_actions.approve(link.id, 1, "two")


def _changed(story: NewsStory) -> NewsStory:
    """Changed since it was published, and named."""
    content = replace(story.content, body="It is three metres wide.\n\nIt is amber.")
    news_actions.save(story.id, story.version, content, a_member(*AUTHOR))
    news_actions.name_revision(story.id, 1, "As sent to the station", a_member(*AUTHOR))
    return found(story.id)


def _photograph() -> Photograph:
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        Path(file.name).write_bytes(photo(600, 300))
        number = media_actions.add(a_member(*AUTHOR), Path(file.name), "station.jpg").id
    while renditions.make_next():
        pass
    picture = media_store.by_id(number)
    assert picture
    return Photograph(picture.digest, picture.width, picture.height, "A sign above a platform")
