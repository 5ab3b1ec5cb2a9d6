"""staff write news: stories, their history, and when an item is shown

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = "kind IN ('autosave', 'save', 'publish', 'restore', 'import', 'conflict')"
ADDED = ("visible_from", "visible_until", "place", "installed_on", "product", "spec", "gallery")


def upgrade() -> None:
    with op.batch_alter_table("news_item") as batch_op:
        batch_op.add_column(sa.Column("visible_from", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("place", sa.String(200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("installed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("product", sa.String(60), server_default="", nullable=False))
        for name in ("spec", "gallery"):
            column = sa.Column(name, sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
            batch_op.add_column(column)
        batch_op.create_check_constraint(
            op.f("ck_news_item_from_before_until"), "visible_from < visible_until"
        )
        batch_op.create_index(op.f("ix_news_item_visible_from"), ["visible_from"])
        batch_op.create_index(op.f("ix_news_item_visible_until"), ["visible_until"])
    op.create_table(
        "news_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("published_version", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(120), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version <= last_number", name=op.f("ck_news_story_version_exists")),
        sa.CheckConstraint(
            "deleted_at IS NULL OR item_id IS NULL", name=op.f("ck_news_story_published_is_kept")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["news_item.id"],
            name=op.f("fk_news_story_item_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_news_story_author_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_story")),
        sa.UniqueConstraint("item_id", name=op.f("uq_news_story_item_id")),
    )
    op.create_index("ix_news_story_page", "news_story", ["updated_at", "id"])
    op.create_index(op.f("ix_news_story_author_id"), "news_story", ["author_id"])
    op.create_index(op.f("ix_news_story_deleted_at"), "news_story", ["deleted_at"])
    op.create_table(
        "news_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(120), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_news_revision_kind")),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["news_story.id"],
            name=op.f("fk_news_revision_story_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["staff.id"],
            name=op.f("fk_news_revision_author_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_revision")),
        sa.UniqueConstraint("story_id", "number", name=op.f("uq_news_revision_story_id_number")),
    )
    op.create_index(op.f("ix_news_revision_author_id"), "news_revision", ["author_id"])


def downgrade() -> None:
    op.drop_table("news_revision")
    op.drop_table("news_story")
    with op.batch_alter_table("news_item") as batch_op:
        batch_op.drop_index(op.f("ix_news_item_visible_until"))
        batch_op.drop_index(op.f("ix_news_item_visible_from"))
        batch_op.drop_constraint(op.f("ck_news_item_from_before_until"), type_="check")
        for name in ADDED:
            batch_op.drop_column(name)
