"""Alembic's way in: uses the engine of the application whose context is open."""

from alembic import context

from frontdesk.core.db import Base, db

with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
