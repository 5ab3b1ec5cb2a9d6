"""The audit trail: every action by staff, for managers to read."""

from collections.abc import Callable
from datetime import timedelta

from frontdesk.core import audit, clock
from frontdesk.core.db import transaction
from tests.client import CheckingClient
from tests.factories import a_request


def test_managers_read_who_did_what_on_which_request(
    make_staff: Callable[..., CheckingClient],
) -> None:
    robin = make_staff()
    reference = a_request().request.reference
    robin.form(f"/staff/support/{reference}", "Keep the note").submit(**{"note-body": "Known."})
    morgan = make_staff("morgan@site.example", "Morgan Moss", "manager")
    words = morgan.text("/staff/audit")
    assert f"robin@site.example note {reference}" in words
    assert "robin@site.example signed in" in words
    assert "Known." not in words


def test_other_staff_may_not_and_are_not_offered_it(staff_client: CheckingClient) -> None:
    assert staff_client.get("/staff/audit").status_code == 403
    assert "/staff/audit" not in staff_client.get("/staff/support").text


def test_managers_may_do_all_that_support_does(manager_client: CheckingClient) -> None:
    reference = a_request().request.reference
    desk = f"/staff/support/{reference}"
    answer = manager_client.form(desk, "Send the answer").submit(**{"reply-body": "Hello."})
    assert answer.status_code == 303


def test_the_newest_entries_come_first_and_only_so_many(app: object) -> None:
    with transaction() as session:
        for number in range(5):
            with clock.shifted(timedelta(hours=-number)):
                audit.record(session, "operator", f"deed {number}", "x", "d" * 2000)
    newest = audit.latest(3)
    assert [entry.action for entry in newest] == ["deed 0", "deed 1", "deed 2"]
    assert len(newest[0].detail) == 1000


def test_an_action_that_fails_leaves_no_entry(app: object) -> None:
    try:
        with transaction() as session:
            audit.record(session, "operator", "deed", "x")
            raise KeyError
    except KeyError:
        pass
    assert audit.latest() == []
