"""What is pasted keeps its structure and loses its looks."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.news_desk.writer import Writer

PASTED = Path(__file__).parent / "pasted"
WORD, GOOGLE, WEB = ((PASTED / f"{name}.html").read_text() for name in ("word", "google", "web"))

FROM_WORD = (
    "## The pier is lit\n\n## What it is\n\n"
    "A **bright** and *slim* display at Margate, see [its page](https://pier.example/a?b=1&c=2).\n\n"
    "### Its parts\n\n- One\n  - Inner\n- Two\n\nThen:\n\n1. First\n2. Second\n\n"
    "| Size | Pitch |\n| --- | --- |\n| 8 \\| 1 m | 10 mm |\n\nThe end."
)

CASES = {
    "Word": (WORD, FROM_WORD),
    "Google Docs": (
        GOOGLE,
        "## The pier\n\nPlain, **bold**, *italic* and [a link](https://pier.example/).\n\n"
        "- One\n  - Inner",
    ),
}


@pytest.mark.parametrize("source", CASES)
def test_a_document_keeps_its_structure_alone(writer: Writer, source: str) -> None:
    html, markdown = CASES[source]
    writer.empty()
    writer.paste(html, "never used")
    assert writer.markdown == markdown


def test_a_web_page_brings_no_code(writer: Writer) -> None:
    writer.empty()
    writer.paste(WEB)
    found = writer.markdown
    assert found.startswith("### A heading\n\nFirst line.\n\nSecond **line**")
    for part in ("3. three\n4. four", "> said", "press", "```\ncode  x\n```"):
        assert part in found
    assert not any(word in found for word in ("javascript", "alert(1)", "drawn", "data:text"))


def test_plain_text_is_taken_as_it_is(writer: Writer) -> None:
    writer.empty()
    writer.paste("", "One *line*\n\n<b>Another</b>")
    assert writer.markdown == "One \\*line\\*\n\n\\<b>Another\\</b>"


def test_what_is_copied_here_comes_back_whole(writer: Writer) -> None:
    note = writer.page.get_by_text("Pictures among pasted words are left out.")
    writer.empty()
    writer.paste(WORD)
    expect(note).to_be_visible()
    writer.press("Control+a", "Control+c", "Delete")
    assert writer.markdown == ""
    writer.press("Control+v")
    expect(note).to_have_count(0)
    assert writer.markdown == FROM_WORD


NASTY = [
    "<img src=x onerror=alert(1)>",
    "<p style=\"background:url('https://evil.example/')\" onmouseover='x'>a",
    "<style>p{color:red}</style><p>b",
    "<<p onclick=x>c<script",
    "<a href=\"https://a.example\" style='x' onfocus=alert(1) autofocus>d</a>",
    "<p title='>' onclick=alert(1)>e<![CDATA[<p onclick=1>]]>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    "<p data-pm-slice='0 0 []' onclick=alert(1) style=x>f",
]


def test_nothing_that_is_pasted_troubles_the_content_policy(modules: Page) -> None:
    reports = modules.evaluate(
        """async (texts) => {
          const { cleanPaste } = await import("/static/js/news/paste.js");
          const seen = [];
          document.addEventListener("securitypolicyviolation",
            (event) => seen.push(event.violatedDirective));
          for (const text of texts) {
            const clean = cleanPaste(text);
            const held = document.implementation.createHTMLDocument("").createElement("div");
            held.innerHTML = clean;
            const code = held.querySelector("[onclick], [onerror], [style], script, style, img");
            if (code) seen.push(clean);
          }
          await new Promise((resolve) => setTimeout(resolve, 300));
          return seen;
        }""",
        [*NASTY, WORD, GOOGLE, WEB],
    )
    assert reports == []
