"""Puts attempts to have a script run wherever the site keeps text: straight into the database,
since what is stored is made safe on its way out, whatever got in."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from io import BytesIO

from PIL import Image
from sqlalchemy.orm import Session

from frontdesk.clients.models import Client
from frontdesk.core import clock, pagecache, pictures
from frontdesk.core.db import transaction
from frontdesk.core.pictures import Picture
from frontdesk.core.search import synchronise
from frontdesk.media.models import MediaPicture, State
from frontdesk.media.store import by_digest
from frontdesk.news import actions
from frontdesk.news.content import Content, Photograph
from frontdesk.news.models import (
    LONGEST_ALT,
    LONGEST_CAPTION,
    LONGEST_PLACE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    NewsItem,
)
from frontdesk.news.review import actions as review
from frontdesk.news.review.models import NewsReviewComment
from frontdesk.news.review.store import by_token
from frontdesk.staff.member import Member
from tests.browser.news_desk.writer import ALEX
from tests.news.worddoc import document, link, paragraph, run

PARAGRAPHS = 20
TO_A_DRAFT = 500
TO_A_DOCUMENT = 250


def plant_items(words: list[str], bodies: list[str], name: str = "attempt") -> list[str]:
    """Items whose every text holds some of `words`, each in each place. Returns the paths of those
    that have bodies; what the others say stands in lists."""
    kept = [_storable(text) for text in words]
    titles, summaries, places, alts, captions = (
        list(packed(kept, longest))
        for longest in (
            LONGEST_TITLE,
            LONGEST_SUMMARY,
            LONGEST_PLACE,
            LONGEST_ALT,
            LONGEST_CAPTION,
        )
    )
    count = max(len(titles), len(places), len(bodies))
    with transaction() as session:
        picture = _a_picture()
        _put_in_library(session, picture)
        for number in range(count):
            photograph = Photograph(
                picture.digest,
                picture.width,
                picture.height,
                alt=alts[number % len(alts)],
                caption=captions[number % len(captions)],
            )
            session.add(
                NewsItem(
                    slug=f"{name}-{number}",
                    title=titles[number % len(titles)],
                    summary=summaries[number % len(summaries)],
                    body=f"{_shown(picture, photograph.alt)}\n\n{bodies[number]}"
                    if number < len(bodies)
                    else "It is lit.",
                    published_at=clock.now() - timedelta(seconds=number),
                    updated_at=clock.now(),
                    topics=["displays"],
                    place=places[number % len(places)],
                    spec=[[titles[number % len(titles)], places[number % len(places)]]],
                    picture=photograph.shown,
                    picture_caption=photograph.caption,
                    pictures=[photograph.as_json()],
                )
            )
        session.flush()
        synchronise(session)
        pagecache.invalidate(session)
    return [f"/news/{name}-{number}" for number in range(len(bodies))]


def plant_clients(words: list[str]) -> None:
    """Recent clients with such names, for the home page."""
    day = clock.now().date()
    with transaction() as session:
        for place, name in enumerate(dict.fromkeys(packed(map(_storable, words), 120)), start=1):
            session.add(
                Client(
                    name=name,
                    link="https://theatre.example/",
                    evidence=name,
                    permitted_on=day,
                    position=place,
                    shown=True,
                )
            )
        pagecache.invalidate(session)


def plant_drafts(texts: list[str], author: Member) -> dict[int, str]:
    """Drafts of some hundred attempts each, with the same as comments from outside. Returns the
    path of each draft's preview by the draft's number."""
    paths = {}
    for some in _batches([_storable(text) for text in texts], TO_A_DRAFT):
        content = Content(title=some[0][:LONGEST_TITLE], body="\n\n".join(some))
        story = actions.create(author, content)
        token = review.invite(author, story, some[1][:120], 1)
        link = by_token(token)
        assert link is not None
        number, hashed = link.id, review.content_hash(content)
        with transaction() as session:
            session.add_all(
                NewsReviewComment(
                    link_id=number,
                    version=1,
                    content_hash=hashed,
                    approved=False,
                    text=text,
                    at=clock.now(),
                )
                for text in some
            )
        paths[story] = f"/preview/{token}"
    return paths


def word_files(words: list[str], addresses: list[str]) -> list[bytes]:
    """Word documents that say some hundred attempts each, and link to `addresses`."""
    links = {f"rA{number}": _for_xml(address) for number, address in enumerate(addresses)}
    linked = [paragraph(link(address, relation)) for relation, address in links.items()]
    return [
        document(
            *(
                paragraph(run(_for_xml(text)), "Title" if not n else "")
                for n, text in enumerate(some)
            ),
            *linked,
            links=links,
        )
        for some in _batches(words, TO_A_DOCUMENT)
    ]


def bodies_of(texts: list[str]) -> list[str]:
    """Texts of an item: as many attempts as make pages few, and one apart from the other."""
    return ["\n\n".join(map(_storable, some)) for some in _batches(texts, PARAGRAPHS)]


def packed(texts: Iterable[str], longest: int) -> Iterator[str]:
    """The texts side by side, as many as fit; what is longer than fits is cut."""
    pack = ""
    for text in texts:
        if pack and len(pack) + 1 + len(text) > longest:
            yield pack
            pack = ""
        pack = f"{pack} {text}".strip()[:longest]
    if pack:
        yield pack


def _batches(texts: list[str], size: int) -> list[list[str]]:
    return [texts[start : start + size] for start in range(0, len(texts), size)]


def _a_picture() -> Picture:
    source = BytesIO()
    Image.new("RGB", (64, 36), "red").save(source, "PNG")
    pictures.make(source.getvalue())
    return pictures.measure(source.getvalue(), "")


def _put_in_library(session: Session, picture: Picture) -> None:
    """So that texts can show it."""
    if by_digest(session, picture.digest) is None:
        session.add(
            MediaPicture(
                digest=picture.digest,
                kind="png",
                width=picture.width,
                height=picture.height,
                bytes=1,
                file_name="red.png",
                state=State.READY,
                uploaded_by=ALEX,
                uploaded_at=clock.now(),
            )
        )


def _shown(picture: Picture, alt: str) -> str:
    """The picture in Markdown, with these words in its place."""
    words = re.sub(r"([\\\[\]])", r"\\\1", " ".join(alt.split()))
    return f"![{words}]({picture.fallback})"


def _storable(text: str) -> str:
    """As forms would hand it on: no NUL, and no half of a pair of surrogates."""
    return re.sub("[\0\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text).strip() or "x"


def _for_xml(text: str) -> str:
    """As an attacker would write it into a part of a document, which must be XML to be read."""
    allowed = re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    for character, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        allowed = allowed.replace(character, f"&{name};")
    return allowed
