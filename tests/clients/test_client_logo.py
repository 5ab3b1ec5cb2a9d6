"""A client's logo, chosen among the pictures that staff have added."""

from justhtml import JustHTML

from frontdesk.clients import store
from tests.client import CheckingClient
from tests.factories import a_client
from tests.media.adding import add, make_all
from tests.media.files import photo

SAVE = "Save and show on the site"


def test_it_stands_on_the_home_page_and_says_the_name(
    client: CheckingClient, manager_client: CheckingClient
) -> None:
    found, logo = a_client(), add(manager_client, photo(400, 200), "logo.png")
    make_all()
    form = manager_client.form(f"/staff/clients/{found.id}", SAVE)
    assert form.values["logo_picture"] == ""
    assert form.submit(logo_picture=str(logo.id)).status_code == 303
    page = JustHTML(client.get("/").text, sanitize=False)
    image = page.query_one(".clients a img")
    assert image is not None
    assert image.attrs["alt"] == "Hill Theatre"
    assert client.get(image.attrs["src"]).status_code == 200
    again = manager_client.form(f"/staff/clients/{found.id}", SAVE)
    assert again.values["logo_picture"] == str(logo.id)


def test_it_can_be_taken_away(client: CheckingClient, manager_client: CheckingClient) -> None:
    logo = add(manager_client, photo(400, 200), "logo.png")
    make_all()
    found = a_client(logo_id=logo.id)
    form = manager_client.form(f"/staff/clients/{found.id}", SAVE)
    form.submit(logo_picture="")
    assert store.every()[0].logo_id is None
    assert "Recent clients Hill Theatre" in client.text("/")


def test_one_that_is_not_ready_or_not_there_is_refused_kindly(
    manager_client: CheckingClient,
) -> None:
    found, logo = a_client(), add(manager_client, photo(400, 200), "logo.png")
    for wrong, told in ((str(logo.id), "not ready yet"), ("999", "no longer there"), ("x", "no l")):
        form = manager_client.form(f"/staff/clients/{found.id}", SAVE)
        answer = form.submit(logo_picture=wrong)
        assert answer.status_code == 422
        assert told in answer.text
    assert store.every()[0].logo_id is None


def test_a_picture_that_is_a_logo_says_where_it_is_used(manager_client: CheckingClient) -> None:
    logo = add(manager_client, photo(400, 200), "logo.png")
    make_all()
    a_client(logo_id=logo.id)
    assert "Hill Theatre" in manager_client.text(f"/staff/media/{logo.id}")
