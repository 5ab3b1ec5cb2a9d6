"""Short ways to a preview link."""

from frontdesk.core.db import db
from frontdesk.core.tokens import token_hash
from frontdesk.news.review import actions
from frontdesk.news.review.models import NewsReviewLink
from tests.factories import a_member
from tests.news.writing import a_story

CLIENT = "Pat Doe, Hill Theatre"


def a_preview(name: str = CLIENT, days: int = 14) -> tuple[NewsReviewLink, str]:
    """A link to a new draft, and its token."""
    return a_link(a_story().id, name, days)


def a_link(story: int, name: str = CLIENT, days: int = 14) -> tuple[NewsReviewLink, str]:
    token = actions.invite(a_member(), story, name, days)
    found = db.session.query(NewsReviewLink).filter_by(token_hash=token_hash(token)).one()
    return found, token
