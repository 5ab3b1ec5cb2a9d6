"""Where pictures are kept: in a folder, and in a bucket of a service that speaks S3.

No such service can be installed for tests, so moto's server stands in for it: a test double that
answers over HTTP on this machine.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from flask import Flask
from moto.server import ThreadedMotoServer

from frontdesk.core import objects
from frontdesk.core.objects import BucketStore, FolderStore, NotKept, ObjectStore
from frontdesk.settings import SettingsError, load_settings
from tests.client import CheckingClient
from tests.media.adding import add, make_all
from tests.media.files import photo

pytestmark = pytest.mark.one_database

NAME = "renditions/0123456789abcdef-480.avif"


@pytest.fixture(scope="module")
def bucket_url() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    ).create_bucket(Bucket="pictures")
    yield f"s3+http://key:se%2Fcret@{host}:{port}/pictures?region=us-east-1"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def holder(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "folder":
        return FolderStore(tmp_path / "media")
    return BucketStore(request.getfixturevalue("bucket_url"))


def test_what_is_kept_is_there_until_it_is_deleted(holder: ObjectStore) -> None:
    assert not holder.exists(NAME)
    with pytest.raises(NotKept):
        holder.get(NAME)
    holder.put(NAME, b"a picture")
    holder.put(NAME, b"a picture")
    assert holder.exists(NAME)
    assert holder.get(NAME) == b"a picture"
    holder.delete(NAME)
    holder.delete(NAME)
    assert not holder.exists(NAME)


@pytest.mark.parametrize(
    "name",
    ["", "../secret_key", "masters/../../secret_key", "masters/x.jpg", NAME + "\n", "/" + NAME],
)
def test_names_that_are_none_of_ours_are_refused(holder: ObjectStore, name: str) -> None:
    for ask in (holder.get, holder.exists, holder.delete, lambda name: holder.put(name, b"")):
        with pytest.raises(ValueError, match=re.escape(name)):
            ask(name)


def test_a_file_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = FolderStore(tmp_path)

    def full(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        kept.put(NAME, b"a picture")
    assert not kept.exists(NAME)
    assert list((tmp_path / "renditions").iterdir()) == []


def test_a_bucket_that_refuses_is_an_error_and_not_an_absence(bucket_url: str) -> None:
    kept = BucketStore(bucket_url.replace("/pictures", "/others"))
    with pytest.raises(Exception, match="NoSuchBucket"):
        kept.get(NAME)
    with pytest.raises(Exception, match="NoSuchBucket"):
        kept.put(NAME, b"a picture")


def test_pictures_live_in_the_bucket_when_it_is_set(
    app: Flask, author: CheckingClient, client: CheckingClient, bucket_url: str, tmp_path: Path
) -> None:
    before = app.extensions["objects"]
    app.extensions["objects"] = BucketStore(bucket_url)
    try:
        picture = add(author, photo(600, 300))
        make_all()
        for name in picture.picture.names:
            answer = client.get(f"/pictures/{name}")
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert client.get("/pictures/0123456789abcdef-480.avif").status_code == 404
        assert not before.exists(picture.master)
    finally:
        app.extensions["objects"] = before


def test_the_setting_chooses_the_store(environ: dict[str, str], bucket_url: str) -> None:
    from frontdesk.app import create_app

    found = create_app(load_settings({**environ, "MEDIA_URL": bucket_url}))
    assert isinstance(found.extensions["objects"], BucketStore)
    with create_app(load_settings(environ)).app_context():
        assert isinstance(objects.store(), FolderStore)


@pytest.mark.parametrize(
    "url",
    ["pictures", "https://key:secret@host/bucket", "s3://host/bucket", "s3://key:secret@host"],
)
def test_a_setting_that_names_no_bucket_stops_the_start(environ: dict[str, str], url: str) -> None:
    with pytest.raises(SettingsError, match="MEDIA_URL must be"):
        load_settings({**environ, "MEDIA_URL": url})
