"""Agreement by reply: a plain sentence counts, and everything in doubt does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.core.mail.replies import agrees_plainly

NAME, ORGANISATION = "Alice Reed", "Reed (Dental) & Sons Ltd."


def agrees(text: str) -> bool:
    return agrees_plainly(text, NAME, ORGANISATION)


@pytest.mark.parametrize(
    "text",
    [
        "I agree",
        "I agree.",
        "  i AGREE !\n",
        "Yes, I agree.",
        "Agreed",
        "I have read the privacy policy and agree",
        "I have read the privacy policy and I agree.",
        "I\u2019ve read the privacy policy, and I agree.",
        "I confirm that I have read the privacy policy.",
        "I confirm that I have read the privacy policy and agree",
        "\n\nI agree\n\nKind regards,\nAlice Reed\n",
        "I agree\nThanks\nAlice",
        "I agree\n\nSent from my iPhone",
        "I agree\nGet Outlook for iOS",
        "I agree\nalice reed",
    ],
)
def test_a_plain_agreement_counts(text):
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I do not agree",
        "I don't agree",
        "I agree?",
        "I agree\uff1f",
        "Do I agree?",
        "I agree but not before Friday",
        "I agree\nbut not before Friday",
        "I agree\n- but not before Friday",
        "I agree\nKind regards\nbut not before Friday",
        "I agree (not)",
        "I agree\n(not)",
        "I agree\n???",
        "I agree\n\U0001f644",
        "I agree\nBob",
        "I agree in part",
        "I have read the privacy policy",
        "I have not read the privacy policy and agree",
        "If I agree, what happens?",
        "Who are you?\nI agree",
        "I disagree",
        "Thanks",
        "Kind regards\nAlice Reed",
        "I agree\nSent from my iPhone but I do not",
        "I\u200b agree",
        "I agree\u202e ton od I",
        "yes",
        "OK",
    ],
)
def test_anything_else_does_not(text):
    assert not agrees(text)


def test_nothing_counts_as_a_name_that_is_not_known():
    assert not agrees_plainly("I agree\nBob", "", "")
    assert agrees_plainly("I agree", "", "")


SAFE_LINES = st.sampled_from(["", "Thanks", "Kind regards,", "Alice Reed", "Alice", "Best wishes"])
FOREIGN_LINES = st.text(min_size=1, max_size=60).filter(
    lambda text: any(letter.isalnum() or not letter.isspace() for letter in text)
)


@given(st.lists(SAFE_LINES, max_size=6), FOREIGN_LINES, st.integers(0, 6))
def test_one_foreign_line_anywhere_undoes_it(closing, foreign, place):
    lines = ["I agree", *closing]
    lines.insert(min(place, len(lines)), f"{foreign} not")

    assert agrees("\n".join(["I agree", *closing]))
    assert not agrees("\n".join(lines))


@given(st.text(max_size=200))
def test_whatever_is_written_gets_an_answer(text):
    assert agrees(text) in (True, False)
    assert not agrees(f"I agree {text} not")
