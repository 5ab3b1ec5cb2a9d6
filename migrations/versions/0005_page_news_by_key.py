"""page news by key, by topic too

Revision ID: 0005
Revises: 0004
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UNDATED = -(2**62)
# The topics that the first news items came with, and what takes their place.
RENAMED = {
    "led-displays": ("led", "displays"),
    "lcd-networks": ("displays",),
    "video-walls": ("displays",),
}

item = sa.table(
    "news_item",
    sa.column("id", sa.Integer()),
    sa.column("topics", sa.String()),
    sa.column("published_at", sa.DateTime(timezone=True)),
    sa.column("seed_order", sa.Integer()),
    sa.column("sort_key", sa.BigInteger()),
)
item_topic = sa.table(
    "news_item_topic",
    sa.column("item_id", sa.Integer()),
    sa.column("topic", sa.String()),
    sa.column("sort_key", sa.BigInteger()),
)


def upgrade() -> None:
    op.add_column("news_item", sa.Column("sort_key", sa.BigInteger(), nullable=True))
    topics = _topic_rows()
    with op.batch_alter_table("news_item") as batch_op:
        batch_op.alter_column("sort_key", existing_type=sa.BigInteger(), nullable=False)
        batch_op.create_unique_constraint("uq_news_item_sort_key_id", ["sort_key", "id"])
        batch_op.drop_index("ix_news_item_published_at")
        batch_op.drop_column("topics")
    op.create_table(
        "news_item_topic",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("sort_key", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id", "sort_key"],
            ["news_item.id", "news_item.sort_key"],
            name="fk_news_item_topic_item",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "topic", name=op.f("pk_news_item_topic")),
    )
    op.create_index("ix_news_item_topic_page", "news_item_topic", ["topic", "sort_key", "item_id"])
    if topics:
        op.bulk_insert(item_topic, topics)


def downgrade() -> None:
    topics = _topic_lists()
    op.drop_index("ix_news_item_topic_page", "news_item_topic")
    op.drop_table("news_item_topic")
    with op.batch_alter_table("news_item") as batch_op:
        batch_op.add_column(
            sa.Column("topics", sa.String(length=400), nullable=False, server_default="")
        )
        batch_op.drop_constraint("uq_news_item_sort_key_id", type_="unique")
        batch_op.drop_column("sort_key")
    with op.batch_alter_table("news_item") as batch_op:
        batch_op.alter_column("topics", existing_type=sa.String(length=400), server_default=None)
        batch_op.create_index("ix_news_item_published_at", ["published_at"])
    for number, names in topics.items():
        op.execute(item.update().where(item.c.id == number).values(topics=",".join(names)))


def _topic_rows() -> list[dict[str, object]]:
    """Give every item its sort key, and say what each is about."""
    rows: list[dict[str, object]] = []
    for found in op.get_bind().execute(sa.select(item)).all():
        key = _sort_key(found.published_at, found.seed_order)
        op.execute(item.update().where(item.c.id == found.id).values(sort_key=key))
        old = [name for name in found.topics.split(",") if name]
        new = dict.fromkeys(name for topic in old for name in RENAMED.get(topic, (topic,)))
        rows += [{"item_id": found.id, "topic": name, "sort_key": key} for name in new]
    return rows


def _topic_lists() -> dict[int, list[str]]:
    query = sa.select(item_topic).order_by(item_topic.c.item_id, item_topic.c.topic)
    found: dict[int, list[str]] = {}
    for row in op.get_bind().execute(query):
        found.setdefault(row.item_id, []).append(row.topic)
    return found


def _sort_key(published_at: datetime | None, seed_order: int | None) -> int:
    if published_at is None:
        return UNDATED + (seed_order or 0)
    # SQLite keeps no time zone; what it keeps is UTC.
    moment = published_at if published_at.tzinfo else published_at.replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
