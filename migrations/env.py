"""Alembic's way in: uses the engine of the application whose context is open."""

from typing import Any

from alembic import context

from frontdesk.core.db import Base, Moment, db
from frontdesk.core.migrations import compared


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """A migration must not depend on the code of a later day, so our own type is spelled out."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


with db.engine.connect() as connection:
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
