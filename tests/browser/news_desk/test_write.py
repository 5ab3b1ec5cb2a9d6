"""Writing in the visual editor: what is seen becomes Markdown, by mouse or by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from frontdesk.news.content import Content
from tests.browser.news_desk.writer import Writer
from tests.services.waiting import until


def test_a_text_is_written_by_keyboard_alone(writer: Writer) -> None:
    writer.empty()
    writer.type("A ")
    writer.press("Control+b")
    writer.type("bright")
    writer.press("Control+b")
    writer.type(" display.")
    writer.press("Enter", "Control+Alt+2")
    writer.type("Where it is")
    writer.press("Enter")
    writer.type("- at the pier")
    writer.press("Enter")
    writer.type("by the sea")
    writer.press("Enter", "Enter")
    writer.type("See ")
    writer.press("Control+k")
    writer.page.get_by_role("dialog").get_by_label("Address").fill("www.pier.example/sign")
    writer.press("Enter")
    writer.type(".")
    assert writer.markdown == (
        "A **bright** display.\n\n## Where it is\n\n- at the pier\n- by the sea\n\n"
        "See <https://www.pier.example/sign>."
    )


def test_the_tools_are_one_stop_and_arrows_lead_through_them(writer: Writer) -> None:
    writer.empty()
    writer.press("Alt+F10")
    expect(writer.tool("Bold")).to_be_focused()
    writer.press("ArrowRight")
    expect(writer.tool("Italic")).to_be_focused()
    writer.press("End")
    expect(writer.tool("Redo")).to_be_focused()
    writer.press("ArrowRight")
    expect(writer.tool("Bold")).to_be_focused()
    writer.press("Enter")
    expect(writer.tool("Bold")).to_have_attribute("aria-pressed", "true")
    writer.press("Escape")
    expect(writer.text).to_be_focused()
    writer.type("bold")
    assert writer.markdown == "**bold**"
    writer.press("Shift+Tab")
    expect(writer.tool("Bold")).to_be_focused()
    writer.press("Tab", "Tab")
    expect(writer.text).not_to_be_focused()


@pytest.mark.parametrize(
    ("tool", "markdown"),
    [
        ("Heading", "## It begins."),
        ("Smaller heading", "### It begins."),
        ("List", "- It begins."),
        ("Numbered list", "1. It begins."),
        ("Quotation", "> It begins."),
    ],
)
def test_a_tool_does_and_undoes(writer: Writer, tool: str, markdown: str) -> None:
    writer.go_to_end()
    writer.tool(tool).click()
    assert writer.markdown == markdown
    expect(writer.tool(tool)).to_have_attribute("aria-pressed", "true")
    writer.tool(tool).click()
    assert writer.markdown == "It begins."


def test_a_list_becomes_a_numbered_one(writer: Writer) -> None:
    writer.go_to_end()
    writer.tool("List").click()
    writer.tool("Numbered list").click()
    assert writer.markdown == "1. It begins."


def test_a_link_can_be_changed_and_removed_and_must_lead_somewhere(writer: Writer) -> None:
    page = writer.page
    writer.text.click()
    writer.press("Control+a")
    writer.tool("Link").click()
    address = page.get_by_role("dialog").get_by_label("Address")
    address.fill("javascript:alert(1)")
    page.get_by_role("button", name="Set the link").click()
    expect(page.get_by_role("alert")).to_contain_text("Write a whole address")
    address.fill("/news/")
    page.get_by_role("button", name="Set the link").click()
    assert writer.markdown == "[It begins.](/news/)"
    writer.press("ArrowLeft", "ArrowRight")
    writer.tool("Link").click()
    expect(address).to_have_value("/news/")
    page.get_by_role("button", name="Remove the link").click()
    assert writer.markdown == "It begins."


def test_opening_a_story_changes_nothing(writer: Writer) -> None:
    assert writer.markdown == "It begins."
    writer.page.wait_for_load_state("networkidle")
    assert writer.status.inner_text() == ""


def test_what_is_typed_is_saved_by_itself(writer: Writer, stored: Callable[[], Content]) -> None:
    writer.go_to_end()
    writer.type(" And goes on. TODO")
    writer.page.get_by_label("Summary").fill("Of a pier.")
    writer.wait_until_saved()
    until(lambda: stored().body == "It begins. And goes on. TODO", "the text on the site")
    assert stored().summary == "Of a pier."
    looked_over = writer.page.get_by_role("list", name="Looked over")
    expect(looked_over).to_contain_text("Must be put right “TODO” was meant to be replaced.")


def test_what_is_typed_before_the_editor_is_there_is_kept_too(
    writer: Writer, story: int, stored: Callable[[], Content]
) -> None:
    held: list[Route] = []
    writer.page.route("**/prosemirror.js", lambda route: held.append(route))
    writer.page.goto(f"/staff/news/{story}", wait_until="commit")
    writer.text.fill("Typed early.")
    until(lambda: writer.page.evaluate("1") and held, "the editor's own request")
    for route in held:
        route.continue_()
    writer.tool("Bold").wait_for()
    expect(writer.text).to_be_focused()
    writer.type(" And on.")
    until(lambda: stored().body == "Typed early. And on.", "all of it on the site")


def test_the_form_sends_what_the_editor_shows(
    writer: Writer, stored: Callable[[], Content]
) -> None:
    writer.go_to_end()
    writer.type(" Sent.")
    writer.page.get_by_role("button", name="Save draft").click()
    expect(writer.page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert stored().body == "It begins. Sent."
    expect(writer.page.get_by_text("This device has kept words")).to_have_count(0)


def test_the_preview_follows_beside_the_text(write: Callable[..., Writer]) -> None:
    writer = write(viewport={"width": 1440, "height": 900})
    preview = writer.page.get_by_role("region", name="Preview")
    expect(preview.get_by_role("heading", name="The pier")).to_be_visible()
    writer.go_to_end()
    writer.press("Enter")
    writer.type("## A part")
    expect(preview.get_by_role("heading", name="A part")).to_be_visible()


def test_on_a_telephone_the_preview_is_behind_a_tab(write: Callable[..., Writer]) -> None:
    writer = write(viewport={"width": 360, "height": 740})
    page = writer.page
    tab = page.get_by_role("tab", name="Text")
    tab.focus()
    writer.press("ArrowRight")
    preview = page.get_by_role("tabpanel", name="Preview")
    expect(preview.get_by_text("It begins.")).to_be_visible()
    expect(page.get_by_label("Title")).to_be_hidden()
    writer.press("ArrowLeft")
    expect(page.get_by_label("Title")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_form_is_a_plain_one(
    write: Callable[..., Writer], stored: Callable[[], Content]
) -> None:
    writer = write(java_script_enabled=False)
    writer.text.fill("## Plain\n\n*words*")
    writer.page.get_by_role("button", name="Save draft").click()
    assert stored().body == "## Plain\n\n*words*"
