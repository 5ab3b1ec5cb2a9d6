"""Helping two browsers find each other: connection messages, and relay credentials that expire."""

import base64
import hashlib
import hmac
import json
from typing import Any

from flask import abort, current_app

from frontdesk.core import clock
from frontdesk.remote.models import RemoteSession
from frontdesk.settings import Settings

MOST = 50
LARGEST = 64_000
CREDENTIAL_SECONDS = 3600


def servers(row: RemoteSession) -> list[dict[str, Any]]:
    """RTCIceServer records. Relay credentials are coturn's REST kind: they name the session, and
    die by themselves; a connection that stands does not need them again."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.turn_url or not settings.turn_secret:
        return []
    user = f"{int(clock.now().timestamp()) + CREDENTIAL_SECONDS}:{row.id}"
    digest = hmac.digest(settings.turn_secret.encode(), user.encode(), hashlib.sha1)
    return [
        {
            "urls": settings.turn_url,
            "username": user,
            "credential": base64.b64encode(digest).decode(),
        }
    ]


def dump(data: Any) -> str:
    """A connection message as text; one that is too large, or no JSON to a browser, is refused."""
    try:
        text = json.dumps(data, allow_nan=False)
    except (ValueError, RecursionError):
        abort(400)
    return text if len(text) <= LARGEST else abort(413)


def load(text: str) -> Any:
    return json.loads(text)
