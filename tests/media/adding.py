"""Adding pictures as staff do."""

from io import BytesIO

from PIL import Image
from werkzeug.test import TestResponse

from frontdesk.core import objects
from frontdesk.core.db import db
from frontdesk.media import renditions, store
from frontdesk.media.models import MediaPicture
from tests.client import CheckingClient
from tests.page import text_of


def send(client: CheckingClient, content: bytes, name: str = "door.jpg") -> TestResponse:
    """Send one file by the library's form."""
    token = client.form("/staff/media", "Add").values["csrf_token"]
    data = {"csrf_token": token, "picture": (BytesIO(content), name)}
    return client.post("/staff/media", data=data)


def add(client: CheckingClient, content: bytes, name: str = "door.jpg") -> MediaPicture:
    """Add a picture that is in order."""
    answer = send(client, content, name)
    assert answer.status_code == 303, text_of(answer.text)
    picture = store.by_id(int(answer.location.rpartition("/")[2]))
    assert picture is not None
    return picture


def refusal(client: CheckingClient, content: bytes, name: str = "door.jpg") -> str:
    """What is said of a file that is not kept."""
    answer = send(client, content, name)
    assert answer.status_code == 422
    assert store.newest() == ([], None)
    return text_of(answer.text)


def make_all() -> int:
    """What the worker does until nothing waits; says how many turns it took."""
    turns = 0
    while renditions.make_next():
        turns += 1
    db.session.rollback()
    return turns


def master(picture: MediaPicture) -> Image.Image:
    return Image.open(BytesIO(objects.store().get(picture.master)))


def rendered(picture: MediaPicture) -> dict[str, Image.Image]:
    """The renditions by what their names say after the hash."""
    return {
        name.partition("-")[2]: Image.open(BytesIO(objects.store().get(f"renditions/{name}")))
        for name in picture.picture.names
    }
