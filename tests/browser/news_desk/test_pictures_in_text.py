"""Pictures come into a text by a button, a paste or a drop, and never without words."""

import base64
import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from frontdesk.news.content import Content
from tests.browser.news_desk.writer import Writer
from tests.media.files import photo
from tests.pictures.drawing import drawn, saved
from tests.services.waiting import until

_FILES = """(element, [type, files]) => {
  const data = new DataTransfer();
  for (const [name, bytes] of files) {
    const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    data.items.add(new File([content], name, { type: "image/jpeg" }));
  }
  const { left, top } = element.getBoundingClientRect();
  const place = { clientX: left + 20, clientY: top + 20 };
  const options = { bubbles: true, cancelable: true };
  element.dispatchEvent(type === "drop"
    ? new DragEvent("drop", { ...options, ...place, dataTransfer: data })
    : new ClipboardEvent("paste", { ...options, clipboardData: data }));
}"""


def give(writer: Writer, how: str, **files: bytes) -> None:
    """Paste or drop files on the text."""
    coded = [[f"{name}.jpg", base64.b64encode(content).decode()] for name, content in files.items()]
    writer.text.evaluate(_FILES, [how, coded])


def question(writer: Writer) -> Locator:
    return writer.page.get_by_role("dialog", name="What does this picture show?")


def say(writer: Writer, words: str) -> None:
    question(writer).get_by_role("textbox").fill(words)
    question(writer).get_by_role("button", name="Put it into the text").click()
    expect(writer.text.locator(f"img[alt='{words}']")).to_be_visible()


def shape(writer: Writer) -> str:
    """The Markdown, with "P" for every address of the library."""
    return re.sub(r"/pictures/[0-9a-f]{16}-\d+\.jpg", "P", writer.markdown)


def test_the_keyboard_alone_brings_a_picture_changes_its_words_and_takes_it_out(
    writer: Writer, stored: Callable[[], Content]
) -> None:
    page = writer.page
    writer.go_to_end()
    writer.press("Alt+F10", "ArrowRight", "ArrowRight", "ArrowRight")
    expect(writer.tool("Picture")).to_be_focused()
    writer.press("Enter")
    page.get_by_label("Choose a file").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo(900, 600)}
    )
    expect(question(writer).get_by_role("textbox")).to_be_focused()
    writer.press("Tab", "Tab", "Enter")
    expect(question(writer).get_by_role("alert")).to_contain_text("Say what the picture shows")
    writer.type("IMG_1.jpg")
    writer.press("Tab", "Tab", "Enter")
    expect(question(writer).get_by_role("alert")).to_contain_text("That is a file's name")
    writer.press("Control+a")
    writer.type("A sign by the sea")
    writer.press("Tab", "Tab", "Enter")
    expect(writer.text).to_be_focused()
    assert shape(writer) == "It begins.\n\n![A sign by the sea](P)"
    expect(writer.text.get_by_role("img", name="A sign by the sea")).to_be_visible()
    until(lambda: stored().body == writer.markdown, "the picture on the site")
    writer.press("ArrowLeft", "Alt+F10", "Enter")
    expect(question(writer).get_by_role("textbox")).to_have_value("A sign by the sea")
    writer.press("Control+a", "Delete", "Tab", "Space", "Tab", "Enter")
    assert shape(writer) == 'It begins.\n\n![](P "decoration")'


def test_pasted_and_dropped_pictures_are_asked_for_one_by_one(writer: Writer) -> None:
    writer.go_to_end()
    give(writer, "paste", first=photo(700, 500), second=saved(drawn(600, 500)))
    say(writer, "By day")
    say(writer, "By night")
    expect(writer.page.get_by_role("dialog")).to_have_count(0)
    assert shape(writer) == "It begins.\n\n![By day](P)\n\n![By night](P)"
    give(writer, "drop", bad=b"no picture")
    dialog = writer.page.get_by_role("dialog", name="Add a picture")
    expect(dialog.get_by_role("status")).to_contain_text("bad.jpg: That file was not kept")
    dialog.get_by_role("radio", name="By day").check()
    dialog.get_by_role("button", name="Use this picture").click()
    expect(question(writer).get_by_role("textbox")).to_have_value("By day")
    writer.press("Escape", "Escape")
    expect(writer.page.get_by_role("dialog")).to_have_count(0)
    expect(writer.text).to_be_focused()
    writer.press("Control+a", "Control+c", "Delete")
    assert writer.markdown == ""
    writer.press("Control+v")
    assert shape(writer) == "It begins.\n\n![By day](P)\n\n![By night](P)"


def test_a_picture_beside_the_text_is_asked_for_its_words_too(
    writer: Writer, stored: Callable[[], Content]
) -> None:
    writer.page.get_by_label("Add a picture").set_input_files(
        {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": photo(800, 600)}
    )
    question(writer).get_by_role("textbox").fill("A sign in the fog")
    question(writer).get_by_role("button", name="Save").click()
    expect(writer.page.get_by_label("A sign in the fog")).to_be_checked()

    def leads() -> bool:
        lead = stored().lead
        return lead is not None and lead.alt == "A sign in the fog"

    until(leads, "the picture and its words on the site")
