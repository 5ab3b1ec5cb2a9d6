"""The simulated calling board as pages without JavaScript."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.tools.calling import EARLIER, FIRST, LAST, OPENING, Mode, board_of, call
from tests.client import CheckingClient

pytestmark = pytest.mark.one_database

SAME_CLIENT = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_the_board_opens_with_a_call_and_says_that_it_is_a_simulation(
    client: CheckingClient,
) -> None:
    words = client.text("/tools/patient-calling")
    assert "It is a simulation" in words
    assert call(OPENING).code in words
    assert "Call next" in words


def test_call_next_shows_the_next_call_and_moves_the_last_one_down(client: CheckingClient) -> None:
    form = client.form("/tools/patient-calling")
    answer = form.submit(called=str(OPENING + 1))
    now, before = call(OPENING + 1), call(OPENING)
    assert f"<title>{now.code}, room {now.room} " in answer.text
    assert f"{before.code} Room {before.room}" in client.text(
        f"/tools/patient-calling?called={OPENING + 1}"
    )


def test_the_board_goes_round_by_its_own_button(client: CheckingClient) -> None:
    page = client.get(f"/tools/patient-calling?called={LAST}").text
    assert f'name="called" value="{FIRST}">Call next' in page


@pytest.mark.parametrize("mode", Mode)
def test_a_mode_stays_while_patients_are_called(client: CheckingClient, mode: Mode) -> None:
    answer = client.form(f"/tools/patient-calling?mode={mode}").submit(called="7")
    assert f"board--{mode}" in answer.text
    assert answer.text.count("checked") == 1
    assert f'value="{mode}" aria-describedby="{mode}-hint" checked' in answer.text


def test_low_vision_has_fewer_earlier_calls_to_search_through() -> None:
    assert len(board_of("20", "low-vision").earlier) == EARLIER[Mode.LOW_VISION]
    assert EARLIER[Mode.LOW_VISION] < EARLIER[Mode.STANDARD]


def test_the_panel_turns_round_only_once_somebody_was_called(client: CheckingClient) -> None:
    assert "board--alert" not in client.get("/tools/patient-calling?mode=hearing-loss").text
    stepped = client.get("/tools/patient-calling?mode=hearing-loss&called=6").text
    assert "board--alert" in stepped


def test_no_code_and_no_board_comes_twice_in_a_round() -> None:
    calls = [call(number) for number in range(FIRST, LAST + 1)]
    assert len({one.code for one in calls}) == LAST
    assert all(len(one.code) == 3 and 1 <= one.room <= 6 for one in calls)


def test_earlier_calls_are_those_before_the_latest_first() -> None:
    assert board_of("3", None).earlier == [call(2), call(1)]
    assert board_of("1", None).earlier == []


@pytest.mark.parametrize("called", ["", "0", "91", "-1", "1.5", "٣", "9" * 400])
def test_an_address_that_cannot_be_opens_the_board_as_for_a_newcomer(
    client: CheckingClient, called: str
) -> None:
    answer = client.get("/tools/patient-calling", query_string={"called": called, "mode": "loud"})
    assert answer.status_code == 200
    assert call(OPENING).code in answer.text
    assert "board--standard" in answer.text
    assert "board--alert" not in answer.text


@given(st.text(), st.text())
@SAME_CLIENT
def test_no_text_at_all_breaks_the_page(client: CheckingClient, called: str, mode: str) -> None:
    query = {"called": called, "mode": mode}
    assert client.get("/tools/patient-calling", query_string=query).status_code == 200


def test_the_page_says_why_codes_and_not_names(client: CheckingClient) -> None:
    assert "tells nobody else who they are" in client.text("/tools/patient-calling")


def test_the_page_describes_itself_as_an_application(client: CheckingClient) -> None:
    assert '"@type": "WebApplication"' in client.get("/tools/patient-calling").text
