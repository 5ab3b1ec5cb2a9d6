"""The news that the site starts with."""

from flask import Flask
from sqlalchemy import delete

from frontdesk.core.db import transaction
from frontdesk.core.search import SearchDocument, synchronise
from frontdesk.news import store
from frontdesk.news.seed import load_seed, seed_news

TITLES = [
    "Full Colour LED Display - Margate",
    "Video Wall - London",
    "LCD Sign Network- Marlowe",
]


def seed() -> int:
    with transaction() as session:
        return seed_news(session)


def test_it_starts_with_three_items_newest_first(app: Flask) -> None:
    assert seed() == 3
    assert [item.title for item in store.latest(9)] == TITLES


def test_seeding_twice_adds_nothing(app: Flask) -> None:
    seed()
    assert seed() == 0
    assert len(store.latest(9)) == 3


def test_seeding_never_goes_over_an_edit(app: Flask) -> None:
    seed()
    slug = store.latest(9)[0].slug
    with transaction():
        store.latest(9)[0].title = "Edited by staff"
    seed()
    edited = store.by_slug(slug)
    assert edited is not None
    assert edited.title == "Edited by staff"


def test_an_item_that_is_missing_comes_back_alone(app: Flask) -> None:
    seed()
    with transaction() as session:
        session.delete(store.latest(9)[1])
    assert seed() == 1
    assert [item.title for item in store.latest(9)] == TITLES


def test_seeding_nothing_adds_nothing(app: Flask) -> None:
    with transaction() as session:
        assert seed_news(session, []) == 0


def test_no_item_pretends_to_have_a_date() -> None:
    assert all(item.published_at is None for item in load_seed())


def test_the_search_knows_what_was_seeded_and_has_nothing_to_mend(app: Flask) -> None:
    seed()
    with transaction() as session:
        synchronise(session)
        assert synchronise(session).updated == 0
    with transaction() as session:
        session.execute(delete(SearchDocument).where(SearchDocument.kind == "news"))
        for item in store.latest(9):
            session.delete(item)
    seed()
    with transaction() as session:
        changes = synchronise(session)
    assert (changes.added, changes.updated, changes.removed) == (0, 0, 0)
