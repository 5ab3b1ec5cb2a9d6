"""Where files are kept that belong to no page: one folder, or a store that several machines share.

A file's name begins with what it is for (`masters/…`, `renditions/…`) and holds the hash of its
content or of what it was made from, so a name never shows anything else and writing it twice does
no harm.
"""

import re
import tempfile
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app

from frontdesk.settings import Settings

NAME = re.compile(r"[a-z]+/[0-9a-f]{16}(?:-\d{1,4})?\.[a-z]{3,4}")


class NotKept(KeyError):
    """Nothing is kept under that name."""


class ObjectStore(Protocol):
    """What every store does. A name that is none of ours raises ValueError."""

    def put(self, name: str, content: bytes) -> None:
        """Keep the content under the name: whole or not at all."""

    def get(self, name: str) -> bytes:
        """The content under the name. Raises NotKept."""

    def exists(self, name: str) -> bool:
        """Whether something is kept under the name."""

    def delete(self, name: str) -> None:
        """Keep it no longer; what is not there is passed over."""


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    if settings.media_url:
        app.extensions["objects"] = BucketStore(settings.media_url)
    else:
        app.extensions["objects"] = FolderStore(settings.instance_path / "media")


def store() -> ObjectStore:
    """The store of the running application."""
    found: ObjectStore = current_app.extensions["objects"]
    return found


class FolderStore:
    """Files in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: bytes) -> None:
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            whole = Path(folder) / path.name
            whole.write_bytes(content)
            whole.replace(path)

    def get(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise NotKept(name) from None

    def exists(self, name: str) -> bool:
        return self._path(name).exists()

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / _checked(name)


class BucketStore:
    """Files in a bucket of any service that speaks S3.

    `url` is `s3://key:secret@host:port/bucket?region=…`, or `s3+http://…` without encryption.
    """

    def __init__(self, url: str) -> None:
        # The library is large, and most installations never need it.
        import boto3
        from botocore.config import Config

        parts = urlsplit(url)
        scheme = "http" if parts.scheme == "s3+http" else "https"
        self.bucket = parts.path.strip("/")
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=f"{scheme}://{parts.netloc.rpartition('@')[2]}",
            aws_access_key_id=unquote(parts.username or ""),
            aws_secret_access_key=unquote(parts.password or ""),
            region_name=parse_qs(parts.query).get("region", ["us-east-1"])[0],
            config=Config(
                connect_timeout=5,
                read_timeout=20,
                retries={"mode": "standard", "max_attempts": 3},
                s3={"addressing_style": "path"},
            ),
        )

    def put(self, name: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=_checked(name), Body=content)

    def get(self, name: str) -> bytes:
        try:
            found = self.client.get_object(Bucket=self.bucket, Key=_checked(name))
        except self.client.exceptions.NoSuchKey:
            raise NotKept(name) from None
        content: bytes = found["Body"].read()
        return content

    def exists(self, name: str) -> bool:
        from botocore.exceptions import ClientError

        try:
            self.client.head_object(Bucket=self.bucket, Key=_checked(name))
        except ClientError as wrong:
            if wrong.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                return False
            raise
        return True

    def delete(self, name: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=_checked(name))


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return name
