"""a client may have a logo

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("client") as batch_op:
        batch_op.add_column(sa.Column("logo_id", sa.Integer(), nullable=True))
        batch_op.create_index(op.f("ix_client_logo_id"), ["logo_id"])
        batch_op.create_foreign_key(op.f("fk_client_logo_id"), "media_picture", ["logo_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("client") as batch_op:
        batch_op.drop_constraint(op.f("fk_client_logo_id"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_client_logo_id"))
        batch_op.drop_column("logo_id")
