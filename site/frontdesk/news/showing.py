"""Bringing what a story says into the item that visitors read."""

from frontdesk.core.pictures import Picture
from frontdesk.news.content import Content, Photograph
from frontdesk.news.models import NewsItem


def fill(item: NewsItem, content: Content) -> NewsItem:
    """Give the item everything that the content says, but for the moments of its showing.

    The item may be one that no database will ever see, as for a preview.
    """
    item.title, item.summary, item.body = content.title, content.summary, content.body
    item.place, item.installed_on = content.place, content.installed_on
    item.spec, item.product = [list(row) for row in content.spec], content.product
    item.picture = picture_of(content.lead) if content.lead else None
    item.pictures = [photograph.as_json() for photograph in content.gallery]
    _set_topics(item, content.topics)
    return item


def content_of(item: NewsItem) -> Content:
    """What a story of this item says, if it says the same."""
    picture = item.picture
    return Content(
        title=item.title,
        summary=item.summary,
        body=item.body,
        topics=tuple(sorted(item.topics)),
        place=item.place,
        installed_on=item.installed_on,
        spec=tuple((label, value) for label, value in item.spec),
        product=item.product,
        lead=_photograph(picture) if picture else None,
        gallery=tuple(item.gallery),
        visible_from=item.visible_from,
        visible_until=item.visible_until,
    )


def picture_of(photograph: Photograph) -> Picture:
    """The photograph as pages show it."""
    alt = "" if photograph.decorative else photograph.alt
    return Picture(photograph.picture, photograph.width, photograph.height, alt)


def _photograph(picture: Picture) -> Photograph:
    return Photograph(
        picture.digest, picture.width, picture.height, picture.alt, decorative=not picture.alt
    )


def _set_topics(item: NewsItem, topics: tuple[str, ...]) -> None:
    """Add and take away only what differs, so that no row is deleted and made anew at once."""
    for gone in set(item.topics) - set(topics):
        item.topics.remove(gone)
    for topic in dict.fromkeys(topics):
        if topic not in item.topics:
            item.topics.append(topic)
