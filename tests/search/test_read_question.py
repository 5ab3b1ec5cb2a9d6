"""What somebody types, as it is understood."""

import pytest

from frontdesk.search.query import LONGEST, parse


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", ()),
        ("   \n\t ", ()),
        ("the of and it", ()),
        ("?!… -- ()", ()),
        ("🙂", ()),
        ("video wall", (("video",), ("wall",))),
        ("video video", (("video",),)),
        ('"video wall"', (("video", "wall"),)),
        ('dark "Video  Walls" sign', (("dark",), ("video", "wall"), ("sign",))),
        ("“video wall”", (("video", "wall"),)),
        ('"video wall', (("video",), ("wall",))),
        ('""', ()),
        ('"the"', ()),
        ('wall"', (("wall",),)),
        ("wall-mounted", (("wall",), ("mount",))),
        ("wall AND NOT title:sign*", (("wall",), ("titl",), ("sign",))),
        ("l'écran d'été", (("l",), ("ecran",), ("et",))),
        ("Größe", (("gross",),)),
        ("Ångström", (("angstrom",),)),
        ("e\u0301te\u0301", (("et",),)),
        ("ﬁlm ² Ⅷ", (("film",), ("2",), ("viii",))),
        ("x", (("x",),)),
        ("屏幕", (("屏幕",),)),
        ('40" screen', (("40",), ("screen",))),
    ],
)
def test_anything_typed_becomes_terms_or_nothing(
    typed: str, parts: tuple[tuple[str, ...], ...]
) -> None:
    assert parse(typed).parts == parts


def test_what_is_too_long_is_cut_between_two_words() -> None:
    query = parse("sign " * 2000)
    assert query.shortened
    assert len(query.text) <= LONGEST
    assert query.text.endswith("sign")
    assert not parse("sign " * 10).shortened


def test_one_endless_word_is_cut_within() -> None:
    assert len(parse("x" * 10_000).text) == LONGEST


def test_what_is_shown_again_holds_nothing_that_a_page_may_not() -> None:
    assert parse("a\x00lamp\ud800 \x1b[31m\ufffe\U0001ffff").text == "a lamp [31m"
