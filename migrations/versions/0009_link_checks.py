"""what is known of outside links

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATES = "state IN ('waiting', 'answers', 'missing', 'unsure', 'refused')"


def upgrade() -> None:
    op.create_table(
        "news_link_check",
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_news_link_check_state")),
        sa.CheckConstraint(
            "state = 'waiting' OR checked_at IS NOT NULL", name=op.f("ck_news_link_check_checked")
        ),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_news_link_check")),
    )
    with op.batch_alter_table("news_link_check") as batch_op:
        batch_op.create_index(op.f("ix_news_link_check_due_at"), ["due_at"])
        batch_op.create_index(op.f("ix_news_link_check_wanted_at"), ["wanted_at"])


def downgrade() -> None:
    op.drop_table("news_link_check")
