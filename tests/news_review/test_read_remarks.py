"""What came from outside waits on the first page until one of the staff has read it."""

from collections.abc import Callable

from frontdesk.core import audit
from tests.client import CheckingClient
from tests.news.writing import EDITOR, found
from tests.news_review.links import a_link, a_preview

TOLD = "from outside on “A sign for a station”"


def comment(client: CheckingClient, token: str, text: str) -> None:
    form = client.form(f"/preview/{token}", "Send the comment")
    assert form.submit(comment=text).status_code == 303


def test_a_remark_waits_until_it_is_marked_as_read(
    client: CheckingClient, author: CheckingClient
) -> None:
    link, token = a_preview()
    assert TOLD not in author.text("/staff/")
    comment(client, token, "A comma is missing.")
    assert f"A remark {TOLD}" in author.text("/staff/")
    page = f"/staff/news/{link.story_id}"
    assert f"{page}#outside" in author.links("/staff/")
    read = author.form(page, "Mark as read")
    comment(client, token, "Two are.")
    assert f"2 remarks {TOLD}" in author.text("/staff/")
    # What came after the page was shown has not been read.
    assert read.submit().location == page
    assert f"A remark {TOLD}" in author.text("/staff/")
    author.form(page, "Mark as read").submit()
    assert TOLD not in author.text("/staff/")
    assert "Mark as read" not in author.get(page).text
    assert audit.latest()[0].action == "news: remarks read"


def test_authors_are_told_of_what_is_theirs_and_editors_of_all(
    client: CheckingClient, author: CheckingClient, make_staff: Callable[..., CheckingClient]
) -> None:
    link, token = a_preview()
    other = make_staff("kim@site.example", "Kim Hale", "author")
    comment(client, token, "A comma is missing.")
    assert TOLD in author.text("/staff/")
    assert TOLD in make_staff(*EDITOR, "editor").text("/staff/")
    assert TOLD not in other.text("/staff/")
    page = f"/staff/news/{link.story_id}/preview-links"
    other.form(page, "Make a link").submit(name="Lee Fox", days="3")
    assert TOLD not in other.text("/staff/")


def test_who_made_the_link_is_told_of_another_authors_story(
    client: CheckingClient, make_staff: Callable[..., CheckingClient]
) -> None:
    maker = make_staff("sam@site.example", "Sam Lee", "author")
    link, _ = a_preview()
    _, token = a_link(found(link.story_id).id, "Lee Fox")
    comment(client, token, "Fine.")
    assert TOLD in maker.text("/staff/")


def test_a_number_that_is_none_reads_nothing(
    client: CheckingClient, author: CheckingClient
) -> None:
    link, token = a_preview()
    comment(client, token, "A comma is missing.")
    form = author.form(f"/staff/news/{link.story_id}", "Mark as read")
    for newest in ("", "x", "-1"):
        assert form.submit(newest=newest).status_code == 303
    assert TOLD in author.text("/staff/")
