"""chain the audit trail, and refuse to change what is in it

Revision ID: 0011
Revises: 0010
"""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

REFUSAL = "The audit trail is never changed."
INDEXED = ("actor", "action", "subject")


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    with op.batch_alter_table("audit_entry") as batch_op:
        batch_op.add_column(sa.Column("hash", sa.String(length=64), nullable=True))
    chain()
    with op.batch_alter_table("audit_entry") as batch_op:
        batch_op.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
        for name in INDEXED:
            batch_op.create_index(batch_op.f(f"ix_audit_entry_{name}"), [name])
    guard()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entry_kept ON audit_entry")
        op.execute("DROP TRIGGER audit_entry_not_emptied ON audit_entry")
        op.execute("DROP FUNCTION audit_entry_refuse()")
    else:
        op.execute("DROP TRIGGER audit_entry_not_updated")
        op.execute("DROP TRIGGER audit_entry_not_deleted")
    with op.batch_alter_table("audit_entry") as batch_op:
        for name in INDEXED:
            batch_op.drop_index(batch_op.f(f"ix_audit_entry_{name}"))
        batch_op.drop_column("hash")
    op.drop_table("audit_head")


def chain() -> None:
    """Give each entry that is there the hash that it would have had."""
    connection = op.get_bind()
    entry = sa.table(
        "audit_entry",
        sa.column("id"),
        sa.column("at", sa.DateTime(timezone=True)),
        *(sa.column(name) for name in ("actor", "action", "subject", "detail", "hash")),
    )
    previous, count = "0" * 64, 0
    for row in connection.execute(sa.select(entry).order_by(entry.c.id)).all():
        content = [previous, stamp(row.at), row.actor, row.action, row.subject, row.detail]
        text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
        previous, count = hashlib.sha256(text.encode()).hexdigest(), count + 1
        connection.execute(entry.update().where(entry.c.id == row.id).values(hash=previous))
    connection.execute(
        sa.text("INSERT INTO audit_head (id, entries, hash) VALUES (1, :entries, :hash)"),
        {"entries": count, "hash": previous},
    )


def stamp(at: datetime) -> str:
    moment = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")


def guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"""
            CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
            END $$
            """
        )
        op.execute(
            "CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry"
            " FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
        )
        op.execute(
            "CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON audit_entry"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"
        )
        return
    for name, deed in (("not_updated", "UPDATE"), ("not_deleted", "DELETE")):
        op.execute(
            f"CREATE TRIGGER audit_entry_{name} BEFORE {deed} ON audit_entry"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
