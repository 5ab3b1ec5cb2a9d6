"""An ear for the queries that a page makes, and what the database says of how it answers them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from frontdesk.core.db import db

Query = tuple[str, Any]


@contextmanager
def listening() -> Iterator[list[Query]]:
    """Collects each SELECT of news and its values while the block runs."""
    heard: list[Query] = []

    def listen(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith("SELECT") and "news_item" in statement:
            heard.append((statement, values))

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def plan(query: Query) -> str:
    """How the database means to answer the query, with its statistics up to date."""
    with db.engine.connect() as connection:
        lite = connection.dialect.name == "sqlite"
        connection.execute(text("ANALYZE"))
        statement, values = query
        explain = "EXPLAIN QUERY PLAN " if lite else "EXPLAIN "
        rows = connection.exec_driver_sql(explain + statement, values)
        return "\n".join(str(row[-1]) for row in rows)
