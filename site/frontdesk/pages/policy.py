"""The privacy policy: every version that was ever in force, each known by its text's SHA-256.

A customer's agreement names one version, so a version is never edited once it is in force: a change
is a new file in content/policy/.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from flask import Flask, current_app
from markupsafe import Markup

from frontdesk.core import clock
from frontdesk.core.content import CONTENT, ContentError, Fields, a_date, load_post
from frontdesk.core.markdown import render

FOLDER = CONTENT / "policy"


@dataclass(frozen=True)
class Policy:
    """One version; `sha256` is that of `text` in UTF-8 with LF line ends."""

    version: str
    effective: date
    title: str
    summary: str
    law: tuple[str, ...]
    text: str
    sha256: str
    html: Markup


@dataclass(frozen=True)
class EarlierPolicy:
    """A policy from before this site, of which it holds no text."""

    title: str
    description: str


def init_app(app: Flask) -> None:
    app.extensions["policies"] = load_policies()
    app.extensions["earlier_policies"] = load_earlier()


def current(now: datetime | None = None) -> Policy:
    """The version in force: the newest that has come into effect, by London's calendar."""
    today = clock.london(now or clock.now()).date()
    in_force = [policy for policy in history() if policy.effective <= today]
    if not in_force:
        raise LookupError("No version of the privacy policy is in force.")
    return in_force[0]


def next_change(now: datetime | None = None) -> datetime | None:
    """When the next version comes into force: the beginning of its day in London."""
    today = clock.london(now or clock.now()).date()
    coming = [policy.effective for policy in history() if policy.effective > today]
    return datetime.combine(min(coming), time(), clock.LONDON) if coming else None


def version(name: str) -> Policy | None:
    """The version of this name, in force or not."""
    return next((policy for policy in history() if policy.version == name), None)


def history() -> list[Policy]:
    """Every version, the newest first."""
    policies: list[Policy] = current_app.extensions["policies"]
    return sorted(policies, key=lambda policy: (policy.effective, policy.version), reverse=True)


def earlier() -> list[EarlierPolicy]:
    """Policies from before this site."""
    found: list[EarlierPolicy] = current_app.extensions["earlier_policies"]
    return found


def load_policies(folder: Path = FOLDER) -> list[Policy]:
    """Every version in the folder. Raises ContentError, also when none is in force today."""
    policies: dict[str, Policy] = {}
    for path in sorted(folder.glob("*.md")):
        policy = _load(path)
        if policy.version in policies:
            raise ContentError(path, 1, f"version {policy.version} is there twice")
        policies[policy.version] = policy
    today = clock.london(clock.now()).date()
    if not any(policy.effective <= today for policy in policies.values()):
        raise ContentError(folder, 1, "no version of the privacy policy is in force today")
    return list(policies.values())


def load_earlier(folder: Path = FOLDER / "earlier") -> list[EarlierPolicy]:
    """Policies from before this site, by file name. Raises ContentError."""
    return [_load_earlier(path) for path in sorted(folder.glob("*.md"))]


def make_policy(fields: Fields, text: str) -> Policy:
    """A version from its front matter and its text."""
    policy = Policy(
        version=_version_name(fields),
        effective=a_date(fields, "effective"),
        title=fields.take("title", str),
        summary=fields.take("summary", str),
        law=fields.texts("law"),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        html=render(text),
    )
    fields.finish()
    return policy


def _load(path: Path) -> Policy:
    fields, text = load_post(path)
    policy = make_policy(fields, text)
    if path.stem != policy.version:
        raise fields.error("version", f"version {policy.version} must be in {policy.version}.md")
    return policy


def _version_name(fields: Fields) -> str:
    name = fields.take("version", str)
    if not re.fullmatch(r"\d{4}-\d{2}(-\d{1,2})?", name):
        raise fields.error("version", 'version must be a year and month, such as "2026-11"')
    return name


def _load_earlier(path: Path) -> EarlierPolicy:
    fields, text = load_post(path)
    entry = EarlierPolicy(fields.take("title", str), text.strip())
    fields.finish()
    return entry
