"""consents that end

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consent") as batch_op:
        batch_op.add_column(sa.Column("email_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("phone_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_how", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.String(length=320), nullable=True))
    _hash_who_consented()
    with op.batch_alter_table("consent") as batch_op:
        batch_op.alter_column("email_hash", existing_type=sa.String(length=64), nullable=False)
        batch_op.create_index(op.f("ix_consent_email_hash"), ["email_hash"])
        batch_op.create_index(op.f("ix_consent_phone_hash"), ["phone_hash"])
        batch_op.create_check_constraint(
            op.f("ck_consent_withdrawal_whole"),
            "(withdrawn_at IS NULL) = (withdrawn_how IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)",
        )


def _hash_who_consented() -> None:
    # These hashes are what the list of objections holds, so their making can never change.
    from frontdesk.optout import subjects

    bind = op.get_bind()
    consent = sa.table(
        "consent",
        *(sa.column(name) for name in ("id", "email", "enquiry_id", "email_hash", "phone_hash")),
    )
    enquiry = sa.table("enquiry", sa.column("id"), sa.column("phone"))
    query = sa.select(consent.c.id, consent.c.email, enquiry.c.phone).join(
        enquiry, enquiry.c.id == consent.c.enquiry_id
    )
    for number, email, phone in bind.execute(query).all():
        bind.execute(
            consent.update()
            .where(consent.c.id == number)
            .values(email_hash=subjects.of_email(email), phone_hash=subjects.of_phone_if_any(phone))
        )


def downgrade() -> None:
    with op.batch_alter_table("consent") as batch_op:
        batch_op.drop_constraint(op.f("ck_consent_withdrawal_whole"), type_="check")
        batch_op.drop_index(op.f("ix_consent_phone_hash"))
        batch_op.drop_index(op.f("ix_consent_email_hash"))
        for name in ("withdrawn_by", "withdrawn_how", "withdrawn_at", "phone_hash", "email_hash"):
            batch_op.drop_column(name)
