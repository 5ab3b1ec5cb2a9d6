"""The last part of an item's address, made of its title when it is first published."""

import re
import unicodedata
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.news.models import NewsItem

LONGEST = 80
# Addresses under /news/ that are no items.
TAKEN = {"topics"}


def free(session: Session, title: str) -> str:
    """A slug for the title that no item has."""
    wanted = slug_of(title)
    taken = TAKEN | set(
        session.scalars(select(NewsItem.slug).where(NewsItem.slug.startswith(wanted)))
    )
    candidates = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
    return next(slug for slug in candidates if slug not in taken)


def slug_of(title: str) -> str:
    """The words of the title in lower-case ASCII letters, as many as fit, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    slug = "-".join(words)
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug or "news"
