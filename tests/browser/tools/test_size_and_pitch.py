"""The calculator in a browser: it follows each key, and says what the server says."""

import random
from collections.abc import Callable
from dataclasses import asdict

import pytest
from playwright.sync_api import Page, expect

from frontdesk.tools.size import Display
from frontdesk.tools.size_drawing import scene
from frontdesk.tools.size_words import details, figures
from tests.tools.displays import MARGATE

MODULE = "document.querySelector('script[type=module]').src"
CASES = 2000


def _displays() -> list[Display]:
    """Sizes of many orders, among them round ones, where a rounding error would show."""
    some = random.Random(5)
    found = [MARGATE]
    for _ in range(CASES):
        steps = some.choice([1, 10, 100])

        def number(least: int, most: int, step: int = steps) -> int:
            value = int(least * (most / least) ** some.random())
            return max(least, value // step * step)

        found.append(
            Display(
                distance=number(500, 500_000),
                pitch=number(500, 100_000),
                width=number(100, 100_000),
                height=number(100, 100_000),
                peak=number(50, 3000),
                share=some.randint(1, 100),
            )
        )
    return found


def test_script_and_server_agree(open_tool: Callable[..., Page]) -> None:
    displays = _displays()
    answers = open_tool("/tools/size").evaluate(
        f"""async (displays) => {{
          const {{ figures, scene, details }} = await import({MODULE});
          return displays.map((d) => [figures(d), scene(d), details(d)]);
        }}""",
        [asdict(display) for display in displays],
    )
    for display, (said, drawn, sentence) in zip(displays, answers, strict=True):
        assert said == figures(display), display
        assert drawn == asdict(scene(display)), display
        assert sentence == details(display)


def test_script_and_server_read_the_same_numbers(open_tool: Callable[..., Page]) -> None:
    page = open_tool("/tools/size")
    field = page.get_by_label("Height (m)")
    for typed in ("2.5", "2,5", "2.5 m", " 2.5", "2.", ".5", "1e1", "", "101", "0.1", "0.0999"):
        field.fill(typed)
        wrong = page.locator(".size--stale").count() == 1
        answer = page.request.get("/tools/size", params={"height": typed})
        assert answer.status == (422 if wrong else 200), typed


def test_the_result_follows_each_key(open_tool: Callable[..., Page]) -> None:
    page = open_tool("/tools/size")
    expect(page.get_by_role("button", name="Show it")).to_be_hidden()
    face = page.locator("[data-part=face]")
    before = float(face.get_attribute("width") or 0) / float(face.get_attribute("height") or 1)
    page.get_by_label("Width (m)").fill("4")
    expect(page.locator("[data-figure=resolution]").first).to_have_text("400 × 100")
    after = float(face.get_attribute("width") or 0) / float(face.get_attribute("height") or 1)
    assert after == pytest.approx(before / 2, rel=1e-3)
    expect(page.get_by_role("status")).to_contain_text("400 × 100 pixels")


def test_a_wrong_number_is_named_when_its_field_is_left_and_not_before(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool("/tools/size")
    width = page.get_by_label("Width (m)")
    width.fill("900")
    problem = page.get_by_text("The width must be between 0.1 and 100 m.")
    expect(problem).to_have_count(0)
    width.press("Tab")
    expect(problem).to_be_visible()
    expect(width).to_have_attribute("aria-invalid", "true")
    expect(width).to_have_accessible_description("The width must be between 0.1 and 100 m.")
    width.fill("9")
    expect(problem).to_have_count(0)


def test_the_address_leads_back_to_the_same_display(open_tool: Callable[..., Page]) -> None:
    page = open_tool("/tools/size")
    page.get_by_label("Width (m)").fill("4")
    page.get_by_label("Height (m)").fill("3")
    page.get_by_label("Height (m)").press("Tab")
    page.reload()
    expect(page.locator("[data-figure=resolution]").first).to_have_text("400 × 300")


def test_the_estimate_follows_too(open_tool: Callable[..., Page]) -> None:
    page = open_tool("/tools/size")
    page.get_by_label("Width (m)").fill("16")
    page.get_by_role("link", name="Ask for an estimate").click()
    described = "Display of 16 x 1 m, pitch 10 mm (1,600 x 100 pixels), seen from 25 m."
    expect(page.locator("main textarea").first).to_have_value(described)


def test_the_keyboard_alone_does_everything_without_javascript(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool("/tools/size", java_script_enabled=False)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.get_by_label("Width (m)").evaluate("field => field === document.activeElement"):
            break
    page.keyboard.press("Control+A")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(page.locator("[data-figure=resolution]").first).to_have_text("400 × 100")
    assert "width=4" in page.url


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_nothing_overflows_its_window(open_tool: Callable[..., Page], width: int) -> None:
    page = open_tool(
        "/tools/size?width=100&height=100&pitch=0.5", viewport={"width": width, "height": 800}
    )
    assert page.evaluate("document.documentElement.scrollWidth") == width
    picture = page.locator("[data-part=picture]").bounding_box()
    assert picture is not None
    for text in page.locator(".scene text").all():
        box = text.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
