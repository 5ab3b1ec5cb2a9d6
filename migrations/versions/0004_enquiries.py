"""enquiries

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("suspected", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=160), nullable=False),
        sa.Column("postcode", sa.String(length=16), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("sign", sa.String(length=2000), nullable=False),
        sa.CheckConstraint("kind IN ('contact', 'quote')", name=op.f("ck_enquiry_kind")),
        sa.CheckConstraint(
            "source IN ('form', 'letter', 'third_party', 'telephone')",
            name=op.f("ck_enquiry_source"),
        ),
        sa.CheckConstraint("state IN ('NEW', 'ANSWERED', 'CLOSED')", name=op.f("ck_enquiry_state")),
        sa.CheckConstraint(
            "kind = 'quote' OR (postcode = '' AND sign = '')", name=op.f("ck_enquiry_quote_only")
        ),
        sa.CheckConstraint(
            "kind = 'quote' OR message <> ''", name=op.f("ck_enquiry_says_something")
        ),
        sa.CheckConstraint(
            "state <> 'ANSWERED' OR NOT suspected", name=op.f("ck_enquiry_released_first")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint("reference", name=op.f("uq_enquiry_reference")),
    )
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.create_index("ix_enquiry_list", ["state", "id"], unique=False)

    op.create_table(
        "enquiry_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product", sa.String(length=60), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 10", name=op.f("ck_enquiry_item_position")),
        sa.CheckConstraint("quantity BETWEEN 1 AND 9999", name=op.f("ck_enquiry_item_quantity")),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_item_enquiry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_item")),
        sa.UniqueConstraint(
            "enquiry_id", "position", name=op.f("uq_enquiry_item_enquiry_id_position")
        ),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("topic", sa.String(length=30), nullable=False),
        sa.Column("wording_version", sa.String(length=20), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('email')", name=op.f("ck_consent_channel")),
        sa.CheckConstraint(
            "topic IN ('new-services', 'software-enhancements', 'special-offers')",
            name=op.f("ck_consent_topic"),
        ),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name=op.f("fk_consent_enquiry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint(
            "enquiry_id", "channel", "topic", name=op.f("uq_consent_enquiry_id_channel_topic")
        ),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_email"), ["email"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_email"))

    op.drop_table("consent")
    op.drop_table("enquiry_item")
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.drop_index("ix_enquiry_list")

    op.drop_table("enquiry")
