"""Adding and taking away items without JavaScript: the buttons show the form again, changed."""

import pytest
from justhtml import JustHTML
from werkzeug.test import TestResponse

from frontdesk.enquiries.models import MOST_ITEMS
from tests.client import CheckingClient
from tests.enquiries.writing import WISH, enquiries, form_at
from tests.outbox import outbox_mail
from tests.pageform import PageForm

ADD = "Add another item"

# These buttons write nothing; that is shown here too.
pytestmark = pytest.mark.one_database


def rows(answer: TestResponse) -> int:
    return len(JustHTML(answer.text, sanitize=False).query("fieldset.item"))


def with_rows(client: CheckingClient, count: int) -> TestResponse:
    """The page with so many rows, each with a word in it that tells which it was."""
    answer = client.form("/quote", ADD).submit(**{**WISH, "items-0-details": "row 0"})
    for number in range(1, count):
        details = {f"items-{number}-details": f"row {number}"}
        press = ADD if number < count - 1 else "Ask for the estimate"
        if press == ADD:
            answer = client.form_in(answer, ADD).submit(**details)
        else:
            form = client.form_in(answer, press)
            answer = form.send({**form.data(**details), "step": "nothing"})
    return answer


def details(form: PageForm) -> list[str]:
    return [form.values[name] for name in sorted(form.values) if name.endswith("-details")]


def test_a_row_is_added_and_everything_typed_is_kept(client: CheckingClient) -> None:
    before = client.form("/quote", ADD)
    answer = before.submit(**WISH, updates="new-services")
    assert answer.status_code == 200
    assert rows(answer) == 2
    form = client.form_in(answer, "Ask for the estimate")
    assert {name: form.values[name] for name in WISH} == WISH
    assert form.values["updates"] == "new-services"
    assert form.values["form_token"] == before.values["form_token"]
    assert (enquiries(), outbox_mail()) == ([], [])


def test_a_form_whose_rows_were_changed_is_sent_once(client: CheckingClient) -> None:
    answer = client.form("/quote", ADD).submit(**WISH)
    form = client.form_in(answer, "Ask for the estimate")
    for _ in range(2):
        sent = form.submit(**{"items-1-product": "other"})
        assert sent.status_code == 303
    assert [[item.product for item in e.items] for e in enquiries()] == [["led-signs", "other"]]


def test_the_row_that_is_named_is_taken_away(client: CheckingClient) -> None:
    answer = with_rows(client, 3)
    form = client.form_in(answer, "Remove item 2")
    answer = form.submit()
    assert answer.status_code == 200
    assert details(client.form_in(answer, ADD)) == ["row 0", "row 2"]


def test_the_last_row_is_emptied_rather_than_taken_away(client: CheckingClient) -> None:
    form = client.form("/quote", "Remove item 1")
    answer = form.submit(**WISH)
    assert rows(answer) == 1
    assert details(client.form_in(answer, ADD)) == [""]


def test_there_are_at_most_ten_rows(client: CheckingClient) -> None:
    answer = client.form("/quote", ADD).submit()
    for _ in range(MOST_ITEMS):
        answer = client.form_in(answer, ADD).submit()
    assert rows(answer) == MOST_ITEMS
    (add,) = [
        button
        for button in JustHTML(answer.text, sanitize=False).query("button")
        if button.attrs.get("value") == "add"
    ]
    assert "hidden" in add.attrs


def test_a_blank_page_may_grow_before_anything_is_typed_and_complains_of_nothing(
    client: CheckingClient,
) -> None:
    answer = client.form("/quote", ADD).submit()
    assert answer.status_code == 200
    assert "error-summary" not in answer.text


@pytest.mark.parametrize("step", ["", "remove-", "remove-9", "remove--1", "remove-x", "add-1", "²"])
def test_a_button_that_no_page_has_changes_nothing(client: CheckingClient, step: str) -> None:
    form = form_at(client, "/quote")
    answer = form.send({**form.data(**WISH), "step": step})
    assert answer.status_code == 200
    kept = client.form_in(answer).values
    assert {name: kept[name] for name in WISH} == WISH
    assert enquiries() == []


def test_the_sign_can_be_left_out(client: CheckingClient) -> None:
    page = client.get("/quote?sign=message%3DOPEN")
    answer = client.form_in(page, "Leave it out").submit(**WISH)
    assert answer.status_code == 200
    form = client.form_in(answer, "Ask for the estimate")
    assert "sign" not in form.values
    assert {name: form.values[name] for name in WISH} == WISH


def test_an_old_page_grows_and_carries_a_token_that_works(client: CheckingClient) -> None:
    answer = client.form("/quote", ADD).submit(**WISH, form_token="nonsense")
    assert answer.status_code == 200
    assert client.form_in(answer, "Ask for the estimate").submit().status_code == 303


def test_changing_rows_uses_up_none_of_the_enquiries_allowed_in_an_hour(
    client: CheckingClient,
) -> None:
    for _ in range(25):
        assert client.post("/quote", data={"step": "add"}).status_code == 200
    form = form_at(client, "/quote")
    assert form.submit(**WISH).status_code == 303
