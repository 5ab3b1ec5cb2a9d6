"""the search index

Revision ID: 0002
Revises: 0001
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The terms were made by the application; both databases take them as they are. An update that
# Alembic makes by copying the table loses these triggers, and must make them again.
SQLITE = """
CREATE VIRTUAL TABLE search_index USING fts5(
    title_terms, summary_terms, body_terms, kind,
    content = 'search_document', content_rowid = 'id', tokenize = 'ascii'
);
CREATE TRIGGER search_index_added AFTER INSERT ON search_document BEGIN
    INSERT INTO search_index (rowid, title_terms, summary_terms, body_terms, kind)
    VALUES (new.id, new.title_terms, new.summary_terms, new.body_terms, new.kind);
END;
CREATE TRIGGER search_index_removed AFTER DELETE ON search_document BEGIN
    INSERT INTO search_index (search_index, rowid, title_terms, summary_terms, body_terms, kind)
    VALUES ('delete', old.id, old.title_terms, old.summary_terms, old.body_terms, old.kind);
END;
CREATE TRIGGER search_index_changed AFTER UPDATE ON search_document BEGIN
    INSERT INTO search_index (search_index, rowid, title_terms, summary_terms, body_terms, kind)
    VALUES ('delete', old.id, old.title_terms, old.summary_terms, old.body_terms, old.kind);
    INSERT INTO search_index (rowid, title_terms, summary_terms, body_terms, kind)
    VALUES (new.id, new.title_terms, new.summary_terms, new.body_terms, new.kind);
END;
"""

# A parser of PostgreSQL's own would part some words differently from SQLite's, so none is used.
# A title's terms are there a second time, with a mark, because GIN keeps no weights and would have to
# look at every row. Without fastupdate no search has to read a list of what is not yet in its place.
POSTGRESQL = """
CREATE FUNCTION search_index_terms(terms text, weight text, mark text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        string_agg(quote_literal(mark || term) || ':' || place || weight, ' '), ''
    )::tsvector
    FROM unnest(string_to_array(terms, ' ')) WITH ORDINALITY AS found (term, place)
    WHERE term <> ''
$$;
ALTER TABLE search_document ADD COLUMN search_index tsvector GENERATED ALWAYS AS (
    search_index_terms(title_terms, 'A', '') || search_index_terms(summary_terms, 'B', '')
    || search_index_terms(body_terms, 'C', '') || search_index_terms(title_terms, 'D', '^')
    || array_to_tsvector(ARRAY['=' || kind])
) STORED;
CREATE INDEX search_index_gin ON search_document USING gin (search_index)
WITH (fastupdate = off);
"""


def upgrade() -> None:
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("searchable_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("searchable_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title_terms", sa.Text(), nullable=False),
        sa.Column("summary_terms", sa.Text(), nullable=False),
        sa.Column("body_terms", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('page', 'product', 'help', 'news')", name=op.f("ck_search_document_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
        sa.UniqueConstraint("path", name=op.f("uq_search_document_path")),
    )
    op.create_index("ix_search_document_kind", "search_document", ["kind", "id"])
    _run(SQLITE if _on_sqlite() else POSTGRESQL)


def downgrade() -> None:
    if _on_sqlite():
        _run("DROP TABLE search_index")
    op.drop_table("search_document")
    if not _on_sqlite():
        _run("DROP FUNCTION search_index_terms")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _run(script: str) -> None:
    """One statement after another; each begins with a capital at a line's beginning."""
    for statement in re.split(r"\n(?=CREATE|ALTER)", script.strip()):
        # The driver gets it as it is: to SQLAlchemy a colon would begin a parameter.
        op.get_bind().exec_driver_sql(statement)
