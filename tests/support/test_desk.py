"""The page of one request, as staff see it and act on it."""

from collections.abc import Callable

import pytest
from flask import Flask

from frontdesk.core import audit
from frontdesk.support import actions
from frontdesk.support.models import Kind, Status
from tests.client import CheckingClient
from tests.factories import Opened, a_member, a_request, page_token
from tests.outbox import outbox_mail
from tests.support.asking import entries, requests

# The button that writes, its field, and what the audit trail calls it.
WRITING = {
    "Send the answer": ("reply-body", "replied"),
    "Keep the note": ("note-body", "note"),
    "Log the talk-through": ("talk-through-body", "talk through"),
    "Log the look-up": ("knowledge-body", "knowledge"),
}


@pytest.fixture
def opened(app: Flask) -> Opened:
    return a_request()


@pytest.fixture
def desk(opened: Opened) -> str:
    return f"/staff/support/{opened.request.reference}"


def test_it_shows_all_that_the_customer_said(staff_client: CheckingClient, desk: str) -> None:
    words = staff_client.text(desk)
    for told in ("Pat Doe", "pat@surgery.example", "Hill Surgery", "shows nothing", "the form"):
        assert told in words


def test_an_answer_reaches_the_customer_by_page_and_by_mail(
    client: CheckingClient, staff_client: CheckingClient, opened: Opened, desk: str
) -> None:
    form = staff_client.form(desk, "Send the answer")
    answer = form.submit(**{"reply-body": "Is the <lamp> on?"})
    assert (answer.status_code, answer.location) == (303, desk)
    mail = outbox_mail("support_answered")[0]
    assert "Is the <lamp> on?" in (mail.text or "")
    assert "Is the &lt;lamp&gt; on?" in (mail.html or "")
    for token in (opened.token, page_token(mail)):
        assert "Robin Reed answered" in client.text(f"/support/r/{token}")
    assert requests()[0].status == Status.WAITING


def test_a_note_is_seen_by_staff_alone_and_mailed_to_nobody(
    client: CheckingClient, staff_client: CheckingClient, opened: Opened, desk: str
) -> None:
    staff_client.form(desk, "Keep the note").submit(**{"note-body": "Known to be impatient."})
    assert "impatient" in staff_client.text(desk)
    assert "impatient" not in client.text(f"/support/r/{opened.token}")
    assert [mail.kind for mail in outbox_mail()] == ["support_received"]
    assert requests()[0].status == Status.OPEN


@pytest.mark.parametrize(
    ("button", "kind"),
    [("Log the talk-through", Kind.TALK_THROUGH), ("Log the look-up", Kind.KNOWLEDGE)],
)
def test_preparation_is_logged_where_the_customer_sees_it(
    client: CheckingClient,
    staff_client: CheckingClient,
    opened: Opened,
    desk: str,
    button: str,
    kind: Kind,
) -> None:
    staff_client.form(desk, button).submit(**{WRITING[button][0]: "Checked the cable."})
    (entry,) = entries()
    assert (entry.kind, entry.author, entry.shown) == (kind, "Robin Reed", True)
    assert "Checked the cable." in client.text(f"/support/r/{opened.token}")


@pytest.mark.parametrize("button", WRITING)
def test_everything_written_is_in_the_audit_trail(
    staff_client: CheckingClient, opened: Opened, desk: str, button: str
) -> None:
    field, action = WRITING[button]
    staff_client.form(desk, button).submit(**{field: "Written."})
    entry = audit.latest()[0]
    assert (entry.actor, entry.action) == ("robin@site.example", action)
    assert entry.subject == opened.request.reference


@pytest.mark.parametrize("button", WRITING)
def test_a_double_click_writes_once(
    staff_client: CheckingClient, opened: Opened, desk: str, button: str
) -> None:
    field = WRITING[button][0]
    form = staff_client.form(desk, button)
    mails = len(outbox_mail()) + (button == "Send the answer")
    for _ in range(2):
        assert form.submit(**{field: "Written."}).status_code == 303
    assert len(entries()) == 1
    assert len(outbox_mail()) == mails
    staff_client.form(desk, button).submit(**{field: "Written again."})
    assert len(entries()) == 2


@pytest.mark.one_database
@pytest.mark.parametrize("button", WRITING)
@pytest.mark.parametrize("text", ["", "  ", "a bell\x07", "t" * 20_001], ids=lambda t: repr(t)[:9])
def test_what_cannot_be_read_is_refused_and_kept(
    staff_client: CheckingClient, opened: Opened, desk: str, button: str, text: str
) -> None:
    field = WRITING[button][0]
    answer = staff_client.form(desk, button).submit(**{field: text})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert staff_client.form_in(answer, button).values[field].strip() == text.strip()
    assert entries() == []


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path", ["reply", "note", "talk-through", "knowledge", "resolve", "release"]
)
def test_every_action_needs_the_pages_own_token(
    staff_client: CheckingClient, opened: Opened, desk: str, path: str
) -> None:
    answer = staff_client.post(f"{desk}/{path}", data={f"{path}-body": "Written."})
    assert answer.status_code == 400
    assert entries() == []
    assert requests()[0].status == Status.OPEN


def test_markup_is_shown_as_text(staff_client: CheckingClient, app: Flask) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    opened = a_request(name=hostile, summary=hostile, details=hostile, organisation=hostile)
    for path in ("", f"/{opened.request.reference}"):
        page = staff_client.get(f"/staff/support{path}").text
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_an_open_page_asks_whether_anything_is_new(
    staff_client: CheckingClient, opened: Opened, desk: str
) -> None:
    version = staff_client.get(f"{desk}/state").json["version"]
    assert staff_client.get(f"{desk}/state?v={version}").status_code == 204
    actions.customer_writes(opened.request.id, "Yes.", "a nonce")
    assert staff_client.get(f"{desk}/state?v={version}").status_code == 200


def test_a_reference_that_is_not_there_opens_nothing(staff_client: CheckingClient) -> None:
    for path in ("JX-2222-2222", "JX-2222-2222/state"):
        assert staff_client.get(f"/staff/support/{path}").status_code == 404


def test_colleagues_names_come_from_their_accounts(
    make_staff: Callable[..., CheckingClient], opened: Opened, desk: str
) -> None:
    kim = make_staff("kim@site.example", "Kim Hale")
    kim.form(desk, "Send the answer").submit(**{"reply-body": "Is the lamp on?"})
    assert entries()[-1].author == "Kim Hale"
    assert a_member().name == "Sam Lee"
