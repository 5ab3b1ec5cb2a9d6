"""What a visitor sees when something is not there."""

from tests.client import CheckingClient


def test_a_missing_page_says_so_and_shows_ways_on(client: CheckingClient) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert 'href="/"' in answer.text
    assert "+44 (0)20 8838 6222" in answer.text
    assert "Calls may be monitored or recorded" in answer.text
