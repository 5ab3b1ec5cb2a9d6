"""The schema's history leads to the schema that the code expects, and back."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, inspect, text

from frontdesk.core.db import Base, db
from frontdesk.core.migrations import compared, downgrade, migrate, pending
from frontdesk.core.search import part_of_the_index


def tables() -> set[str]:
    names = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if not part_of_the_index(name)}


def index_structures() -> list[str]:
    """The database's own names for what the full-text search is made of."""
    if db.engine.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE name LIKE 'search_index%'"
    else:
        query = """
            SELECT relname FROM pg_class WHERE relname LIKE 'search_index%'
            UNION SELECT proname FROM pg_proc WHERE proname LIKE 'search_index%'
        """
    with db.engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())


def test_the_newest_migration_makes_exactly_the_tables_of_the_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": compared}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    assert tables() == set(Base.metadata.tables)


def test_migrations_go_down_to_nothing_and_up_again(app: Flask) -> None:
    db.session.remove()
    downgrade("base")
    assert tables() == set()
    assert index_structures() == []
    assert pending()
    migrate()
    assert tables() == set(Base.metadata.tables)
    assert index_structures() != []
    assert not pending()


def test_each_migration_can_be_taken_back_by_itself(app: Flask) -> None:
    db.session.remove()
    downgrade("-1")
    assert pending()
    migrate("+1")
    assert not pending()


def test_every_constraint_of_the_database_has_a_name(app: Flask) -> None:
    inspector = inspect(db.engine)
    for table in tables():
        found = [inspector.get_pk_constraint(table), *inspector.get_foreign_keys(table)]
        found += inspector.get_unique_constraints(table)
        found += inspector.get_check_constraints(table)
        for constraint in found:
            assert constraint["name"], f"{table} has an unnamed constraint: {constraint}"


def test_every_constraint_of_the_models_is_in_the_database(app: Flask) -> None:
    # Alembic compares no CHECK constraints, so a forgotten one would not be seen above.
    inspector = inspect(db.engine)
    for table in Base.metadata.sorted_tables:
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        found = {c["name"] for c in inspector.get_check_constraints(table.name)}
        assert wanted == found, table.name
