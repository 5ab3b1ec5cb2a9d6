"""A Word document becomes a draft: its structure is kept, the rest is left behind."""

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from frontdesk.core.db import db
from frontdesk.core.markdown import render
from frontdesk.news import wordfile
from frontdesk.news.models import NewsStory
from frontdesk.news.wordfile import NotAWordFile, WordText
from tests.client import CheckingClient
from tests.news import worddoc
from tests.news.worddoc import document, item, link, paragraph, picture, run, table

PAGE = "/staff/news/import"
PLAIN = paragraph(run("A new display lights up the pier."))


@pytest.fixture
def author(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff("alex@site.example", "Alex Poole", "author")


def read(*blocks: str, **changes: object) -> WordText:
    return wordfile.read(io.BytesIO(document(*blocks, **changes)))  # type: ignore[arg-type]


def send(author: CheckingClient, file: bytes, name: str = "News_of the pier.docx") -> TestResponse:
    token = author.form(PAGE, "Make a draft of it").values["csrf_token"]
    return author.post(PAGE, data={"csrf_token": token, "file": (io.BytesIO(file), name)})


def stories(app: Flask) -> list[NewsStory]:
    db.session.rollback()
    return list(db.session.query(NewsStory).order_by(NewsStory.id))


def test_a_document_becomes_a_draft(app: Flask, author: CheckingClient) -> None:
    file = document(paragraph(run("The pier is lit"), "Title"), PLAIN)
    answer = send(author, file)
    (story,) = stories(app)
    assert (answer.status_code, answer.location) == (303, f"/staff/news/{story.id}")
    assert story.content.title == "The pier is lit"
    assert story.content.body == "A new display lights up the pier."


def test_without_a_title_the_files_name_is_one(app: Flask, author: CheckingClient) -> None:
    send(author, document(PLAIN))
    assert stories(app)[0].content.title == "News of the pier"


@pytest.mark.one_database
def test_headings_lists_links_tables_and_emphasis_are_kept() -> None:
    text = read(
        paragraph(run("Display at the pier"), "Heading1"),
        paragraph(
            run("It is ") + run("very", "<w:b/>") + run(" bright, ") + run("truly", "<w:i/>")
        ),
        paragraph(run("What it is"), "Heading2"),
        item("one", 1),
        item("inner", 1, 1),
        item("two", 1),
        item("first", 2),
        item("second", 2),
        paragraph(run("See ") + link("the maker", "rA") + run(".")),
        paragraph(run("A sight."), "Quote"),
        table(("Size", "Pitch"), ("8 m", "10 mm")),
        links={"rA": "https://maker.example/a"},
    )
    assert text.title == "Display at the pier"
    assert text.body.split("\n\n") == [
        "It is **very** bright, *truly*",
        "## What it is",
        "- one\n  - inner\n- two",
        "1. first\n2. second",
        "See [the maker](https://maker.example/a).",
        "> A sight.",
        "| Size | Pitch |\n| --- | --- |\n| 8 m | 10 mm |",
    ]


@pytest.mark.one_database
def test_several_main_headings_stand_below_the_pages_own() -> None:
    text = read(
        paragraph(run("The title"), "Title"),
        paragraph(run("Part"), "Heading1"),
        paragraph(run("Detail"), "Heading2"),
    )
    assert (text.title, text.body) == ("The title", "## Part\n\n### Detail")


@pytest.mark.one_database
def test_words_that_mean_something_to_markdown_stay_words() -> None:
    nasty = "1. *not* _a_ # list [x](y) `c` &amp;copy; &lt;script&gt;alert(1)&lt;/script&gt; | ~"
    said = render(read(paragraph(run(nasty)), paragraph(run("- neither"))).body)
    assert said == (
        "<p>1. *not* _a_ # list [x](y) `c` &amp;copy; &lt;script&gt;alert(1)&lt;/script&gt; | ~</p>"
        "\n<p>- neither</p>\n"
    )


@pytest.mark.one_database
@pytest.mark.parametrize(
    "to", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#part"]
)
def test_a_link_that_leads_nowhere_good_is_only_its_words(to: str) -> None:
    assert read(paragraph(link("press", "rA")), links={"rA": to}).body == "press"


def test_pictures_are_left_out_and_that_is_said(app: Flask, author: CheckingClient) -> None:
    send(author, document(PLAIN, paragraph(picture("rPic"))))
    assert "image" not in stories(app)[0].content.body
    assert "One picture was left out" in author.text("/staff/news")


REFUSED = {
    "nothing chosen": (b"", "", "Choose a Word document first"),
    "no archive": (b"%PDF-1.7 ...", "a.docx", "not a Word document"),
    "an older Word": (wordfile.OLD_WORD + b"x" * 600, "a.doc", "older Word document"),
    "macros": (document(PLAIN, kind=worddoc.MACROS), "a.docm", "macros"),
    "a hidden macro": (document(PLAIN, parts={"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
    "cut short": (document(PLAIN)[:-200], "a.docx", "can’t be read"),
    "broken XML": (
        document(PLAIN, parts={"word/document.xml": b"<w:doc"}),
        "a.docx",
        "can’t be read",
    ),
    "a bomb of entities": (
        document(parts={"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'}),
        "a.docx",
        "something that Word does not write",
    ),
    "another archive": (document(parts={"word/document.xml": b""}), "a.docx", "can’t be read"),
    "a bomb of zeros": (
        document(PLAIN, parts={"word/header1.xml": b"0" * (64 * 1024 * 1024)}),
        "a.docx",
        "far longer",
    ),
    "too many parts": (
        document(PLAIN, parts={f"x/{n}": b"" for n in range(wordfile.MOST_PARTS)}),
        "a.docx",
        "not a Word document",
    ),
    "too long a text": (document(*[PLAIN] * 4000), "a.docx", "a news text may have 60,000"),
    "too deep": (
        document("<w:p>" * 5000 + "</w:p>" * 5000),
        "a.docx",
        "can’t be read",
    ),
}


@pytest.mark.one_database
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_is_refused_kindly(
    app: Flask, author: CheckingClient, case: str
) -> None:
    file, name, words = REFUSED[case]
    answer = send(author, file, name)
    assert answer.status_code == 422
    assert words in answer.text
    assert stories(app) == []


@pytest.mark.one_database
def test_a_file_of_thirteen_megabytes_is_told_its_limit(author: CheckingClient) -> None:
    large = document(PLAIN, parts={"word/media/image1.png": random.Random(1).randbytes(13 << 20)})
    answer = send(author, large)
    assert answer.status_code == 422
    assert "larger than 12 MB" in answer.text


@pytest.mark.one_database
def test_a_picture_of_many_megabytes_is_never_unpacked() -> None:
    file = document(
        PLAIN, paragraph(picture("rPic")), parts={"word/media/image1.png": b"0" * (200 << 20)}
    )
    tracemalloc.start()
    text = wordfile.read(io.BytesIO(file))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert text.pictures == 1
    assert most < 20 << 20


@pytest.mark.one_database
def test_a_part_that_lies_about_its_size_gives_no_more_than_it_said() -> None:
    file = bytearray(document(PLAIN, parts={"word/header1.xml": b"0" * (64 << 20)}))
    said = (64 << 20).to_bytes(4, "little")
    for _ in range(file.count(said)):
        at = file.index(said)
        file[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(NotAWordFile):
        wordfile.read(io.BytesIO(bytes(file)))


@pytest.mark.one_database
def test_any_damage_is_a_refusal_or_a_text() -> None:
    whole = document(
        paragraph(run("Words"), "Heading1"), item("one", 1), table(("a", "b"), ("c", "d"))
    )
    chance = random.Random(4)
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with suppress(NotAWordFile):
            assert isinstance(wordfile.read(io.BytesIO(bytes(damaged))), WordText)


@pytest.mark.one_database
def test_damage_within_the_xml_is_a_refusal_or_a_text() -> None:
    with zipfile.ZipFile(io.BytesIO(document(item("one", 1), table(("a", "b"))))) as archive:
        xml = archive.read("word/document.xml").decode()
    chance = random.Random(5)
    for _ in range(300):
        at = chance.randrange(len(xml))
        damaged = (xml[:at] + xml[at + chance.randrange(1, 40) :]).encode()
        with suppress(NotAWordFile):
            assert isinstance(read(parts={"word/document.xml": damaged}), WordText)
