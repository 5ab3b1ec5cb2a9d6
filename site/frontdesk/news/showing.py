"""Bringing what a story says into the item that visitors read."""

from frontdesk.core.pictures import Picture
from frontdesk.news.content import Content, Photograph
from frontdesk.news.models import NewsItem
from frontdesk.news.picturing import focal_point


def fill(item: NewsItem, content: Content) -> NewsItem:
    """Give the item everything that the content says, but for the moments of its showing.

    The item may be one that no database will ever see, as for a preview.
    """
    item.title, item.summary, item.body = content.title, content.summary, content.body
    item.place, item.installed_on = content.place, content.installed_on
    item.spec, item.product = [list(row) for row in content.spec], content.product
    _set_picture(item, content.lead)
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
        lead=_photograph(picture, item.picture_caption) if picture else None,
        gallery=tuple(item.gallery),
        visible_from=item.visible_from,
        visible_until=item.visible_until,
    )


def _set_picture(item: NewsItem, lead: Photograph | None) -> None:
    item.picture = lead.shown if lead else None
    item.picture_caption = lead.caption if lead else ""
    item.picture_focal_x, item.picture_focal_y = focal_point(lead.picture if lead else "")


def _photograph(picture: Picture, caption: str) -> Photograph:
    return Photograph(
        picture.digest,
        picture.width,
        picture.height,
        picture.alt,
        decorative=not picture.alt,
        caption=caption,
    )


def _set_topics(item: NewsItem, topics: tuple[str, ...]) -> None:
    """Add and take away only what differs, so that no row is deleted and made anew at once."""
    for gone in set(item.topics) - set(topics):
        item.topics.remove(gone)
    for topic in dict.fromkeys(topics):
        if topic not in item.topics:
            item.topics.append(topic)
