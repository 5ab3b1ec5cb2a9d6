"""The calling board in a browser: what is seen, said, heard, and never flashes too fast."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from frontdesk.tools.calling import FIRST, LAST, OPENING, call

PATH = "/tools/patient-calling"
MODULE = "document.querySelector('script[type=module]').src"

COUNT_SOUND = """
  window.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    window.tones += 1;
    start.apply(this, when);
  };
"""
NOTE_SPEECH = """
  window.said = [];
  SpeechSynthesis.prototype.speak = (words) => window.said.push(words.text);
"""
COUNT_ALERTS = """() => {
  const board = document.getElementById("board");
  window.alerts = [];
  new MutationObserver((changes) => {
    const seen = [...changes.map(({ oldValue }) => oldValue), board.className];
    seen.map((one) => one.includes("board--alert")).forEach((on, at, all) => {
      if (at && on && !all[at - 1]) window.alerts.push(performance.now());
    });
  }).observe(board, { attributeOldValue: true, attributeFilter: ["class"] });
}"""
# The panel's colour at every hundredth of a second of the alert, found by moving its clock.
SEE_ALERT = """() => {
  const board = document.getElementById("board");
  const [animation] = board.getAnimations();
  const end = animation.effect.getComputedTiming().endTime;
  animation.pause();
  const colours = [];
  for (let at = 0; at < end; at += 10) {
    animation.currentTime = at;
    colours.push(getComputedStyle(board).backgroundColor);
  }
  return colours;
}"""


def _next(page: Page) -> Locator:
    return page.get_by_role("button", name="Call next")


def _called(page: Page) -> str:
    return page.locator("#code").inner_text()


def _background(page: Page) -> str:
    return page.locator("#board").evaluate("board => getComputedStyle(board).backgroundColor")


def test_script_and_server_call_the_same_patients(open_tool: Callable[..., Page]) -> None:
    numbers = list(range(FIRST, LAST + 1))
    found = open_tool(PATH).evaluate(
        f"""async (numbers) => {{
          const {{ call }} = await import({MODULE});
          return numbers.map((number) => [call(number).code, call(number).room]);
        }}""",
        numbers,
    )
    assert found == [[call(number).code, call(number).room] for number in numbers]


def test_the_next_call_is_shown_said_and_kept_in_the_address(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool(PATH)
    page.evaluate("window.sameDocument = true")
    _next(page).click()
    now = call(OPENING + 1)
    expect(page.locator("#code")).to_have_text(now.code)
    expect(page.get_by_role("status")).to_have_text(f"{now.code}, room {now.room}.")
    expect(page.locator("#earlier li").first).to_have_text(
        f"{call(OPENING).code} Room {call(OPENING).room}"
    )
    assert page.evaluate("window.sameDocument") is True
    drawn = page.locator("#board use").evaluate_all("all => all.map(u => u.getAttribute('href'))")
    assert drawn == [f"#glyph-{letter}" for letter in now.code]
    page.reload()
    expect(page.locator("#code")).to_have_text(now.code)


def test_the_keyboard_alone_calls_and_changes_the_mode(open_tool: Callable[..., Page]) -> None:
    page = open_tool(PATH)
    _next(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#code")).to_have_text(call(OPENING + 1).code)
    page.get_by_label("Everybody").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#board")).to_have_class("board board--low-vision")
    expect(page.locator("#earlier li")).to_have_count(2)


def test_without_javascript_each_step_is_a_page(open_tool: Callable[..., Page]) -> None:
    page = open_tool(PATH, java_script_enabled=False)
    page.get_by_label("Low vision").check()
    page.get_by_role("button", name="Show this mode").click()
    expect(page.locator(".board--low-vision #code")).to_have_text(call(OPENING).code)
    _next(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".board--low-vision #code")).to_have_text(call(OPENING + 1).code)
    for name in ("Chime", "Speech", "Call by itself", "Full screen"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()


def test_low_vision_shows_solid_white_letters_on_black(open_tool: Callable[..., Page]) -> None:
    page = open_tool(f"{PATH}?mode=low-vision")
    code = page.locator("#code")
    assert _background(page) == "rgb(0, 0, 0)"
    assert code.evaluate("code => getComputedStyle(code).color") == "rgb(255, 255, 255)"
    expect(page.locator(".board__dots")).to_be_hidden()
    box = code.bounding_box()
    assert box is not None
    assert box["height"] > 150


def test_the_panel_turns_round_no_more_than_three_times_in_any_second(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool(f"{PATH}?mode=hearing-loss")
    _next(page).click()
    colours = page.evaluate(SEE_ALERT)
    changes = [at for at, (a, b) in enumerate(pairwise(colours), start=1) if a != b]
    assert len(set(colours)) == 2, "it does turn round"
    for start in range(len(colours)):
        # A flash is a pair of opposing changes; three of them are six.
        within = [at for at in changes if start <= at < start + 100]
        assert len(within) <= 2
    assert len(colours) < 500, "it ends by itself within five seconds"


def test_however_fast_one_presses_the_panel_does_not_flash_faster(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool(f"{PATH}?mode=hearing-loss")
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(60_000)
    page.evaluate(COUNT_ALERTS)
    for _ in range(60):
        _next(page).evaluate("button => button.click()")
        page.clock.run_for(50)
    began = page.evaluate("window.alerts")
    assert [round(at - began[0]) for at in began] == [0, 1200, 2400]
    assert _called(page) == call(OPENING + 8).code, "a call every 400 ms, however often asked for"


def test_where_less_motion_is_asked_for_nothing_flashes_and_each_call_still_shows(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool(f"{PATH}?mode=hearing-loss", reduced_motion="reduce")
    page.clock.install()
    page.reload()
    seen = []
    for _ in range(3):
        _next(page).click()
        page.clock.run_for(1000)
        assert page.evaluate("document.getElementById('board').getAnimations().length") == 0
        seen.append(_background(page))
    assert seen[0] == seen[2] != seen[1]


def test_going_through_the_modes_never_turns_the_panel_round(
    open_tool: Callable[..., Page],
) -> None:
    page = open_tool(f"{PATH}?mode=hearing-loss")
    _next(page).click()
    page.get_by_label("Everybody").check()
    page.get_by_label("Hearing loss").check()
    assert page.evaluate("document.getElementById('board').getAnimations().length") == 0


def test_nothing_sounds_before_somebody_presses_for_it(open_tool: Callable[..., Page]) -> None:
    page = open_tool(PATH, COUNT_SOUND)
    chime = page.get_by_role("button", name="Chime")
    _next(page).click()
    assert page.evaluate("window.tones") == 0
    chime.click()
    expect(chime).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.tones") == 2
    chime.click()
    expect(chime).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.tones") == 2


def test_speech_says_code_and_room_once_it_is_on(open_tool: Callable[..., Page]) -> None:
    page = open_tool(PATH, NOTE_SPEECH)
    assert page.evaluate("window.said") == []
    page.get_by_role("button", name="Speech").click()
    now = call(OPENING)
    assert page.evaluate("window.said") == [f"{' '.join(now.code)}. Room {now.room}."]


def test_speech_is_not_offered_where_the_browser_has_none(open_tool: Callable[..., Page]) -> None:
    page = open_tool(PATH, "delete window.speechSynthesis")
    expect(page.get_by_role("button", name="Chime")).to_be_visible()
    expect(page.get_by_role("button", name="Speech")).to_be_hidden()


def test_the_board_calls_by_itself_until_it_is_paused(open_tool: Callable[..., Page]) -> None:
    page = open_tool(PATH)
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Call by itself").click()
    page.clock.run_for(16_100)
    assert _called(page) == call(OPENING + 2).code
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    assert _called(page) == call(OPENING + 2).code


def test_the_board_fills_the_screen_and_calls_from_there(open_tool: Callable[..., Page]) -> None:
    page = open_tool(PATH)
    page.get_by_role("button", name="Full screen").click()
    leave = page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    assert page.evaluate("document.fullscreenElement.id") == "calling"
    _next(page).click()
    expect(page.locator("#code")).to_have_text(call(OPENING + 1).code)
    leave.click()
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 1440])
@pytest.mark.parametrize("mode", ["standard", "low-vision", "hearing-loss"])
def test_nothing_overflows_its_window(
    open_tool: Callable[..., Page], width: int, mode: str
) -> None:
    page = open_tool(f"{PATH}?mode={mode}", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    board = page.locator("#board")
    assert board.evaluate("board => board.scrollWidth <= board.clientWidth")
