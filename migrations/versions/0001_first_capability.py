"""the first capability

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("agreed_by", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.String(length=20), nullable=False),
        sa.Column("policy_sha256", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("engine", sa.String(length=60), nullable=False),
        sa.CheckConstraint("method IN ('page', 'reply', 'fax')", name=op.f("ck_agreement_method")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("id", "policy_version", "policy_sha256", name="uq_agreement_policy"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=320), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)

    op.create_table(
        "form_use",
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce_hash", name=op.f("pk_form_use")),
    )
    with op.batch_alter_table("form_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_use_used_at"), ["used_at"], unique=False)

    op.create_table(
        "inbound_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("sender", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('filed', 'set_aside')", name=op.f("ck_inbound_mail_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_mail")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_inbound_mail_fingerprint")),
    )
    op.create_table(
        "news_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("topics", sa.String(length=400), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seed_order", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "published_at IS NOT NULL OR seed_order IS NOT NULL",
            name=op.f("ck_news_item_dated_or_ordered"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_item")),
        sa.UniqueConstraint("slug", name=op.f("uq_news_item_slug")),
    )
    with op.batch_alter_table("news_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_news_item_published_at"), ["published_at"], unique=False
        )

    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "channel IN ('email', 'phone', 'post')", name=op.f("ck_objection_channel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint(
            "channel", "subject_hash", name=op.f("uq_objection_channel_subject_hash")
        ),
    )
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("marketing", sa.Boolean(), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("reply_to", sa.String(length=320), nullable=True),
        sa.Column("in_reply_to", sa.String(length=998), nullable=True),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease", sa.String(length=40), nullable=True),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'sending' OR leased_until IS NOT NULL", name=op.f("ck_outbox_mail_lease")
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'dead', 'suppressed')",
            name=op.f("ck_outbox_mail_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_mail_message_id")),
    )
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_mail_due", ["state", "due_at"], unique=False)

    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=True),
        sa.Column("permissions", sa.UnicodeText(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("tf_primary_method", sa.String(length=64), nullable=True),
        sa.Column("tf_totp_secret", sa.String(length=255), nullable=True),
        sa.Column("mf_recovery_codes", sa.UnicodeText(), nullable=True),
        sa.Column("security_settings", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_staff_fs_uniquifier")),
    )
    op.create_table(
        "support_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("monitoring_announced", sa.Boolean(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=160), nullable=False),
        sa.Column("product", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=160), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("authority_needed", sa.Boolean(), nullable=False),
        sa.Column("suspected", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "source <> 'phone' OR monitoring_announced IS NOT NULL",
            name=op.f("ck_support_request_monitoring_recorded"),
        ),
        sa.CheckConstraint("source IN ('form', 'phone')", name=op.f("ck_support_request_source")),
        sa.CheckConstraint(
            "status IN ('OPEN', 'WAITING', 'RESOLVED', 'CLOSED')",
            name=op.f("ck_support_request_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_support_request_reference")),
    )
    with op.batch_alter_table("support_request", schema=None) as batch_op:
        batch_op.create_index("ix_support_request_queue", ["status", "status_since"], unique=False)

    op.create_table(
        "used_key",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_used_key")),
    )
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["role_id"], ["role.id"], name=op.f("fk_staff_role_role_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_role_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "role_id", name=op.f("pk_staff_role")),
    )
    op.create_table(
        "support_access",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["support_request.id"], name=op.f("fk_support_access_request_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_support_access")),
    )
    with op.batch_alter_table("support_access", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_support_access_request_id"), ["request_id"], unique=False
        )

    op.create_table(
        "support_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("author_kind", sa.String(length=10), nullable=False),
        sa.Column("author", sa.String(length=160), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "author_kind IN ('customer', 'staff', 'site')",
            name=op.f("ck_support_entry_author_kind"),
        ),
        sa.CheckConstraint(
            "kind IN ('message', 'note', 'talk_through', 'knowledge', 'status', 'session')",
            name=op.f("ck_support_entry_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["support_request.id"], name=op.f("fk_support_entry_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_entry")),
        sa.UniqueConstraint("id", "request_id", name="uq_support_entry_id_request_id"),
    )
    with op.batch_alter_table("support_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_support_entry_request_id"), ["request_id"], unique=False
        )

    op.create_table(
        "remote_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("talk_through_id", sa.Integer(), nullable=False),
        sa.Column("knowledge_id", sa.Integer(), nullable=False),
        sa.Column("representative_id", sa.Integer(), nullable=False),
        sa.Column("representative_name", sa.String(length=120), nullable=False),
        sa.Column("engine", sa.String(length=20), nullable=False),
        sa.Column("engine_name", sa.String(length=60), nullable=False),
        sa.Column("scope_view", sa.Boolean(), nullable=False),
        sa.Column("scope_control", sa.Boolean(), nullable=False),
        sa.Column("scope_files", sa.Boolean(), nullable=False),
        sa.Column("on_site", sa.Boolean(), nullable=False),
        sa.Column("monitor_name", sa.String(length=160), nullable=True),
        sa.Column("policy_version", sa.String(length=20), nullable=False),
        sa.Column("policy_sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply_token_hash", sa.String(length=64), nullable=True),
        sa.Column("fax_received_on", sa.String(length=10), nullable=True),
        sa.Column("fax_signed_by", sa.String(length=160), nullable=True),
        sa.Column("fax_evidence", sa.String(length=1000), nullable=True),
        sa.Column("fax_recorded_by", sa.String(length=320), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key_deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key_hash", sa.String(length=200), nullable=True),
        sa.Column("key_tries", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("customer_participant", sa.String(length=64), nullable=True),
        sa.Column("staff_participant", sa.String(length=64), nullable=True),
        sa.Column("customer_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staff_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("documents_closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("view_granted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("view_declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("customer_proof", sa.String(length=200), nullable=True),
        sa.Column("staff_proof", sa.String(length=200), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "state <> 'KEY_ISSUED' OR key_hash IS NOT NULL",
            name=op.f("ck_remote_session_key_issued"),
        ),
        sa.CheckConstraint(
            "state <> 'LIVE' OR started_at IS NOT NULL", name=op.f("ck_remote_session_live_started")
        ),
        sa.CheckConstraint(
            "state IN ('PROPOSED', 'AUTHORITY_WAIT', 'AGREED', 'KEY_REQUESTED', 'KEY_ISSUED', 'LIVE', 'ENDED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')",
            name=op.f("ck_remote_session_state"),
        ),
        sa.CheckConstraint(
            "state IN ('PROPOSED', 'AUTHORITY_WAIT', 'DECLINED', 'WITHDRAWN', 'EXPIRED') OR agreement_id IS NOT NULL",
            name=op.f("ck_remote_session_agreed"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('DECLINED', 'ENDED', 'EXPIRED', 'WITHDRAWN') OR (customer_participant IS NULL AND staff_participant IS NULL)",
            name=op.f("ck_remote_session_participants_dead"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('DECLINED', 'ENDED', 'EXPIRED', 'WITHDRAWN') OR key_hash IS NULL",
            name=op.f("ck_remote_session_key_dead"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('KEY_REQUESTED', 'KEY_ISSUED', 'LIVE', 'ENDED') OR key_requested_at IS NOT NULL",
            name=op.f("ck_remote_session_key_requested"),
        ),
        sa.CheckConstraint(
            "NOT on_site OR agreement_id IS NULL OR monitor_name IS NOT NULL",
            name=op.f("ck_remote_session_monitor"),
        ),
        sa.CheckConstraint("key_tries BETWEEN 0 AND 3", name=op.f("ck_remote_session_key_tries")),
        sa.CheckConstraint(
            "started_at IS NULL OR (key_deadline_at IS NOT NULL AND started_at < key_deadline_at)",
            name=op.f("ck_remote_session_started_in_time"),
        ),
        sa.CheckConstraint(
            "view_granted_at IS NULL OR documents_closed_at IS NOT NULL",
            name=op.f("ck_remote_session_documents_first"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id", "policy_version", "policy_sha256"],
            ["agreement.id", "agreement.policy_version", "agreement.policy_sha256"],
            name="fk_remote_session_agreement",
        ),
        sa.ForeignKeyConstraint(
            ["knowledge_id", "request_id"],
            ["support_entry.id", "support_entry.request_id"],
            name="fk_remote_session_knowledge",
        ),
        sa.ForeignKeyConstraint(
            ["representative_id"], ["staff.id"], name=op.f("fk_remote_session_representative_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["support_request.id"], name=op.f("fk_remote_session_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["talk_through_id", "request_id"],
            ["support_entry.id", "support_entry.request_id"],
            name="fk_remote_session_talk_through",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remote_session")),
        sa.UniqueConstraint("agreement_id", name="uq_remote_session_agreement_id"),
        sa.UniqueConstraint("reply_token_hash", name=op.f("uq_remote_session_reply_token_hash")),
    )
    with op.batch_alter_table("remote_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remote_session_request_id"), ["request_id"], unique=False
        )
        batch_op.create_index("ix_remote_session_state", ["state"], unique=False)
        batch_op.create_index(
            "uq_remote_session_open",
            ["request_id"],
            unique=True,
            sqlite_where=sa.text("state NOT IN ('DECLINED', 'ENDED', 'EXPIRED', 'WITHDRAWN')"),
            postgresql_where=sa.text("state NOT IN ('DECLINED', 'ENDED', 'EXPIRED', 'WITHDRAWN')"),
        )

    op.create_table(
        "session_access",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["remote_session.id"], name=op.f("fk_session_access_session_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session_access")),
    )
    with op.batch_alter_table("session_access", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_access_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "session_signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('offer', 'answer', 'candidate')", name=op.f("ck_session_signal_kind")
        ),
        sa.CheckConstraint(
            "sender IN ('customer', 'representative')", name=op.f("ck_session_signal_sender")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["remote_session.id"], name=op.f("fk_session_signal_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_signal")),
    )
    with op.batch_alter_table("session_signal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_signal_session_id"), ["session_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("session_signal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_signal_session_id"))

    op.drop_table("session_signal")
    with op.batch_alter_table("session_access", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_access_session_id"))

    op.drop_table("session_access")
    with op.batch_alter_table("remote_session", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_remote_session_open",
            sqlite_where=sa.text("state NOT IN ('DECLINED', 'ENDED', 'EXPIRED', 'WITHDRAWN')"),
            postgresql_where=sa.text("state NOT IN ('DECLINED', 'ENDED', 'EXPIRED', 'WITHDRAWN')"),
        )
        batch_op.drop_index("ix_remote_session_state")
        batch_op.drop_index(batch_op.f("ix_remote_session_request_id"))

    op.drop_table("remote_session")
    with op.batch_alter_table("support_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_entry_request_id"))

    op.drop_table("support_entry")
    with op.batch_alter_table("support_access", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_access_request_id"))

    op.drop_table("support_access")
    op.drop_table("staff_role")
    op.drop_table("used_key")
    with op.batch_alter_table("support_request", schema=None) as batch_op:
        batch_op.drop_index("ix_support_request_queue")

    op.drop_table("support_request")
    op.drop_table("staff")
    op.drop_table("role")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_mail_due")

    op.drop_table("outbox_mail")
    op.drop_table("objection")
    with op.batch_alter_table("news_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_news_item_published_at"))

    op.drop_table("news_item")
    op.drop_table("inbound_mail")
    with op.batch_alter_table("form_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_use_used_at"))

    op.drop_table("form_use")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))

    op.drop_table("audit_entry")
    op.drop_table("agreement")
