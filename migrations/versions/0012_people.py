"""invitations, and the sessions and browsers of staff

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "staff", sa.Column("failed_tries", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(length=60), nullable=False),
        belongs("staff_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"])
    op.create_index(op.f("ix_staff_session_seen_at"), "staff_session", ["seen_at"])
    op.create_table(
        "staff_browser",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("browser", sa.String(length=60), nullable=False),
        belongs("staff_browser"),
        sa.PrimaryKeyConstraint("staff_id", "browser", name=op.f("pk_staff_browser")),
    )
    op.create_table(
        "staff_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        belongs("staff_invitation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_invitation_token_hash")),
    )


def belongs(table: str) -> sa.ForeignKeyConstraint:
    """A row goes with the account that it belongs to."""
    return sa.ForeignKeyConstraint(
        ["staff_id"], ["staff.id"], name=op.f(f"fk_{table}_staff_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("staff_invitation")
    op.drop_table("staff_browser")
    op.drop_index(op.f("ix_staff_session_seen_at"), "staff_session")
    op.drop_index(op.f("ix_staff_session_staff_id"), "staff_session")
    op.drop_table("staff_session")
    op.drop_column("staff", "failed_tries")
