"""the leading picture of a news item has a point that matters most, and a caption

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("news_item") as batch_op:
        for name in ("picture_focal_x", "picture_focal_y"):
            batch_op.add_column(sa.Column(name, sa.Double(), server_default="0.5", nullable=False))
        batch_op.add_column(
            sa.Column("picture_caption", sa.String(400), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("news_item") as batch_op:
        for name in ("caption", "focal_y", "focal_x"):
            batch_op.drop_column(f"picture_{name}")
