"""the number by which every process notices that public pages have changed

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_generation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_page_generation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_generation")),
    )


def downgrade() -> None:
    op.drop_table("page_generation")
