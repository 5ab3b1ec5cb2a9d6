"""What the author of a story is told of those outside who look at it."""

from sqlalchemy.orm import Session

from frontdesk.core.mail import outbox
from frontdesk.news.models import NewsStory
from frontdesk.news.review import store
from frontdesk.news.review.models import NewsReviewLink


def approved(session: Session, link: NewsReviewLink, story: NewsStory) -> None:
    _tell(session, "news_approved", link, story)


def commented(session: Session, link: NewsReviewLink, story: NewsStory, text: str) -> None:
    _tell(session, "news_commented", link, story, text=text)


def _tell(session: Session, kind: str, link: NewsReviewLink, story: NewsStory, **more: str) -> None:
    address = store.address_to_tell(session, link)
    if address is not None:
        told = {"who": link.name, "title": story.title, "story": story.id, **more}
        outbox.queue(session, kind, address, told)
