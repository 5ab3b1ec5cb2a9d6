"""Words for pictures, and how heavy the page gets."""

import random

import pytest
from flask import Flask

from frontdesk.core.markdown import LONGEST
from frontdesk.news.checklist import weight
from frontdesk.news.content import Content, Photograph
from tests.news_checklist.drafts import messages, said_of

pytestmark = pytest.mark.usefixtures("app")


def photograph(alt: str = "", decorative: bool = False) -> Photograph:
    return Photograph("0123456789abcdef", 1600, 900, alt=alt, decorative=decorative)


@pytest.mark.parametrize("alt", ["", " ", "IMG_2041.JPG", "station sign.jpg", "DSC 0042"])
def test_a_picture_without_words_of_its_own_blocks(alt: str) -> None:
    if " sign" in alt:
        alt = alt.replace(" ", "-")
    [(level, where, _)] = said_of(gallery=(photograph(alt),))
    assert (level, where) == ("error", "gallery")


def test_the_leading_picture_is_named_as_such() -> None:
    [(level, where, message)] = said_of(lead=photograph())
    assert (level, where) == ("error", "lead")
    assert "picture 1" in message


def test_decoration_needs_no_words() -> None:
    assert said_of(lead=photograph(decorative=True)) == []


def test_many_pictures_are_told_of() -> None:
    assert "So many pictures" in messages(gallery=(photograph("A sign"),) * 12)
    assert said_of(gallery=(photograph("A sign"),) * 11) == []


def test_the_longest_story_is_heavier_than_the_shortest_and_fits_when_it_is_prose(
    app: Flask,
) -> None:
    prose = "The sign hangs over the stairs. " * (LONGEST // 40)
    assert weight.page_bytes(Content()) < weight.page_bytes(Content(body=prose)) < weight.BUDGET


def test_a_page_over_the_budget_is_told_of() -> None:
    chance = random.Random(1)
    noise = " ".join(chance.randbytes(6).hex() for _ in range(4_500))
    assert "heavier than our pages may be" in messages(body=noise[:LONGEST])
