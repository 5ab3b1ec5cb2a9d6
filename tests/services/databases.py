"""The two databases that a test process keeps: emptied between tests, never made anew.

Making one for each test cost more than most tests do, and a new engine forgets every statement it
had compiled.
"""

import shutil
from pathlib import Path

import psycopg
from psycopg import sql

TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
"""


def empty_sqlite(path: Path, template: Path) -> None:
    """Put the migrated, empty file in the place of `path`. Nobody may have it open."""
    for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        leftover.unlink(missing_ok=True)
    shutil.copyfile(template, path)


def empty_postgresql(url: str) -> None:
    """Delete every row. Identifiers go on counting, so no test can rest on the first being 1."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        names = [name for (name,) in connection.execute(TABLES)]
        # As a replica no constraint is looked at, so the order of the tables does not matter.
        connection.execute("SET session_replication_role = replica")
        for name in names:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
