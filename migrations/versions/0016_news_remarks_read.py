"""a remark that came by a preview link says when staff have read it

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("news_review_comment") as batch_op:
        batch_op.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_news_review_comment_read_at", ["read_at"])


def downgrade() -> None:
    with op.batch_alter_table("news_review_comment") as batch_op:
        batch_op.drop_index("ix_news_review_comment_read_at")
        batch_op.drop_column("read_at")
