"""A content file that does not fit stops the start-up, with its name and line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from frontdesk.core import content
from frontdesk.core.content import ContentError, load_company
from frontdesk.news.seed import load_seed
from frontdesk.pages.home import load_home
from frontdesk.pages.policy import load_policies
from frontdesk.pages.products import FOLDER, load_products
from frontdesk.pages.statements import load_statement

GOOD_POLICY = """---
version: "2020-01"
effective: 2020-01-01
title: A policy
summary: What changed.
law:
  - a law
---
The text.
"""


def refusal(read: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(ContentError) as refused:
        read(path)
    return str(refused.value)


def changed(tmp_path: Path, source: Path, old: str, new: str) -> Path:
    text = source.read_text()
    assert old in text
    path = tmp_path / source.name
    path.write_text(text.replace(old, new))
    return path


def test_a_company_without_a_name_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, content.CONTENT / "company.toml", "\nname =", "\nnam =")
    assert refusal(load_company, path) == f"{path}, line 1: name is missing"


def test_a_misspelt_fact_is_refused_at_its_line(tmp_path: Path) -> None:
    path = changed(tmp_path, content.CONTENT / "company.toml", "division =", "divison =")
    line = path.read_text().splitlines().index('divison = "LED Signs Division"') + 1
    assert refusal(load_company, path) == f"{path}, line {line}: divison is not a known field"


def test_a_number_that_no_telephone_can_dial_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, content.CONTENT / "company.toml", '"+442088386222"', '"0208 838"')
    assert "phone.dial must be + and digits only" in refusal(load_company, path)


def test_broken_toml_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text('name = "A"\nshort_name = \n')
    assert refusal(load_company, path).startswith(f"{path}, line 2: ")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('version: "2020-01"', "version: 2020", 2, "version must be text"),
        ('version: "2020-01"', 'version: "first"', 2, "version must be a year and month"),
        ("effective: 2020-01-01", "effective: soon", 3, "effective must be a date"),
        ("effective: 2020-01-01", "effective: 2020-01-01 10:00:00", 3, "without a time"),
        ("title: A policy", "title:", 4, "title is missing"),
        ("  - a law", "  - 7", 6, "law must be a list of texts"),
        ("summary: What", "colour: red\nsummary: What", 5, "colour is not a known field"),
        ("title: A policy", "title: A: policy", 4, "mapping values"),
        ("---\nversion", "version", 1, "must begin with front matter"),
    ],
)
def test_a_policy_that_does_not_fit_is_refused(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    path = tmp_path / "2020-01.md"
    path.write_text(GOOD_POLICY)
    assert load_policies(tmp_path)[0].version == "2020-01"
    path.write_text(GOOD_POLICY.replace(old, new, 1))
    said = refusal(load_policies, tmp_path)
    assert said.startswith(f"{path}, line {line}: ")
    assert problem in said


def test_a_policy_in_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text(GOOD_POLICY)
    assert "version 2020-01 must be in 2020-01.md" in refusal(load_policies, tmp_path)


def test_without_a_policy_in_force_the_site_does_not_start(tmp_path: Path) -> None:
    late = GOOD_POLICY.replace("2020-01-01", "2999-01-01")
    (tmp_path / "2020-01.md").write_text(late)
    assert "no version of the privacy policy is in force today" in refusal(load_policies, tmp_path)


def test_news_needs_a_date_or_an_order(tmp_path: Path) -> None:
    path = tmp_path / "an-item.md"
    path.write_text("---\ntitle: A\nsummary: B\ntopics: [led]\n---\nText.\n")
    assert refusal(load_seed, tmp_path) == (
        f"{path}, line 1: give a date, or an order where the date is not known"
    )


def test_news_with_an_unknown_topic_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "an-item.md"
    path.write_text("---\ntitle: A\norder: 1\nsummary: B\ntopics: [led, boats]\n---\nText.\n")
    assert refusal(load_seed, tmp_path).startswith(
        f"{path}, line 5: boats is not a topic; there are led"
    )


def test_art_of_uneven_rows_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, FOLDER / "led-signs.md", "  .###..####..#####.#...#", "  .#")
    line = path.read_text().splitlines().index("thumbnail: |") + 1
    said = f"{path}, line {line}: thumbnail must be even rows of dots"
    assert refusal(load_products, tmp_path).startswith(said)


def test_a_product_without_one_of_its_parts_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, FOLDER / "led-signs.md", "## Where it fits", "Where it fits")
    line = path.read_text().splitlines().index("## How to choose") + 1
    said = f"{path}, line {line}: the part 'Where it fits' must come here"
    assert refusal(load_products, tmp_path) == said


def test_a_product_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, FOLDER / "led-signs.md", "## How to get an estimate", "How")
    line = len(path.read_text().splitlines())
    said = f"{path}, line {line}: the part 'How to get an estimate' is missing"
    assert refusal(load_products, tmp_path) == said


def test_a_product_with_a_part_too_many_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "led-signs.md"
    path.write_text((FOLDER / "led-signs.md").read_text() + "\n## Guarantees\n")
    line = len(path.read_text().splitlines())
    said = f"{path}, line {line}: no part may come after 'How to get an estimate'"
    assert refusal(load_products, tmp_path) == said


def test_a_product_whose_tool_is_unknown_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, FOLDER / "led-signs.md", "tool: sign", "tool: hammer")
    said = refusal(load_products, tmp_path)
    assert said.endswith("tool must be one of sign, size, patient-calling")
    assert said.startswith(f"{path}, line ")


def test_a_product_in_a_file_whose_name_fits_no_address_is_refused(tmp_path: Path) -> None:
    (tmp_path / "LED Signs.md").write_text((FOLDER / "led-signs.md").read_text())
    assert "must be lower-case words joined by hyphens" in refusal(load_products, tmp_path)


def test_a_statement_without_a_day_is_refused(tmp_path: Path) -> None:
    source = content.CONTENT / "pages" / "accessibility.md"
    path = changed(tmp_path, source, "reviewed: 2026-11-23", "reviewed: lately")
    assert refusal(load_statement, path) == f"{path}, line 4: reviewed must be a date"


def test_a_headline_that_the_display_cannot_show_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, content.CONTENT / "pages" / "home.md", "- of light", "- of ☀")
    assert ", line 2: headline has a character" in refusal(load_home, path)


@pytest.mark.one_database
def test_the_site_does_not_start_on_a_bad_file(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "2020-01.md").write_text("no front matter")
    monkeypatch.setattr("frontdesk.pages.policy.load_policies.__defaults__", (tmp_path,))
    with pytest.raises(ContentError, match=r"2020-01\.md, line 1"):
        make_app()
