"""Reading ease, told in words."""

import pytest

from frontdesk.news.checklist.reading import ease
from tests.news_checklist.drafts import said_of

pytestmark = pytest.mark.usefixtures("app")

PLAIN = (
    "The sign hangs over the stairs. People see it as they come in from the road. It tells them "
    "when the next train leaves and from which side. At night it dims by itself. The station staff "
    "can change the words from their desk. They asked for large letters, since many who travel "
    "from here are old. We put it up on a Sunday so that no train was late."
)
LONG_WORDS = (
    "Comprehensive organisational functionality. Interoperability considerations necessitate "
    "configurability. Administrative personalisation capabilities facilitate communication. "
) * 6
ONE_SENTENCE = (
    "The installation, which the organisation had originally considered for the administrative "
    "building and which was subsequently relocated to the station following consultation with "
    "passenger representatives, necessitated considerable structural modification of the ceiling, "
    "additional electrical provision, coordination with the infrastructure operator during "
    "possession periods, and an extended commissioning programme, notwithstanding which the "
    "display was operational before the anticipated completion date and within the estimate."
)


def test_plain_words_are_praised_by_silence() -> None:
    assert said_of(body=PLAIN) == []


def test_a_sentence_that_never_ends_is_quoted_and_blocks_nothing() -> None:
    [(level, _, message)] = said_of(body=ONE_SENTENCE)
    assert level == "warning"
    assert "Split this one: “The installation, which" in message


def test_long_words_are_told_of_in_words() -> None:
    [(level, _, message)] = said_of(body=LONG_WORDS)
    assert level == "warning"
    assert "Long words" in message
    assert not any(character.isdigit() for character in message)


def test_a_few_words_are_not_judged() -> None:
    assert said_of(body="Interoperability considerations necessitate configurability.") == []


@pytest.mark.parametrize("body", ["", "…", "123 456", "* * *", "---"])
def test_a_text_without_words_is_no_trouble(body: str) -> None:
    assert not any("hard to read" in message for _, _, message in said_of(body=body))


def test_short_words_are_easier_than_long_ones() -> None:
    assert ease(["The cat sat on the mat."]) > 100 > 30 > ease([LONG_WORDS])
