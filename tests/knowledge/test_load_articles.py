"""Articles and groups that do not fit stop the start-up, by file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from frontdesk.core.content import ContentError
from frontdesk.knowledge.articles import load_library

GROUPS = """[[groups]]
key = "signs"
name = "Signs"

[[groups]]
key = "choosing"
name = "Choosing"
"""
ARTICLE = """---
title: A dark sign
summary: Check its power.
group: signs
order: 20
reviewed: 2026-11-01
related: [bright-sign]
keywords: [blank]
---
Look for a light.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles that fit, each naming the other."""
    (tmp_path / "groups.toml").write_text(GROUPS)
    (tmp_path / "dark-sign.md").write_text(ARTICLE)
    other = ARTICLE.replace("bright-sign", "dark-sign").replace("order: 20", "order: 10")
    (tmp_path / "bright-sign.md").write_text(other)
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(ContentError) as refused:
        load_library(folder)
    return str(refused.value)


def test_a_group_holds_its_articles_by_their_order(folder: Path) -> None:
    library = load_library(folder)
    assert [article.slug for article in library.groups["signs"].articles] == [
        "bright-sign",
        "dark-sign",
    ]
    assert library.groups["choosing"].articles == ()


def test_groups_keep_the_order_of_their_file(folder: Path) -> None:
    assert [group.name for group in load_library(folder).groups.values()] == ["Signs", "Choosing"]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("title: A dark sign", "titel: A dark sign", 1, "title is missing"),
        ("summary: Check its power.", "summary: 7", 3, "summary must be text"),
        ("group: signs", "group: lights", 4, "lights is not a group of groups.toml"),
        ("order: 20", "order: first", 5, "order must be a whole number"),
        ("reviewed: 2026-11-01", "reviewed: lately", 6, "reviewed must be a date"),
        ("[bright-sign]", "[no-such]", 7, "no-such is not another article"),
        ("[bright-sign]", "[dark-sign]", 7, "dark-sign is not another article"),
        ("keywords: [blank]", "keywords: [off]", 8, "keywords must be a list of texts"),
        ("keywords: [blank]", "keywords: [blank]\nauthor: A", 9, "author is not a known field"),
        ("Look for a light.", "", 1, "the text must have 1 to"),
        ("---\ntitle", "title", 1, "must begin with front matter"),
    ],
)
def test_an_article_that_does_not_fit_is_refused(
    folder: Path, old: str, new: str, line: int, problem: str
) -> None:
    path = folder / "dark-sign.md"
    path.write_text(ARTICLE.replace(old, new, 1))
    said = refusal(folder)
    assert said.startswith(f"{path}, line {line}: ")
    assert problem in said


def test_an_article_whose_name_fits_no_address_is_refused(folder: Path) -> None:
    (folder / "Dark sign.md").write_text(ARTICLE)
    assert "must be lower-case words joined by hyphens" in refusal(folder)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('key = "choosing"', 'key = "signs"', 1, "two groups have the same key"),
        ('name = "Choosing"', "name = 5", 3, "groups.name must be text"),
        ('name = "Choosing"', 'name = "Choosing"\nicon = "x"', 8, "icon is not a known field"),
        ('key = "choosing"', "key =", 6, ""),
        (
            '[[groups]]\nkey = "choosing"',
            'size = 1\n[[groups]]\nkey = "choosing"',
            5,
            "groups.size",
        ),
    ],
)
def test_groups_that_do_not_fit_are_refused(
    folder: Path, old: str, new: str, line: int, problem: str
) -> None:
    path = folder / "groups.toml"
    path.write_text(GROUPS.replace(old, new, 1))
    said = refusal(folder)
    assert said.startswith(f"{path}, line {line}: ")
    assert problem in said


@pytest.mark.one_database
def test_the_site_does_not_start_on_a_bad_article(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    (folder / "dark-sign.md").write_text("no front matter")
    monkeypatch.setattr("frontdesk.knowledge.articles.load_library.__defaults__", (folder,))
    with pytest.raises(ContentError, match=r"dark-sign\.md, line 1"):
        make_app()
