"""a news item may have a picture

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WHOLE = (
    "(picture_digest IS NULL AND picture_width IS NULL"
    " AND picture_height IS NULL AND picture_alt IS NULL)"
    " OR (picture_digest IS NOT NULL AND picture_width IS NOT NULL"
    " AND picture_height IS NOT NULL AND picture_alt IS NOT NULL)"
)


def upgrade() -> None:
    with op.batch_alter_table("news_item") as batch_op:
        batch_op.add_column(sa.Column("picture_digest", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("picture_width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("picture_height", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("picture_alt", sa.String(length=400), nullable=True))
        batch_op.create_check_constraint(op.f("ck_news_item_picture_whole"), WHOLE)


def downgrade() -> None:
    with op.batch_alter_table("news_item") as batch_op:
        batch_op.drop_constraint(op.f("ck_news_item_picture_whole"), type_="check")
        for name in ("alt", "height", "width", "digest"):
            batch_op.drop_column(f"picture_{name}")
