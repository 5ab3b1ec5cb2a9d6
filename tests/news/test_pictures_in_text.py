"""Pictures of the library within the text of a story."""

from collections.abc import Callable

import pytest

from frontdesk.media.models import MediaPicture
from frontdesk.news import actions
from frontdesk.news.content import Content
from frontdesk.news.errors import NotReady
from tests.client import CheckingClient
from tests.factories import a_member
from tests.media.adding import add, make_all
from tests.media.files import photo
from tests.news.writing import AUTHOR, EDITOR, a_published_story, a_story
from tests.page import parse

ADDRESS = "/news/a-sign-for-a-station"


@pytest.fixture
def author(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff(*AUTHOR, "author")


@pytest.fixture
def picture(author: CheckingClient) -> MediaPicture:
    return add(author, photo())


def line(picture: MediaPicture, alt: str, title: str = "") -> str:
    return f"![{alt}]({picture.picture.fallback}{title})"


def test_visitors_and_feeds_get_them_with_their_words(
    client: CheckingClient, picture: MediaPicture
) -> None:
    make_all()
    lines = [line(picture, "A sign above a platform"), line(picture, "", ' "decoration"')]
    a_published_story(body="\n\n".join(["Before.", *lines, "After."]))
    first, second = parse(client.get(ADDRESS).text).query(".prose p picture img")
    assert [one.attrs["alt"] for one in (first, second)] == ["A sign above a platform", ""]
    assert (first.attrs["width"], first.attrs["loading"]) == ("1600", "lazy")
    assert client.get(first.attrs["src"]).status_code == 200
    whole = f"http://localhost{picture.picture.fallback}"
    for feed in ("/news/feed.atom", "/news/feed.json"):
        assert client.get(feed).text.count(whole) == 2


@pytest.mark.one_database
def test_words_of_a_picture_stay_words(client: CheckingClient, picture: MediaPicture) -> None:
    make_all()
    words = '"><script>alert(1)</script> <img src=x onerror=alert(1)>'
    a_published_story(body=line(picture, words))
    [image] = parse(client.get(ADDRESS).text).query(".prose img")
    assert image.attrs["alt"] == words
    assert not image.attrs.keys() & {"onerror"}


@pytest.mark.parametrize(
    ("alt", "complaint"),
    [
        ("", "Picture 1 in the text: Say what the picture shows"),
        ("door.jpg", "Picture 1 in the text: That is a file's name."),
        ("A sign", "Picture 1 in the text: It is still being made: 1 of 7 sizes so far."),
    ],
)
@pytest.mark.one_database
def test_a_story_waits_for_them(picture: MediaPicture, alt: str, complaint: str) -> None:
    [problem] = refusals(line(picture, alt))
    assert problem.startswith(complaint)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "address", ["https://pier.example/a.jpg", "/pictures/0123456789abcdef-960.jpg", "//x/a.jpg"]
)
def test_pictures_from_elsewhere_are_refused_by_name(picture: MediaPicture, address: str) -> None:
    [problem] = refusals(f"![The pier]({address})")
    assert problem == "The picture “The pier” in the text is not in our library: add it there."


def refusals(body: str) -> list[str]:
    story = a_story(body=f"It is amber.\n\n{body}")
    with pytest.raises(NotReady) as refused:
        actions.publish(story.id, story.version, story.content, a_member(*EDITOR))
    return [problem.words for problem in refused.value.problems]


def test_a_picture_in_a_text_counts_as_used(author: CheckingClient, picture: MediaPicture) -> None:
    make_all()
    body = line(picture, "A sign above a platform")
    story = a_published_story(body=body)
    a_story(title="A draft", body=body)
    actions.save(story.id, story.version, Content(title="Out, as it was"), a_member(*AUTHOR))
    page = author.text(f"/staff/media/{picture.id}")
    assert "A draft" in page
    assert "Out, as it was" in page


@pytest.mark.one_database
def test_the_library_says_which_line_shows_it_and_takes_words_from_scripts(
    author: CheckingClient, picture: MediaPicture
) -> None:
    page = f"/staff/media/{picture.id}"
    assert f"![What it shows]({picture.picture.fallback})" in author.text(page)
    form = author.form(page, "Save").values
    json = {"Accept": "application/json"}
    refused = author.post(page, data={**form, "alt": "door.jpg"}, headers=json)
    assert (refused.status_code, refused.get_json()["error"][:21]) == (422, "That is a file's name")
    told = author.post(page, data={**form, "alt": "A [lit] sign"}, headers=json).get_json()
    assert (told["alt"], told["address"]) == ("A [lit] sign", picture.picture.fallback)
    assert f"![A \\[lit\\] sign]({picture.picture.fallback})" in author.text(page)


@pytest.mark.one_database
def test_a_refused_story_asks_for_words_where_they_are_missing(
    make_staff: Callable[..., CheckingClient], picture: MediaPicture
) -> None:
    editor, page = make_staff(*EDITOR, "editor"), f"/staff/news/{a_story(spec=()).id}"
    answer = editor.form(page, action=page).submit(add=[str(picture.id)], when="now")
    assert answer.status_code == 422
    form = editor.form_in(answer, action=page)
    assert form.values.keys() >= {"pictures-0-alt", "spec-1-label"}
    assert form.values["when"] == "now"
    again = form.submit(**{"pictures-0-alt": "A sign", "when": "keep"})
    assert again.status_code == 303
