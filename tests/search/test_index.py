"""Keeping the index: single documents, all that is offered, and what starts it."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from frontdesk.core import worker
from frontdesk.core.db import db, transaction
from frontdesk.core.search import (
    Changes,
    Document,
    SearchDocument,
    offer,
    put,
    remove,
    synchronise,
)
from frontdesk.news.seed import load_seed, seed_news
from frontdesk.search import engine, store
from frontdesk.search.query import parse
from frontdesk.settings import SettingsError
from tests.search.corpus import a_document, put_all

LAMP = a_document("/help/lamp", "Lamp", summary="It gives light.", body="Needs a fuse.")


def paths(typed: str) -> list[str]:
    return [hit.path for hit in store.find(parse(typed)).hits]


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(SearchDocument)) or 0


@pytest.fixture
def offered(app: Flask) -> list[Document]:
    """What the one source of this application offers; a test may change it."""
    documents: list[Document] = []
    app.extensions["search_sources"] = []
    offer(app, lambda: iter(documents))
    return documents


def update() -> Changes:
    with transaction() as session:
        return synchronise(session)


def test_a_changed_document_is_found_by_its_new_words_alone(app: Flask) -> None:
    put_all([LAMP])
    put_all([replace(LAMP, title="Torch", body="Needs a battery.")])
    assert (paths("fuse"), paths("lamp")) == ([], [])
    assert paths("torch battery light") == ["/help/lamp"]
    assert count() == 1


def test_a_document_that_was_taken_out_is_not_found(app: Flask) -> None:
    put_all([LAMP])
    with transaction() as session:
        remove(session, "/help/lamp")
        remove(session, "/help/never-there")
    assert paths("fuse") == []


def test_a_document_put_twice_in_one_transaction_is_there_once(app: Flask) -> None:
    put_all([LAMP, replace(LAMP, title="Torch"), replace(LAMP, title="Torch")])
    assert (paths("torch"), count()) == (["/help/lamp"], 1)


def test_what_is_rolled_back_is_not_found(app: Flask) -> None:
    with pytest.raises(RuntimeError), transaction() as session:
        put(session, LAMP)
        raise RuntimeError
    assert paths("fuse") == []


def test_text_that_no_page_may_hold_is_kept_without_it(app: Flask) -> None:
    put_all([replace(LAMP, title="La\x00mp\ud800", body="A\x0bfuse\ufffe.")])
    (hit,) = store.find(parse("fuse")).hits
    assert "".join(piece.text for piece in hit.title) == "La mp "


def test_the_index_becomes_what_is_offered(app: Flask, offered: list[Document]) -> None:
    offered += [LAMP, a_document("/help/other", "Other")]
    assert update() == Changes(added=2)
    assert update() == Changes()
    offered[:] = [replace(LAMP, body="Needs a battery.")]
    assert update() == Changes(updated=1, removed=1)
    assert (paths("battery"), paths("other")) == (["/help/lamp"], [])


def test_every_field_of_a_document_counts_as_a_change(app: Flask, offered: list[Document]) -> None:
    offered.append(LAMP)
    update()
    for field, value in {"keywords": ("new",), "summary": "New.", "title": "New"}.items():
        offered[0] = replace(offered[0], **{field: value})
        assert update() == Changes(updated=1)


def test_two_documents_of_one_path_are_refused(app: Flask, offered: list[Document]) -> None:
    offered += [LAMP, LAMP]
    with pytest.raises(ValueError, match="/help/lamp"):
        update()
    assert count() == 0


def test_a_source_is_read_in_an_application_context(app: Flask) -> None:
    def source() -> Iterator[Document]:
        yield replace(LAMP, title=f"Lamp {db.engine.dialect.name}")

    app.extensions["search_sources"] = []
    offer(app, source)
    assert update() == Changes(added=1)


def test_seeded_news_are_found_at_once_and_the_index_then_agrees(app: Flask) -> None:
    with transaction() as session:
        seed_news(session)
    assert paths("margate winter gardens") == ["/news/full-colour-led-display-margate"]
    changes = update()
    assert (changes.updated, changes.removed) == (0, 0)
    assert count() == changes.added + len(load_seed())


def test_the_command_says_what_it_did(app: Flask) -> None:
    run = app.test_cli_runner()
    said = run.invoke(args=["index"]).output
    assert said.startswith("Search index: ")
    assert " 0 updated, 0 removed" in said
    assert run.invoke(args=["index"]).output == "Search index: 0 added, 0 updated, 0 removed\n"


def test_the_worker_brings_the_index_up_to_date_as_it_starts(
    app: Flask, offered: list[Document]
) -> None:
    offered.append(LAMP)
    worker.run_due(app)
    assert paths("fuse") == ["/help/lamp"]


@pytest.mark.one_database
def test_a_sqlite_without_full_text_stops_the_start(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Without:
        def __enter__(self) -> "Without":
            return self

        def __exit__(self, *_: object) -> None: ...

        def execute(self, _statement: str) -> None:
            raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(engine.sqlite3, "connect", lambda _path: Without())
    with pytest.raises(SettingsError, match="FTS5"):
        make_app()
    engine.require_full_text("postgresql+psycopg://host/name")
