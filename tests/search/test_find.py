"""What is found, and in which order: on both databases the same."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.core.search import Kind
from frontdesk.search import store
from frontdesk.search.marks import Piece
from frontdesk.search.query import parse
from frontdesk.search.store import Found
from tests.search.corpus import SITE, a_document, day, put_all


@pytest.fixture
def _site(app: Flask) -> None:
    put_all(SITE)


def find(typed: str, after: str | None = None) -> Found:
    return store.find(parse(typed), after)


def paths(typed: str) -> list[str]:
    return [hit.path for hit in find(typed).hits]


def shown(pieces: list[Piece]) -> str:
    """The text with its marks in square brackets."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fuse", ["/help/dark-sign"]),
        ("FUSES", ["/help/dark-sign"]),
        ("install", ["/news/cafe", "/help/pixel-pitch"]),
        ("cafe muller", ["/news/cafe"]),
        ("CAFÉ MÜLLER", ["/news/cafe"]),
        ("strasse", ["/news/cafe"]),
        ("matrix", ["/products/video-walls"]),
        ("8x1", []),
        ("8 x 1", ["/news/cafe"]),
        ("the fuse", ["/help/dark-sign"]),
        ("owners sign", ["/news/cafe"]),
        ("nowhere", []),
    ],
)
def test_words_are_found_in_any_form_case_and_accent(typed: str, found: list[str]) -> None:
    assert paths(typed) == found


def test_the_title_counts_before_summary_and_keywords_and_these_before_the_body(app: Flask) -> None:
    put_all(
        [
            a_document("/help/body", body="A lamp. A lamp! Lamp, lamp and lamp."),
            a_document("/help/keyword", keywords=("lamp",)),
            a_document("/help/summary", summary="About a lamp."),
            a_document("/help/title", "The lamp that failed on a Monday"),
        ]
    )
    assert paths("lamp") == ["/help/title", "/help/keyword", "/help/summary", "/help/body"]


def test_words_that_stand_together_come_before_words_apart(app: Flask) -> None:
    put_all(
        [
            a_document("/help/apart", "Wall for a video", changed_at=day(9)),
            a_document("/help/together", "Wall of video", changed_at=day(1)),
            a_document("/help/phrase", "Big video wall", changed_at=day(1)),
        ]
    )
    assert paths("video wall")[0] == "/help/phrase"
    assert paths('"video wall"') == ["/help/phrase"]
    assert sorted(paths('"wall video"')) == ["/help/apart", "/help/together"]


def test_a_title_of_nothing_but_the_question_comes_first(app: Flask) -> None:
    put_all(
        [
            a_document("/help/panel", "A panel of a video wall differs", summary="A video wall."),
            a_document("/products/video-walls", "Video walls", kind=Kind.PRODUCT),
        ]
    )
    assert paths("video wall")[0] == "/products/video-walls"


def test_a_phrase_does_not_run_on_from_one_text_into_the_next(app: Flask) -> None:
    put_all([a_document("/help/a", "A sign", summary="Power lost.", body="Screen dark.")])
    assert paths('"sign power"') == []
    assert paths('"lost screen"') == []
    assert paths('"power lost"') == ["/help/a"]


def test_the_newer_comes_first_only_where_all_else_is_equal(app: Flask) -> None:
    put_all(
        [
            a_document("/news/old", "Lamp news", changed_at=day(1), kind=Kind.NEWS),
            a_document("/news/new", "Lamp news", changed_at=day(2), kind=Kind.NEWS),
            a_document("/help/undated", "Lamp news"),
            a_document("/news/newest", body="A lamp.", changed_at=day(3), kind=Kind.NEWS),
        ]
    )
    assert paths("lamp") == ["/news/new", "/news/old", "/help/undated", "/news/newest"]


@pytest.mark.usefixtures("_site")
def test_where_nothing_has_all_words_those_with_most_of_them_come_first() -> None:
    found = find("fuse socket films")
    assert not found.every_part
    assert [hit.path for hit in found.hits] == ["/help/dark-sign", "/news/wall", "/news/cafe"]
    assert find("fuse socket").every_part


def test_more_of_the_words_count_before_a_better_place_for_one(app: Flask) -> None:
    put_all([a_document("/help/one", "Lamp"), a_document("/help/two", body="A lamp. Its fuse.")])
    assert paths("lamp fuse giraffe") == ["/help/two", "/help/one"]


def test_news_of_tomorrow_are_not_found_before_nor_what_is_over_afterwards(app: Flask) -> None:
    now = clock.now()
    begin, end = now + timedelta(hours=1), now + timedelta(hours=2)
    put_all([a_document("/news/soon", "Lamp", searchable_from=begin, searchable_until=end)])
    seen = []
    for hours in (0, 1.5, 2.5):
        with clock.shifted(timedelta(hours=hours)):
            seen.append(paths("lamp"))
    assert seen == [[], ["/news/soon"], []]


@pytest.mark.usefixtures("_site")
def test_the_words_are_marked_where_they_stand() -> None:
    (hit,) = find("cafe muller").hits
    assert shown(hit.title) == "A display for the [Café Müller]"
    hit = find("cable power").hits[0]
    assert shown(hit.title) == "What to check when a sign is dark"
    assert shown(hit.snippet) == "[Power], [cable], controller: in this order."
    (hit,) = find("fuse").hits
    assert "Look at the [fuse] before" in shown(hit.snippet)


def test_of_a_long_text_the_part_is_shown_in_which_the_words_stand_together(app: Flask) -> None:
    filler = "Nothing of note is said in this sentence. " * 20
    body = f"One lamp. {filler}The lamp and its fuse are old. {filler}"
    put_all([a_document("/help/long", summary="Old things.", body=body)])
    (hit,) = find("lamp fuse").hits
    assert "The [lamp] and its [fuse] are old." in shown(hit.snippet)
    assert shown(hit.snippet).startswith("… ")
    assert shown(hit.snippet).endswith(" …")


def test_each_page_goes_on_where_the_last_one_ended(app: Flask) -> None:
    put_all(a_document(f"/help/{number:02}", "Lamp") for number in range(35))
    first = find("lamp")
    rest = find("lamp", first.next)
    assert (len(first.hits), len(rest.hits), first.total, rest.next) == (20, 15, 35, None)
    seen = [hit.path for hit in first.hits + rest.hits]
    assert seen == [f"/help/{number:02}" for number in range(35)]


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize(
    "after", ["", "x", "1", "1.2", "9.x./y", "²..", "9" * 400, "\x00", "-1.-1.é"]
)
def test_a_key_that_nobody_gave_out_does_no_harm(after: str) -> None:
    assert len(find("wall", after).hits) in (0, 3)


def test_a_word_on_every_page_costs_a_fixed_number_of_candidates(app: Flask) -> None:
    news = [
        a_document(f"/news/{number}", f"Item {number}", kind=Kind.NEWS, body="About a lamp.")
        for number in range(store.MOST + 30)
    ]
    old = a_document("/news/old", "Lamp", kind=Kind.NEWS)
    help_article = a_document("/help/lamp", body="This lamp is old.")
    put_all([old, help_article, *news])
    found = find("lamp")
    assert found.more
    assert found.total == store.MOST + 2
    # The title's word is not lost among the newer, nor the other kind among the many.
    assert found.hits[0].path == "/news/old"
    assert any(hit.path == "/help/lamp" for hit in [*found.hits, *_all_after(found)])
    assert not find("old").more


def _all_after(found: Found) -> list[store.Hit]:
    hits = []
    while found.next:
        found = find("lamp", found.next)
        hits += found.hits
    return hits


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pixl", "pixel"),
        ("PITSCH", "pitch"),
        ("vidoe walls", "video walls"),
        ("dispaly cafe", "display cafe"),
        ("zzzzzz", None),
        ("pq", None),
        ("fuse", None),
    ],
)
def test_a_word_that_stands_nowhere_is_compared_with_the_words_of_titles(
    typed: str, meant: str | None
) -> None:
    assert store.suggestion(parse(typed)) == meant


def test_a_title_that_is_not_out_yet_is_not_given_away_by_a_suggestion(app: Flask) -> None:
    later = clock.now() + timedelta(days=1)
    put_all([a_document("/news/secret", "Takeover", searchable_from=later)])
    assert store.suggestion(parse("takeovre")) is None
