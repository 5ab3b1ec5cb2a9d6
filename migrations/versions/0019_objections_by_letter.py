"""objections that came by letter

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("objection") as batch_op:
        batch_op.add_column(sa.Column("letter_on", sa.Date(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_objection_letter_day"), "(source = 'letter') = (letter_on IS NOT NULL)"
        )


def downgrade() -> None:
    with op.batch_alter_table("objection") as batch_op:
        batch_op.drop_constraint(op.f("ck_objection_letter_day"), type_="check")
        batch_op.drop_column("letter_on")
