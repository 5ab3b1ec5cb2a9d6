"""The migration that took topics out of a list and gave every item its place."""

from flask import Flask
from sqlalchemy import text

from frontdesk.core.db import db
from frontdesk.core.migrations import downgrade, migrate
from frontdesk.news import store

OLD = """
    INSERT INTO news_item (slug, title, summary, body, topics, published_at, seed_order, updated_at)
    VALUES (:slug, 'T', 'S', 'B', :topics, :published, :place, '2026-01-01 00:00:00+00:00')
"""


def put(slug: str, topics: str, published: str | None, place: int | None) -> None:
    with db.engine.begin() as connection:
        values = {"slug": slug, "topics": topics, "published": published, "place": place}
        connection.execute(text(OLD), values)


def old_topics() -> dict[str, str]:
    with db.engine.connect() as connection:
        rows = connection.execute(text("SELECT slug, topics FROM news_item"))
        return {row.slug: row.topics for row in rows}


def test_topics_and_order_survive_the_way_up_and_down(app: Flask) -> None:
    db.session.remove()
    downgrade("0004")
    put("margate", "led-displays", None, 3)
    put("marlowe", "lcd-networks,video-walls", None, 1)
    put("march", "healthcare,led-displays", "2026-03-05 12:00:00.250000", None)
    put("long-ago", "", "1969-03-05 12:00:00", 7)
    migrate()
    found = {item.slug: sorted(item.topics) for item in store.latest(9)}
    assert found == {
        "march": ["displays", "healthcare", "led"],
        "long-ago": [],
        "margate": ["displays", "led"],
        "marlowe": ["displays"],
    }
    assert list(found) == ["march", "long-ago", "margate", "marlowe"]
    db.session.remove()
    downgrade("0004")
    assert old_topics() == {
        "margate": "displays,led",
        "marlowe": "displays",
        "march": "displays,healthcare,led",
        "long-ago": "",
    }
    migrate()
    assert [item.slug for item in store.latest(9)] == list(found)
