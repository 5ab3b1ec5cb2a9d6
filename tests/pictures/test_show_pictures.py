"""Pictures on pages, and at their own addresses."""

import pytest
from flask import Flask, render_template_string

from frontdesk.core.pictures import Picture, is_made, make, measure
from tests.client import CheckingClient
from tests.page import parse
from tests.pictures.drawing import drawn, saved

MACRO = """
  {% from "components/site.html" import picture %}
  {{ picture(shown, '40rem') }}{{ picture(shown, first=true) }}
"""

pytestmark = pytest.mark.one_database


def test_each_rendition_is_served_for_ever(client: CheckingClient) -> None:
    source = saved(drawn(1600))
    make(source)
    picture = measure(source, "")
    assert is_made(picture)
    for name in picture.names:
        answer = client.get(f"/pictures/{name}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        kind = name.rpartition(".")[2]
        assert answer.mimetype == f"image/{'jpeg' if kind == 'jpg' else kind}"


@pytest.mark.parametrize(
    "name",
    [
        "0123456789abcdef-480.avif",
        "0123456789abcdef-480.png",
        "../secret_key",
        "..%2Fsecret_key",
        "secret_key",
        "0123456789abcdef-480.avif%0A",
    ],
)
def test_nothing_else_is_served(client: CheckingClient, name: str) -> None:
    make(saved(drawn(60)))
    answer = client.get(f"/pictures/{name}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers["Cache-Control"]


def test_a_page_offers_each_width_and_keeps_the_place(app: Flask) -> None:
    shown = Picture("0123456789abcdef", 1000, 400, 'A "sign" & more')
    page = parse(render_template_string(MACRO, shown=shown))
    later, first = page.query("picture")
    assert [s.attrs["type"] for s in later.query("source")] == ["image/avif", "image/webp"]
    assert later.query("source")[0].attrs["srcset"] == (
        "/pictures/0123456789abcdef-480.avif 480w, /pictures/0123456789abcdef-960.avif 960w,"
        " /pictures/0123456789abcdef-1000.avif 1000w"
    )
    assert {s.attrs["sizes"] for s in later.query("source")} == {"40rem"}
    image = later.query("img")[0].attrs
    assert image["src"] == "/pictures/0123456789abcdef-960.jpg"
    assert (image["width"], image["height"]) == ("1000", "400")
    assert image["alt"] == shown.alt
    assert (image["loading"], image["decoding"]) == ("lazy", "async")
    assert "loading" not in first.query("img")[0].attrs
    assert first.query("img")[0].attrs["fetchpriority"] == "high"
