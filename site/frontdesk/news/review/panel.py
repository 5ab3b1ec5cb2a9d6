"""What a story's page says of those outside: who has approved it, and what they had to say."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.core import clock
from frontdesk.news.models import NewsStory
from frontdesk.news.review import store
from frontdesk.news.review.actions import content_hash


@dataclass(frozen=True)
class Remark:
    """An approval, which is `stale` where the text has changed since, or a comment."""

    who: str
    at: datetime
    approved: bool
    stale: bool
    unread: bool
    text: str


@dataclass(frozen=True)
class Panel:
    """The remarks, the newest first, and how many links are open. `unread` is the number of the
    newest remark where any is unread."""

    remarks: list[Remark]
    unread: int | None
    open_links: int


def panel(story: NewsStory) -> Panel:
    now, current = clock.now(), content_hash(story.content)
    found = store.comments(story.id)
    remarks = [
        Remark(
            who=said.link.name,
            at=said.at,
            approved=said.approved,
            stale=said.approved and said.content_hash != current,
            unread=said.read_at is None,
            text=said.text,
        )
        for said in found
    ]
    unread = found[0].id if any(remark.unread for remark in remarks) else None
    return Panel(remarks, unread, sum(link.is_open(now) for link in store.links(story.id)))
