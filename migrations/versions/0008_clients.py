"""clients who may be named

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("permitted_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_client_named")),
        sa.CheckConstraint("evidence <> ''", name=op.f("ck_client_permitted")),
        sa.CheckConstraint("link = '' OR link LIKE 'https://%'", name=op.f("ck_client_safe_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("name", name=op.f("uq_client_name")),
    )


def downgrade() -> None:
    op.drop_table("client")
