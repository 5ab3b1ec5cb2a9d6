"""Stories and the library of pictures: what it knows of theirs, and which of them show one."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import String, cast, or_, select

from frontdesk.core.db import db
from frontdesk.media import store as library
from frontdesk.media.models import MediaPicture
from frontdesk.media.uses import Use
from frontdesk.news.content import Photograph
from frontdesk.news.models import NewsItem, NewsStory

LARGEST_KEY = 2**31 - 1


def focal_point(digest: str) -> tuple[float, float]:
    """What matters most in a picture, in parts of one from the left and the top."""
    found = library.by_digests([digest]).get(digest)
    return (found.focal_x, found.focal_y) if found else (0.5, 0.5)


def sizes(digests: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Width and height in pixels of those of the pictures that the library has, by digest."""
    found = library.by_digests(digests) if digests else {}
    return {digest: (picture.width, picture.height) for digest, picture in found.items()}


def chosen(ids: Sequence[int]) -> list[Photograph]:
    """Those of the pictures that are there, in this order, with what the library says of them."""
    found = library.by_ids([number for number in ids if 0 < number <= LARGEST_KEY])
    return [_photograph(found[number]) for number in dict.fromkeys(ids) if number in found]


def _photograph(found: MediaPicture) -> Photograph:
    return Photograph(
        found.digest, found.width, found.height, found.alt, found.decorative, found.caption
    )


def uses(digest: str) -> list[Use]:
    """The stories that show the picture, whether visitors see it already or not."""
    said = or_(
        cast(NewsStory.draft, String).contains(digest),
        NewsItem.__table__.c.picture_digest == digest,
        cast(NewsItem.pictures, String).contains(digest),
        NewsItem.body.contains(digest),
    )
    query = select(NewsStory).outerjoin(NewsItem, NewsStory.item_id == NewsItem.id).where(said)
    return [_use(story) for story in db.session.scalars(query.order_by(NewsStory.id))]


def _use(story: NewsStory) -> Use:
    return Use(story.title or "A story without a title", url_for("news_staff.page", story=story.id))
