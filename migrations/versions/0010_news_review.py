"""preview links and what comes back by them

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _review_link()
    _review_comment()


def downgrade() -> None:
    op.drop_table("news_review_comment")
    op.drop_table("news_review_link")


def _review_link() -> None:
    op.create_table(
        "news_review_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_news_review_link_named")),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_news_review_link_lasts")),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["news_story.id"],
            name=op.f("fk_news_review_link_story_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["staff.id"],
            name=op.f("fk_news_review_link_created_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_review_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_news_review_link_token_hash")),
    )
    with op.batch_alter_table("news_review_link") as batch_op:
        batch_op.create_index("ix_news_review_link_story", ["story_id", "id"])
        batch_op.create_index(op.f("ix_news_review_link_created_by_id"), ["created_by_id"])


def _review_comment() -> None:
    op.create_table(
        "news_review_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "approved OR text <> ''", name=op.f("ck_news_review_comment_says_something")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["news_review_link.id"],
            name=op.f("fk_news_review_comment_link_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_review_comment")),
    )
    with op.batch_alter_table("news_review_comment") as batch_op:
        batch_op.create_index("ix_news_review_comment_link", ["link_id", "id"])
