"""The audit trail shows what anybody did to it outside the site, and the database refuses most."""

import threading

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.core import audit
from frontdesk.core.db import db, transaction
from tests.client import CheckingClient

CHANGES = {
    "actor": "UPDATE audit_entry SET actor = 'other' WHERE id = :id",
    "action": "UPDATE audit_entry SET action = 'other' WHERE id = :id",
    "subject": "UPDATE audit_entry SET subject = 'other' WHERE id = :id",
    "detail": "UPDATE audit_entry SET detail = 'other' WHERE id = :id",
}
DEEDS = ("UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry")


def some_entries(number: int = 3) -> list[int]:
    for count in range(number):
        with transaction() as session:
            audit.record(session, "operator", f"deed {count}", "x")
    return sorted(entry.id for entry in audit.latest())


def behind_its_back(statement: str, number: int) -> None:
    """What somebody does who owns the database and has put its guards aside."""
    db.session.rollback()
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS audit_entry_not_updated"))
            connection.execute(text("DROP TRIGGER IF EXISTS audit_entry_not_deleted"))
        connection.execute(text(statement), {"id": number})


@pytest.mark.parametrize("deed", DEEDS)
def test_the_database_refuses_to_change_an_entry(app: Flask, deed: str) -> None:
    some_entries()
    with pytest.raises(DBAPIError, match="never changed"), transaction() as session:
        session.execute(text(deed))
    assert audit.verify().entries == 3


def test_a_trail_as_it_was_written_is_whole(app: Flask) -> None:
    assert audit.verify().whole
    some_entries()
    found = audit.verify()
    assert found.whole
    assert found.entries == 3
    assert found.last_hash == audit.latest(1)[0].hash


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_entry_is_found(app: Flask, column: str) -> None:
    second = some_entries()[1]
    behind_its_back(CHANGES[column], second)
    assert audit.verify().broken_at == second


def test_an_entry_taken_out_is_found_at_the_next(app: Flask) -> None:
    _, second, third = some_entries()
    behind_its_back("DELETE FROM audit_entry WHERE id = :id", second)
    assert audit.verify().broken_at == third


def test_entries_cut_off_the_end_are_missed(app: Flask) -> None:
    behind_its_back("DELETE FROM audit_entry WHERE id = :id", some_entries()[2])
    found = audit.verify()
    assert not found.whole
    assert found.entries == 2


def test_many_who_write_at_once_make_one_chain(app: Flask) -> None:
    def write() -> None:
        with app.app_context():
            some_entries(5)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = audit.verify()
    assert found.whole
    assert found.entries == 20


def test_the_page_says_whether_the_trail_is_whole(
    app: Flask, manager_client: CheckingClient
) -> None:
    assert "as they were written" not in manager_client.text("/staff/audit")
    assert "All 2 entries are as they were written" in manager_client.text("/staff/audit?check=yes")
    first = audit.latest()[-1].id
    behind_its_back("UPDATE audit_entry SET subject = 'x' WHERE id = :id", first)
    assert f"breaks at entry {first}" in manager_client.text("/staff/audit?check=yes")


def test_the_operator_is_told_too(app: Flask) -> None:
    first = some_entries()[0]
    behind_its_back("UPDATE audit_entry SET subject = 'y' WHERE id = :id", first)
    said = app.test_cli_runner().invoke(args=["check"]).output
    assert f"broken at entry {first}" in said
