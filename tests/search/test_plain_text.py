"""The words of a Markdown text, as they are indexed and shown among results."""

import pytest

from frontdesk.core.markdown import LONGEST, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## What it is\n\nA *display*\nof `pixels`.", "What it is.\nA display of pixels."),
        ("- [Power](/help/power)\n- Is it on?", "Power.\nIs it on?"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a.\nb.\n1.\n2."),
        ("```\nflask index\n```", "flask index."),
        ("Fish &amp; chips and **more**", "Fish & chips and more."),
        ("", ""),
    ],
)
def test_mark_up_goes_and_the_words_stay(text: str, words: str) -> None:
    assert plain(text) == words


def test_a_text_too_long_to_be_shown_is_read_as_far_as_any_may_be() -> None:
    assert len(plain("a" * (LONGEST + 10))) == LONGEST + 1
