"""Words and their stems."""

import pytest

from frontdesk.core.search.stem import stem


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("install installs installed installing", "instal"),
        ("display displays displayed displaying", "displai"),
        ("cable cables cabled cabling", "cabl"),
        ("repair repairs repaired repairing", "repair"),
        ("company companies", "compani"),
        ("glass glasses", "glass"),
        ("feed feeds", "feed"),
        ("agree agreed agrees", "agre"),
        ("connect connected connecting connection connections", "connect"),
        ("adopt adoption", "adopt"),
        ("fit fitted fitting", "fit"),
        ("fall falling", "fall"),
        ("relate relational", "relat"),
        ("hope hoping hopeful", "hope"),
        ("control controlled controller", "control"),
        ("bright brightness", "bright"),
        ("rate rates", "rate"),
        ("cease ceases", "ceas"),
        ("sky", "sky"),
        ("sing", "sing"),
        ("led", "led"),
        ("as", "as"),
        ("größe", "größe"),
        ("8x1", "8x1"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(words: str, found: str) -> None:
    assert {stem(word) for word in words.split()} == {found}


def test_different_things_stay_apart() -> None:
    things = "sign signal panel pane wall walnut matrix matter power powder visit visible"
    stems = {stem(word) for word in things.split()}
    assert len(stems) == len(things.split())
