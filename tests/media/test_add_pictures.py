"""Adding a picture, and what the worker makes of it."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from frontdesk.core import audit, clock, darkroom, objects, worker
from frontdesk.core.db import db
from frontdesk.core.imaging import PictureRefused
from frontdesk.media import actions, renditions, store
from frontdesk.media.models import State
from tests.client import CheckingClient
from tests.media.adding import add, make_all, master, refusal, rendered, send
from tests.media.files import photo
from tests.page import text_of
from tests.pictures.drawing import BLUE, RED, is_about


def test_a_picture_is_kept_at_once_and_its_sizes_are_made_by_the_worker(
    author: CheckingClient, client: CheckingClient
) -> None:
    picture = add(author, photo(3000, 2000), "IMG_1234.JPG")
    assert (picture.width, picture.height) == (2560, 1707)
    assert master(picture).size == (2560, 1707)
    assert picture.uploaded_by == "avery@site.example"
    assert "1 of 7 sizes made" in author.text(f"/staff/media/{picture.id}")
    thumbnail = client.get(picture.thumbnail)
    assert thumbnail.mimetype == "image/webp"
    # Whoever looks at a draft meanwhile sees the smallest size in place of each.
    meanwhile = client.get(picture.picture.fallback)
    assert (meanwhile.data, meanwhile.mimetype) == (thumbnail.data, "image/webp")
    assert meanwhile.headers["Cache-Control"] == "no-store"
    assert renditions.make_next()
    assert "2 of 7 sizes made" in author.text(f"/staff/media/{picture.id}")
    assert author.get(f"/staff/media/{picture.id}/state").get_json()["made"] == 2
    assert make_all() == 5
    assert "Ready" in author.text(f"/staff/media/{picture.id}")
    wanted = {f"{width}.{kind}" for width in (480, 960, 1440) for kind in ("avif", "webp")}
    found = rendered(picture)
    assert found.keys() == {*wanted, "960.jpg"}
    for name, image in found.items():
        assert image.width == int(name.split(".")[0])
        assert is_about(image.convert("RGB").getpixel((20, 100)), RED)
        assert is_about(image.convert("RGB").getpixel((470, 100)), BLUE)
    for name in picture.picture.names:
        answer = client.get(f"/pictures/{name}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_with_javascript_the_answer_is_an_account_of_the_picture(author: CheckingClient) -> None:
    token = author.form("/staff/media", "Add").values["csrf_token"]
    data = {"csrf_token": token, "picture": (BytesIO(photo()), "Pictures/do\0or.jpg")}
    answer = author.post("/staff/media", data=data, headers={"Accept": "application/json"})
    assert answer.status_code == 201
    told = answer.get_json()
    assert told["name"] == "door.jpg"
    assert (told["state"], told["made"], told["wanted"]) == ("WAITING", 1, 7)
    answer = author.post(
        "/staff/media", data={"csrf_token": token}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.get_json()) == (422, {"error": "Choose a picture first."})


def test_the_same_picture_sent_twice_is_one(author: CheckingClient) -> None:
    first = add(author, photo(), "one.jpg").id
    answer = send(author, photo(), "two.jpg")
    assert answer.location.endswith(f"/{first}")
    assert "That picture was here already." in author.text(answer.location)


def test_adding_one_leads_back_to_where_it_was_begun_and_nowhere_else(
    author: CheckingClient,
) -> None:
    token = author.form("/staff/media", "Add").values["csrf_token"]

    def ways(back: str) -> str:
        data = {"csrf_token": token, "picture": (BytesIO(photo()), "a.jpg"), "back": back}
        return author.post("/staff/media", data=data, follow_redirects=True).text

    assert 'href="/staff/mail#pictures"' in ways("/staff/mail#pictures")
    for elsewhere in ("//evil.example", "/staff//evil", "https://evil.example", "/staff/../x"):
        assert f'href="{elsewhere}"' not in ways(elsewhere)


def test_more_than_25_megabytes_are_refused_kindly(author: CheckingClient) -> None:
    answer = send(author, photo() + bytes(50 * 1024 * 1024))
    assert answer.status_code == 413
    assert "it has more than 25 MB" in text_of(answer.text)
    assert store.newest() == ([], None)


def test_a_photograph_of_twelve_megabytes_is_welcome(author: CheckingClient) -> None:
    noise = Image.effect_noise((4000, 3000), 120).convert("RGB")
    buffer = BytesIO()
    noise.save(buffer, "JPEG", quality=97)
    assert 12_000_000 < len(buffer.getvalue()) < 25_000_000
    picture = add(author, buffer.getvalue())
    assert (picture.width, picture.height) == (2560, 1920)
    assert picture.bytes < len(buffer.getvalue())


def test_others_may_not_send_much(client: CheckingClient, staff_client: CheckingClient) -> None:
    for visitor in (client, staff_client):
        data = {"picture": (BytesIO(bytes(2_000_000)), "a.jpg")}
        answer = visitor.post("/staff/media", data=data)
        assert answer.status_code == 413
        assert "Pictures" not in answer.text


def test_who_answers_support_may_not_add_pictures(staff_client: CheckingClient) -> None:
    assert staff_client.get("/staff/media").status_code == 403
    token = staff_client.form("/staff/two-step", "Set it up").values["csrf_token"]
    data = {"csrf_token": token, "picture": (BytesIO(photo()), "a.jpg")}
    assert staff_client.post("/staff/media", data=data).status_code == 403
    assert store.newest() == ([], None)


def test_every_step_is_in_the_audit_trail(author: CheckingClient) -> None:
    picture = add(author, photo()).id
    author.form(f"/staff/media/{picture}", "Save").submit(alt="A sign above a door")
    author.form(f"/staff/media/{picture}", "Delete this picture").submit()
    told = [(entry.action, entry.detail) for entry in reversed(audit.latest())]
    assert told[-3:] == [
        ("picture added", "door.jpg"),
        ("picture described", "alt"),
        ("picture deleted", "door.jpg"),
    ]


def test_deleting_leaves_no_file(author: CheckingClient) -> None:
    picture = add(author, photo())
    make_all()
    names = [picture.master, *(f"renditions/{name}" for name in picture.picture.names)]
    assert all(objects.store().exists(name) for name in names)
    page = f"/staff/media/{picture.id}"
    author.form(page, "Delete this picture").submit()
    assert not any(objects.store().exists(name) for name in names)
    assert author.get(page).status_code == 404


def test_two_workers_never_make_the_same(author: CheckingClient) -> None:
    first, second = add(author, photo()).id, add(author, photo(1000, 500)).id
    tasks = [renditions.claim() for _ in range(3)]
    assert [task and task.id for task in tasks] == [first, second, None]


def test_what_a_worker_that_died_had_begun_is_finished(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = add(author, photo(600, 300))
    with monkeypatch.context() as patch:
        patch.setattr(renditions, "_give_back", _dies)
        with pytest.raises(KeyboardInterrupt):
            renditions.make_next()
    assert not renditions.make_next()
    with clock.shifted(renditions.LEASE):
        # The rendition that it had put into the store is not made again: three of five are left.
        assert make_all() == 3
    found = store.by_id(picture.id)
    assert found is not None
    assert found.state == State.READY


def test_a_lease_that_was_lost_changes_nothing(author: CheckingClient) -> None:
    add(author, photo(600, 300))
    late = renditions.claim()
    assert late is not None
    with clock.shifted(renditions.LEASE + timedelta(seconds=1)):
        assert renditions.claim() is not None
        renditions._give_back(late, 5)
        renditions._give_up(late, "too late")
    found = store.by_id(late.id)
    assert found is not None
    assert (found.state, found.made) == (State.WAITING, 1)


def test_a_picture_that_cannot_be_made_smaller_is_given_up_in_words(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = add(author, photo()).id
    with monkeypatch.context() as patch:
        patch.setattr(darkroom, "rendition", _refuses)
        assert renditions.make_next()
    assert "Cannot be shown: it is damaged" in author.text(f"/staff/media/{picture}")
    assert not renditions.make_next()


def test_a_store_that_fails_is_tried_three_times(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = add(author, photo()).id
    monkeypatch.setattr(objects.FolderStore, "exists", _dies)
    for turn in range(3):
        with clock.shifted(turn * renditions.LEASE), pytest.raises(KeyboardInterrupt):
            renditions.make_next()
    with clock.shifted(3 * renditions.LEASE):
        assert not renditions.make_next()
    assert "tried three times" in author.text(f"/staff/media/{picture}")


def test_the_worker_makes_the_sizes(
    app: Flask, author: CheckingClient, make_app: Callable[..., Flask]
) -> None:
    add(author, photo(600, 300))
    worker.run_due(make_app())
    db.session.rollback()
    [picture], _ = store.newest()
    assert picture.made == 2


def test_the_library_goes_on_from_the_last_picture(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PAGE_LENGTH", 2)
    pictures = [add(author, photo(width, 10), f"door-{width}.jpg") for width in (10, 20, 30)]
    first = author.get("/staff/media").text
    assert "door-30.jpg" in first
    assert "door-10.jpg" not in first
    assert "Older" in first
    older = author.text(f"/staff/media?before={pictures[1].id}")
    assert "door-10.jpg" in older
    assert "door-20.jpg" not in older
    assert author.get("/staff/media?before=99999999999").status_code == 200
    assert author.get("/staff/media/99999999999").status_code == 404


def test_a_busy_darkroom_says_so(author: CheckingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise darkroom.Busy

    monkeypatch.setattr(actions.darkroom, "master", busy)
    answer = send(author, photo())
    assert answer.status_code == 503
    assert "try again in a minute" in text_of(answer.text)


@pytest.mark.parametrize("content", [b"", b"nothing like a picture"])
def test_what_is_no_picture_is_not_kept(author: CheckingClient, content: bytes) -> None:
    assert "That file was not kept: it is" in refusal(author, content)


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def _refuses(*_: object) -> None:
    raise PictureRefused("it is damaged")


def test_the_folder_of_the_source_is_gone_afterwards(
    author: CheckingClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    add(author, photo())
    refused = send(author, b"no picture")
    assert refused.status_code == 422
    assert list(tmp_path.iterdir()) == []
