"""How the databases go about a search: through their index, and only as far as the limit."""

import pytest
from flask import Flask
from sqlalchemy import select, text

from frontdesk.core.db import db
from frontdesk.core.search import Kind, SearchDocument
from frontdesk.search.engine import Condition, narrow

CONDITIONS = [
    Condition((("lamp",),), Kind.NEWS, all_parts=True),
    Condition((("video", "wall"), ("lamp",)), Kind.HELP, all_parts=True),
    Condition((("video",), ("lamp",)), Kind.HELP, all_parts=False),
    Condition((("lamp",),), Kind.NEWS, all_parts=True, in_title=True),
]


def plan(condition: Condition) -> list[str]:
    query = narrow(select(SearchDocument.id), condition, db.engine.dialect.name, 10)
    words = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")
        else:
            # Where there are so few rows, any other way would do as well.
            connection.execute(text("DROP INDEX ix_search_document_kind"))
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text("SET LOCAL enable_indexscan = off"))
            rows = connection.exec_driver_sql(f"EXPLAIN {words}")
        return [str(row[-1]) for row in rows]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_index_is_asked_and_nothing_else_is_read_through(
    app: Flask, condition: Condition
) -> None:
    found = plan(condition)
    if db.engine.dialect.name == "sqlite":
        first, second = found
        assert first.startswith("SCAN search_index VIRTUAL TABLE INDEX")
        assert second.startswith("SEARCH search_document USING INTEGER PRIMARY KEY")
    else:
        assert not any("Seq Scan" in line for line in found)
        assert any("search_index_gin" in line for line in found)
