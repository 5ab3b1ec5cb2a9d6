"""Pictures that staff added, in stories and on the pages that visitors read."""

import pytest
from flask import Flask

from frontdesk.media.models import MediaPicture
from frontdesk.news import actions, picturing
from frontdesk.news.content import Photograph
from frontdesk.news.errors import NotReady
from tests.client import CheckingClient
from tests.factories import a_member
from tests.media.adding import add, make_all
from tests.media.files import photo
from tests.news.writing import EDITOR, a_published_story, a_story, found
from tests.page import parse

ADDRESS = "/news/a-sign-for-a-station"


def photograph(picture: MediaPicture, **said: object) -> Photograph:
    values = {"alt": "A sign above a platform", **said}
    return Photograph(picture.digest, picture.width, picture.height, **values)  # type: ignore[arg-type]


def test_visitors_see_the_leading_picture_and_the_gallery(
    author: CheckingClient, client: CheckingClient
) -> None:
    lead, other = add(author, photo()), add(author, photo(1000, 500))
    author.form(f"/staff/media/{lead.id}", "Save").submit(across="0", down="80")
    make_all()
    a_published_story(
        lead=photograph(lead, caption="By day"),
        gallery=(photograph(other, caption="By night"), photograph(lead, decorative=True, alt="")),
    )
    page = parse(client.get(ADDRESS).text)
    first, second, third = page.query("article picture img")
    assert [one.attrs["alt"] for one in (first, second, third)] == [
        "A sign above a platform",
        "A sign above a platform",
        "",
    ]
    assert (first.attrs["width"], first.attrs["height"]) == ("1600", "900")
    assert "loading" not in first.attrs
    assert second.attrs["loading"] == third.attrs["loading"] == "lazy"
    captions = [caption.to_text() for caption in page.query("figcaption")]
    assert captions == ["By day", "By night"]
    assert all(client.get(one.attrs["src"]).status_code == 200 for one in (first, second, third))


def test_the_first_of_the_news_shows_its_picture_about_its_focal_point(
    author: CheckingClient, client: CheckingClient
) -> None:
    lead = add(author, photo())
    author.form(f"/staff/media/{lead.id}", "Save").submit(across="0", down="80")
    make_all()
    a_published_story(lead=photograph(lead))
    a_published_story(title="Another", lead=photograph(lead))
    [image] = parse(client.get("/news/").text).query("main img")
    assert image.attrs["class"] == "cropped focus-x-0 focus-y-3"


@pytest.mark.parametrize(
    ("alt", "complaint"),
    [
        ("", "Say what picture 1 shows"),
        ("door", "Picture 1: That is a file's name."),
        ("door.jpg", "Picture 1: That is a file's name."),
        ("A sign above a platform", "Picture 1: It is still being made: 1 of 7 sizes so far."),
    ],
)
def test_a_story_waits_for_its_pictures(author: CheckingClient, alt: str, complaint: str) -> None:
    story = a_story(lead=photograph(add(author, photo()), alt=alt))
    with pytest.raises(NotReady) as refused:
        actions.publish(story.id, story.version, story.content, a_member(*EDITOR))
    [problem] = refused.value.problems
    assert problem.field == "lead"
    assert problem.words.startswith(complaint)


def test_a_picture_is_found_in_drafts_and_in_what_visitors_see(
    app: Flask, author: CheckingClient
) -> None:
    lead, other, third = (add(author, photo(width, 300)) for width in (600, 700, 800))
    make_all()
    digests = [one.digest for one in (lead, other, third)]
    a_story(title="A draft", lead=photograph(lead))
    story = a_published_story(title="Out", gallery=(photograph(other),))
    with app.test_request_context():
        names = [[use.name for use in picturing.uses(digest)] for digest in digests]
    assert names == [["A draft"], ["Out"], []]
    assert story.item is not None


def test_a_picture_is_chosen_in_the_form_of_a_story(author: CheckingClient) -> None:
    first, second = add(author, photo(), "one.jpg"), add(author, photo(900, 600), "two.jpg")
    author.form(f"/staff/media/{second.id}", "Save").submit(alt="A sign by night", caption="Leeds")
    number = actions.create(a_member("avery@site.example", "Avery Ash"))
    page = f"/staff/news/{number}"
    form = author.form(page, action=page)
    answer = form.submit(add=[str(second.id), str(first.id), "99999999999"])
    assert answer.status_code == 303
    story = found(number)
    assert story.content.lead == photograph(second, alt="A sign by night", caption="Leeds")
    assert [one.picture for one in story.content.gallery] == [first.digest]
    # The pictures are now rows of the form, and choosing one again adds nothing.
    form = author.form(page, action=page)
    assert form.submit(add=[str(second.id)]).status_code == 303
    assert found(number).content.photographs == story.content.photographs
    assert page in author.get(f"/staff/media/{second.id}").text
