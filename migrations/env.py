"""Alembic's way in: uses the engine of the application whose context is open."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from sqlalchemy import Connection

from frontdesk.core.db import Base, Moment, db
from frontdesk.core.migrations import compared


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """A migration must not depend on the code of a later day, so our own type is spelled out."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


@contextmanager
def without_cascades(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by dropping it, which would delete the rows that refer to its rows."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # The pragma does nothing within a transaction, which the connection itself would begin.
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        dangling = raw.execute("PRAGMA foreign_key_check").fetchall()
        if dangling:
            raise RuntimeError(f"The migration left rows that refer to nothing: {dangling[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


with db.engine.connect() as connection, without_cascades(connection):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        include_object=compared,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
