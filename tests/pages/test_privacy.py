"""The privacy policy: its versions, and every promise it must hold."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.pages import policy
from frontdesk.pages.policy import Policy
from tests.client import CheckingClient

PROMISES = {
    "how information arrives": "fill in a form on this site, write to us, ask somebody to pass",
    "estimates": "produce estimates for the items you ask for",
    "calls, and why": "consistent, to prevent or detect fraud, and for training",
    "calls announced": "you are told at the start of the call",
    "traffic": "Traffic patterns and site usage help us to design the site",
    "nothing counted yet": "does not count visits yet",
    "enhancements": "new services, software enhancements and special offers",
    "no list sold": "No list is ever sold or published to a third party",
    "support over a link": "at times over a secure remote link",
    "objection by post": "13 Sovereign Park, Coronation Road, Park Royal, London NW10 7QP",
    "objection by form": "opt-out form",
    "objection honoured": "nobody is written to for marketing",
    "law": "Data Protection Act 2018, as amended by the Data (Use and Access) Act 2025",
    "law of e-mail": "Privacy and Electronic Communications Regulations 2003",
    "registration": "Z1221461",
    "talk first": "First we talk the problem through with you and look in the knowledge base",
    "our own link": "a link on our own site",
    "each asked for": "asked for separately, never assumed, and only as needed",
    "policy sent": "by e-mail, web or fax, and you confirm to us that you have read it",
    "one session": "in force for one remote session only",
    "authority": "No session, software upgrade or initial set-up is attempted before you are",
    "only the customer": "Only you can initiate a session, never our representative",
    "five minutes": "must commence within 5 minutes of your request",
    "random keys": "generated at random, anew for each session, for both participants",
    "encryption": "encrypted from end to end",
    "which encryption": "DTLS-SRTP and 128-bit AES or better, and compressed",
    "declining": "decline the start of sharing or viewing, decline the initial download",
    "refuse a file": "refuse a file, and end it all at any time",
    "mouse": "take them back at any moment by moving the mouse",
    "sees only": "sees only what you see, and only what you permit",
    "documents": "asked for permission and asked to close all documents",
    "after the end": "we cannot connect again",
    "new request": "A further session needs a new request by you",
    "nothing saved": "No information from your site is downloaded or saved",
    "on site": "you check and watch its use at all times",
    "viruses": "Files are checked for viruses regularly",
    "download warning": "a standard warning when a program is downloaded",
    "complaint": "We acknowledge a complaint within 30 days",
    "regulator": "Information Commissioner",
}


def made_up(name: str, effective: date) -> Policy:
    text = f"The text of {name}.\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(
        policy.load_policies()[0], version=name, effective=effective, text=text, sha256=digest
    )


@pytest.mark.parametrize("promise", PROMISES.values(), ids=PROMISES.keys())
@pytest.mark.one_database
def test_the_policy_promises(promise: str, client: CheckingClient) -> None:
    assert promise in client.text("/privacy")


def test_it_shows_the_fingerprint_of_its_text(client: CheckingClient) -> None:
    current = policy.current()
    assert current.sha256 == hashlib.sha256(current.text.encode("utf-8")).hexdigest()
    assert "\r" not in current.text
    words = client.text("/privacy")
    assert current.sha256 in words
    assert f"Fingerprint {current.sha256[:12]}" in words


def test_the_fingerprint_does_not_depend_on_the_line_ends_of_the_file(tmp_path: object) -> None:
    [source] = policy.FOLDER.glob(f"{policy.load_policies()[0].version}.md")
    folder = tmp_path / "policy"  # type: ignore[operator]
    folder.mkdir()
    (folder / source.name).write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    assert policy.load_policies(folder)[0].sha256 == policy.load_policies()[0].sha256


def test_every_version_keeps_its_address(app: Flask, client: CheckingClient) -> None:
    app.extensions["policies"] = [
        made_up("2020-01", date(2020, 1, 1)),
        made_up("2021-01", date(2021, 1, 1)),
    ]
    assert "version 2021-01" in client.get("/privacy").text
    assert "version 2020-01" in client.get("/privacy/2020-01").text


def test_a_version_that_never_was_is_not_found(client: CheckingClient) -> None:
    assert client.get("/privacy/1066-10").status_code == 404


def test_a_version_comes_into_force_at_midnight_in_london(app: Flask) -> None:
    today = clock.london(clock.now()).date()
    old, new = made_up("2020-01", date(2020, 1, 1)), made_up("2999-01", today + timedelta(days=1))
    app.extensions["policies"] = [new, old]
    assert policy.current() == old
    with clock.shifted(timedelta(days=1)):
        assert policy.current() == new
    assert policy.version("2999-01") == new


def test_the_history_lists_the_newest_first_and_the_earlier_basis_last(
    app: Flask, client: CheckingClient
) -> None:
    app.extensions["policies"] = [
        made_up("2020-01", date(2020, 1, 1)),
        made_up("2021-01", date(2021, 1, 1)),
    ]
    words = client.text("/privacy/history")
    first, second = words.index("Version 2021-01"), words.index("Version 2020-01")
    assert first < second < words.index("Data Protection Act 1998")
    assert words.count("In force") == 1
