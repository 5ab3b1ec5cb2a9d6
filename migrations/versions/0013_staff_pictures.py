"""pictures that staff add

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alt", sa.String(length=400), nullable=False),
        sa.Column("decorative", sa.Boolean(), nullable=False),
        sa.Column("caption", sa.String(length=400), nullable=False),
        sa.Column("focal_x", sa.Double(), nullable=False),
        sa.Column("focal_y", sa.Double(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=320), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('WAITING', 'READY', 'REFUSED')", name=op.f("ck_media_picture_state")
        ),
        sa.CheckConstraint("kind IN ('jpg', 'png')", name=op.f("ck_media_picture_kind")),
        sa.CheckConstraint(
            "alt = '' OR NOT decorative", name=op.f("ck_media_picture_alt_or_decorative")
        ),
        sa.CheckConstraint(
            "focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1",
            name=op.f("ck_media_picture_focal_point"),
        ),
        sa.CheckConstraint(
            "(lease IS NULL) = (leased_until IS NULL)", name=op.f("ck_media_picture_lease_whole")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_picture")),
        sa.UniqueConstraint("digest", name=op.f("uq_media_picture_digest")),
    )
    op.create_index("ix_media_picture_state_id", "media_picture", ["state", "id"])


def downgrade() -> None:
    op.drop_table("media_picture")
