"""marketing mail names its way out

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox_mail") as batch_op:
        batch_op.add_column(sa.Column("subject_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("unsubscribe_url", sa.String(length=400), nullable=True))
        batch_op.create_index(op.f("ix_outbox_mail_subject_hash"), ["subject_hash"])
        batch_op.create_check_constraint(
            op.f("ck_outbox_mail_marketing_subject"), "NOT marketing OR subject_hash IS NOT NULL"
        )
        batch_op.create_check_constraint(
            op.f("ck_outbox_mail_marketing_way_out"),
            "NOT marketing OR state IN ('sent', 'suppressed') OR unsubscribe_url IS NOT NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox_mail") as batch_op:
        batch_op.drop_constraint(op.f("ck_outbox_mail_marketing_way_out"), type_="check")
        batch_op.drop_constraint(op.f("ck_outbox_mail_marketing_subject"), type_="check")
        batch_op.drop_index(op.f("ix_outbox_mail_subject_hash"))
        batch_op.drop_column("unsubscribe_url")
        batch_op.drop_column("subject_hash")
