"""The sign tool in a browser: it follows what is typed, moves, pauses, and keeps its address.

Where a test is about time, the page's clock is the test's own, and stands unless it is told to go.
"""

import itertools
import random
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from frontdesk.core.dotfont import FONT
from frontdesk.core.sign import CHOICES, Sign, cleaned
from tests.services.site import LiveSite
from tests.services.waiting import until

MODULE = "document.querySelector('script[type=module]').src"
MOVING = "/tools/sign?message=IIII+IIII+IIII+IIII&scroll=left&speed=fast"

# Notes the page's time whenever something is drawn on the board.
NOTE_DRAWING = """
window.drawn = [];
for (const name of ["drawImage", "fillRect", "clearRect", "fill"]) {
  const original = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...settings) {
    if (this.canvas.isConnected) window.drawn.push(performance.now());
    return original.apply(this, settings);
  };
}
"""

# Which cells of the canvas are bright in the middle, as rows of "#" and ".".
READ_BOARD = """(columns) => {
  const canvas = document.querySelector("#board canvas");
  const size = canvas.width / columns;
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const bright = (x, y) => {
    const at = 4 * (Math.floor((y + 0.5) * size) * canvas.width + Math.floor((x + 0.5) * size));
    return Math.max(data[at], data[at + 1], data[at + 2]) > 128;
  };
  const rows = canvas.height / size;
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => (bright(x, y) ? "#" : ".")).join(""));
}"""


PLACE = "(element) => element.getBoundingClientRect().top + scrollY"


@pytest.fixture
def open_timed(
    new_context: Callable[..., BrowserContext], tools_site: LiveSite
) -> Callable[..., Page]:
    """Opens an address in a browser whose clock stands; drawing on the board is noted."""

    def open_(path: str, **options: Any) -> Page:
        context = new_context(base_url=tools_site.url, **options)
        context.add_init_script(NOTE_DRAWING)
        page = context.new_page()
        page.clock.install(time=0)
        page.goto(path)
        page.clock.pause_at(60)
        page.clock.run_for(1000)
        page.evaluate("window.drawn = []")
        return page

    return open_


def picture(page: Page) -> str:
    return str(page.evaluate("document.querySelector('#board canvas').toDataURL()"))


def changes(page: Page, milliseconds: int) -> bool:
    """Whether the board looks different after some of the page's time."""
    before = picture(page)
    page.clock.run_for(milliseconds)
    return picture(page) != before


def drawn_at(page: Page) -> list[float]:
    return sorted(set(page.evaluate("window.drawn")))


def _signs() -> list[Sign]:
    some = random.Random(7)
    letters = [*FONT, " ", " ", " ", "\n", "日", "\U0001f600"] + [*"etaoin shrdlu"] * 12
    found = []
    for _ in range(400):
        message = "".join(some.choices(letters, k=some.choice([1, 8, 20, 40, 60, 90, 120])))
        choices = {name: some.choice([*values]) for name, values in CHOICES.items()}
        found.append(Sign.of({"message": message, **choices}))
    return found


def test_script_and_server_lay_every_sign_out_alike(open_tool: Callable[..., Page]) -> None:
    signs = _signs()
    answers = open_tool("/tools/sign").evaluate(
        f"""async (signs) => {{
          const {{ scene }} = await import({MODULE});
          return signs.map((sign) => [scene(sign).at(0), scene(sign).steps]);
        }}""",
        [asdict(sign) for sign in signs],
    )
    for sign, (view, steps) in zip(signs, answers, strict=True):
        expected = sign.board.first_view(sign.scroll, sign.align)  # type: ignore[arg-type]
        assert view == expected, sign
        assert (steps > 1) == sign.moves, sign


def test_script_and_server_read_a_message_alike(open_tool: Callable[..., Page]) -> None:
    typed = [
        "a|b",
        " a \r\n b\r",
        "\t a  b \xa0 c ",
        "|\n|",
        "Cafe\u0301",
        "x\0y\x1b\x85",
        "\u2028 ",
    ]
    read = open_tool("/tools/sign").evaluate(
        f"async (typed) => typed.map((await import({MODULE})).cleaned)", typed
    )
    assert read == [cleaned(text) for text in typed]


def test_every_step_of_a_sign_is_a_whole_board(open_tool: Callable[..., Page]) -> None:
    signs = [sign for sign in _signs() if sign.moves][:60]
    wrong = open_tool("/tools/sign").evaluate(
        f"""async (signs) => {{
          const {{ scene }} = await import({MODULE});
          const whole = (now) => [...Array(now.steps).keys()].every((step) => {{
            const rows = now.at(step);
            return rows.length === now.height && rows.every((row) => row.length === now.columns);
          }});
          return signs.filter((sign) => !whole(scene(sign)));
        }}""",
        [asdict(sign) for sign in signs],
    )
    assert not wrong


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_the_canvas_shows_what_is_typed_dot_by_dot(
    open_tool: Callable[..., Page], scale: int
) -> None:
    page = open_tool("/tools/sign", device_scale_factor=scale, reduced_motion="reduce")
    page.get_by_label("Your words", exact=True).fill("Open\nlate")
    board = Sign("Open\nlate").board
    expected = board.first_view("still", "centre")
    expect(page.locator("#size")).to_have_text(f"{board.columns} × {board.height} dots")
    until(lambda: page.evaluate(READ_BOARD, board.columns) == expected, "the typed words in dots")
    sharp = "(c) => c.width / parseFloat(c.style.width)"
    assert page.locator("#board canvas").evaluate(sharp) == pytest.approx(scale, rel=0.001)


def test_each_letter_changes_the_board(open_timed: Callable[..., Page]) -> None:
    page = open_timed("/tools/sign")
    page.get_by_label("Your words", exact=True).fill("")
    page.clock.run_for(1000)
    for letter in "Hi!":
        before = picture(page)
        page.keyboard.type(letter)
        page.clock.run_for(200)
        assert picture(page) != before


def test_a_moving_sign_pauses_and_plays(open_timed: Callable[..., Page]) -> None:
    page = open_timed(MOVING)
    assert changes(page, 400)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(400)
    assert not changes(page, 10_000)
    page.get_by_role("button", name="Play").click()
    assert changes(page, 400)


def change_wish(page: Page, motion: Literal["reduce", "no-preference"]) -> None:
    """Change what the visitor wishes, and wait until the page has heard of it."""
    page.evaluate(
        """() => {
            window.heard = false;
            const wish = matchMedia("(prefers-reduced-motion: reduce)");
            wish.addEventListener("change", () => { window.heard = true; }, { once: true });
        }"""
    )
    page.emulate_media(reduced_motion=motion)
    until(lambda: page.evaluate("window.heard"), "the page to hear of the wish")


def test_with_reduced_motion_it_is_still_until_play_is_pressed(
    open_timed: Callable[..., Page],
) -> None:
    page = open_timed(MOVING, reduced_motion="reduce")
    assert not changes(page, 10_000)
    page.get_by_role("button", name="Play").click()
    assert changes(page, 400)
    change_wish(page, "no-preference")
    change_wish(page, "reduce")
    page.clock.run_for(400)
    assert not changes(page, 10_000)


def test_the_picture_changes_at_most_six_times_a_second(open_timed: Callable[..., Page]) -> None:
    page = open_timed(MOVING)
    words = page.get_by_label("Your words", exact=True)
    for letter in "|I|I|I|I|I|I":
        words.press_sequentially(letter)
        page.clock.run_for(40)
    page.clock.run_for(4000)
    page.get_by_label("Movement").select_option("up")
    page.clock.run_for(4000)
    times = drawn_at(page)
    assert len(times) > 30
    assert all(later - earlier >= 1000 for earlier, later in zip(times, times[6:], strict=False))


def test_pages_turn_slowly_enough_to_be_read(open_timed: Callable[..., Page]) -> None:
    page = open_timed("/tools/sign?message=One|two|three&rows=1&speed=fast")
    page.clock.run_for(10_000)
    times = drawn_at(page)
    assert len(times) >= 4
    assert min(b - a for a, b in itertools.pairwise(times)) >= 2500


def test_a_sign_out_of_view_stands_still(open_timed: Callable[..., Page]) -> None:
    page = open_timed(MOVING, viewport={"width": 360, "height": 500})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    def rests() -> bool:
        before = len(drawn_at(page))
        page.clock.run_for(1000)
        return len(drawn_at(page)) == before

    until(rests, "a board out of view that rests")
    page.evaluate("scrollTo(0, 0)")
    until(lambda: not rests(), "a board in view that moves")


def test_the_address_follows_and_leads_back_to_the_same_sign(
    open_timed: Callable[..., Page],
) -> None:
    page = open_timed("/tools/sign", reduced_motion="reduce")
    page.get_by_label("Your words", exact=True).fill("Fünf & £7 ~ * → 日\nlate")
    page.get_by_label("Full colour").check()
    page.get_by_label("Rows of text").select_option("3")
    page.get_by_label("Alignment").select_option("right")
    page.clock.run_for(1000)
    address = page.get_by_label("The address of this sign").input_value()
    assert page.url == address
    again = open_timed(address, reduced_motion="reduce")
    assert picture(again) == picture(page)
    # What the script has written is what the server writes.
    written = Sign.parse(address.partition("?")[2])
    assert written == Sign("Fünf & £7 ~ * → 日\nlate", "rainbow", "3", "right")
    assert again.get_by_label("The address of this sign").input_value().endswith(written.query())


def test_the_estimate_is_asked_for_the_sign_as_it_is_now(open_tool: Callable[..., Page]) -> None:
    page = open_tool("/tools/sign")
    page.get_by_label("Your words", exact=True).fill("Open & late")
    page.get_by_label("Red").check()
    page.get_by_role("link", name="Ask for an estimate").click()
    expect(page.get_by_text("Open & late").first).to_be_visible()


def test_characters_that_cannot_be_shown_are_named_as_they_are_typed(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool("/tools/sign")
    words, note = page.get_by_label("Your words", exact=True), page.locator("#unknown")
    expect(note).to_be_empty()
    words.fill("Hi 日本")
    expect(note).to_have_text("This display cannot show 日 本 and shows an empty box instead.")
    words.fill("Hi")
    expect(note).to_be_empty()
    words.fill("M" * 121)
    expect(note).to_have_text("Only the first 120 characters are shown.")


def test_what_was_wrong_is_forgotten_once_it_is_put_right(open_tool: Callable[..., Page]) -> None:
    page = open_tool(f"/tools/sign?message={'M' * 125}")
    words, complaint = page.get_by_label("Your words", exact=True), page.get_by_role("alert")
    words.fill("M" * 124)
    words.blur()
    expect(complaint).to_contain_text("leave out 5 characters")
    words.fill("M" * 120)
    words.blur()
    expect(complaint).to_have_count(0)
    expect(page.get_by_text("leave out")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_under_the_hands_of_whoever_types(
    open_tool: Callable[..., Page], width: int
) -> None:
    page = open_tool("/tools/sign", viewport={"width": width, "height": 800})
    words = page.get_by_label("Your words", exact=True)
    place = words.evaluate(PLACE)
    words.fill("A long message\nof several rows\nthat goes on\nand on\nand on: 日")
    expect(page.locator("#play")).to_be_visible()
    assert words.evaluate(PLACE) == place
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_alone_reaches_everything(open_tool: Callable[..., Page]) -> None:
    page = open_tool("/tools/sign?message=Open&scroll=left")
    words = page.get_by_label("Your words", exact=True)
    _tab_to(page, "#play")
    page.keyboard.press("Enter")
    expect(page.locator("#play")).to_have_text("Play")
    _tab_to(page, "#message")
    page.keyboard.press("Control+A")
    page.keyboard.type("Late")
    expect(words).to_have_value("Late")
    _tab_to(page, "#colour-0")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Red")).to_be_checked()
    for name, letter, value in (
        ("rows", "2", "2"),
        ("align", "R", "right"),
        ("scroll", "S", "still"),
    ):
        _tab_to(page, f"#{name}")
        page.keyboard.press(letter)
        expect(page.locator(f"#{name}")).to_have_value(value)
    _tab_to(page, "#address")
    _tab_to(page, "#estimate")
    _tab_to(page, "#copy")
    expect(page.locator("#address")).to_have_value(
        f"{page.url.partition('?')[0]}?message=Late&colour=red&rows=2&align=right"
    )


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"the tab key does not reach {selector}")


def test_the_address_is_copied(open_tool: Callable[..., Page]) -> None:
    page = open_tool("/tools/sign?message=Open", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("The address of this sign").input_value()


def test_without_javascript_the_picture_is_there_and_a_button_renews_it(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool("/tools/sign", java_script_enabled=False)
    expect(page.get_by_role("img", name="Your words in lights")).to_be_visible()
    for name in ("Pause", "Copy the address"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    page.get_by_label("Your words", exact=True).fill("Open")
    page.get_by_label("Green").check()
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("img", name="Open")).to_be_visible()
    lit = page.locator("#board .matrix__on--green")
    expect(lit).to_have_css("stroke", "rgb(79, 224, 122)")
