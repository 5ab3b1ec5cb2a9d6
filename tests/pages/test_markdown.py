"""Markdown becomes HTML that is safe, whoever wrote it."""

import pytest
from justhtml import JustHTML

from frontdesk.core.markdown import LONGEST, TooLong, render


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "<javascript:alert(1)>",
        "![x](https://elsewhere.example/pixel.png)",
        '<svg/onload="alert(1)">',
        "<iframe src=//elsewhere.example></iframe>",
        "<style>*{display:none}</style>",
        '<p style="position:fixed" onclick="x()">p</p>',
        '[x](https://a.example "onmouseover=alert(1)")<b onmouseover=alert(1)>',
    ],
)
def test_what_is_nasty_does_not_get_through(nasty: str) -> None:
    html = render(nasty).lower()
    elements = JustHTML(html, sanitize=False).query("*")
    hrefs = [element.attrs.get("href", "") for element in elements]
    attributes = {name for element in elements for name in element.attrs}
    for mark in ("<script", "<img", "<svg", "<iframe", "<style", "<b "):
        assert mark not in html
    for scheme in ("javascript:", "data:", "vbscript:"):
        assert not any(scheme in link for link in hrefs)
    assert not attributes & {"style", "onclick", "onload", "onmouseover", "onerror"}


def test_both_sanitisers_hold_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    nasty = '<p onclick="x()">a<script>b</script><a href="javascript:c">d</a></p>'
    from frontdesk.core import markdown

    def passes(html: str, **_: object) -> str:
        return html

    for name in ("bleach", "nh3"):
        with monkeypatch.context() as patch:
            patch.setattr(f"frontdesk.core.markdown.{name}.clean", passes)
            html = markdown._sanitise(nasty)
        assert "onclick" not in html
        assert "<script" not in html
        assert "javascript:" not in html


def test_ordinary_text_keeps_its_shape() -> None:
    html = render("## A heading\n\n1. *one*\n2. **two**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    for part in ("<h2", "<ol>", "<em>one</em>", "<strong>two</strong>", "<td>2</td>"):
        assert part in html


def test_headings_get_ids_of_their_own() -> None:
    html = render("## After a session\n\n## After a session\n\n## …\n")
    for name in ("s-after-a-session", "s-after-a-session-2", "s-part"):
        assert f'id="{name}"' in html


def test_links_to_other_hosts_say_nothing_of_us() -> None:
    assert render("[a](https://other.example/)").count('rel="noopener"') == 1
    assert render("[a](//other.example/)").count('rel="noopener"') == 1
    assert "rel=" not in render("[a](/opt-out) [b](tel:+442088386222) [c](#s-part)")


def test_a_text_longer_than_any_page_is_refused() -> None:
    assert render("a" * LONGEST)
    with pytest.raises(TooLong):
        render("a" * (LONGEST + 1))
