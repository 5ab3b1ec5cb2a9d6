"""Whatever is typed, whatever is there: the answer is what a plain reading of all texts gives.

Both databases are held to the same reading, so they answer alike.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.core.db import db, transaction
from frontdesk.core.search import Document, Kind, SearchDocument, put
from frontdesk.core.search.words import clean, terms
from frontdesk.search import store
from frontdesk.search.query import Part, parse
from tests.client import CheckingClient
from tests.search.corpus import SITE, put_all

WORDS = [
    *("sign", "Signs", "LED", "wall", "walls", "video", "Café", "cafe", "Größe", "grosse"),
    *("8x1", "1e5", "0x1f", "-7", "3.5", "a", "the", "x", "l'eau", "http://a.b/c?d=e", "a@b.cd"),
    *("installing", "installation", "屏幕", "²", "ﬁlm", "don't", "full-colour", "news", "help"),
]
TYPED = [*WORDS, '"', '"', "*", "OR", "NEAR(", "title_terms:", "'", "\\", "^", ":*", "&", "|", "!"]
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
questions = st.lists(st.sampled_from(TYPED), max_size=5).map(" ".join)

once: Callable[..., Any] = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


@st.composite
def sites(draw: st.DrawFn) -> list[Document]:
    """A few documents."""
    return [
        Document(
            path=f"/help/{number}",
            kind=draw(st.sampled_from(Kind)),
            title=draw(texts),
            summary=draw(texts),
            body=draw(texts | st.text(max_size=40)),
            keywords=tuple(draw(st.lists(st.sampled_from(WORDS), max_size=2))),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


def has(document: Document, part: Part) -> bool:
    """Whether one of the document's texts has the part's terms one after another."""
    near = f"{clean(document.summary)} {clean(', '.join(document.keywords))}"
    lines = [f" {' '.join(terms(clean(t)))} " for t in (document.title, near, document.body)]
    return any(f" {' '.join(part)} " in line for line in lines)


def read(site: list[Document], parts: tuple[Part, ...]) -> tuple[set[str], bool]:
    """The paths of what should be found, and whether it has every part."""
    every = {d.path for d in site if all(has(d, part) for part in parts)}
    if every or len(parts) < 2:
        return every, True
    return {d.path for d in site if any(has(d, part) for part in parts)}, False


@once
@given(site=sites(), typed=st.lists(questions, min_size=1, max_size=4))
def test_what_is_found_is_what_a_plain_reading_finds(
    app: Flask, site: list[Document], typed: list[str]
) -> None:
    with transaction() as session:
        session.query(SearchDocument).delete()
        for document in site:
            put(session, document)
    for question in typed:
        query = parse(question)
        if query.parts:
            found = store.find(query)
            paths = {hit.path for hit in found.hits}
            assert (paths, found.every_part) == read(site, query.parts), question
    db.session.rollback()


@once
@given(typed=st.text(max_size=300) | questions, after=st.none() | st.text(max_size=30))
def test_no_text_is_an_error(client: CheckingClient, typed: str, after: str | None) -> None:
    if not db.session.query(SearchDocument).count():
        put_all(document for document in SITE if document.path.startswith("/news/"))
    given = {"q": typed} if after is None else {"q": typed, "after": after}
    encoded = {name: text.encode("utf-8", "surrogatepass") for name, text in given.items()}
    assert client.get("/search", query_string=encoded).status_code == 200
