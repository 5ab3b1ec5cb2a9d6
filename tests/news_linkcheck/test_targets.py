"""Where a link check never goes."""

import ipaddress

import httpx
import pytest

from frontdesk.news.linkcheck.fetch import MALFORMED, try_link
from frontdesk.news.linkcheck.outcome import State
from frontdesk.news.linkcheck.targets import Refused, is_public, target

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.255.0.9",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "localhost",
        "0.0.0.0",  # noqa: S104  (an address to refuse)
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd12:3456::1]",
        "[ff02::1]",
        "[ff0e::1]",
        "[2001:db8::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::1]",
        "[2002:a9fe:a9fe::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    ],
)
def test_private_addresses_are_refused_however_they_are_written(host: str) -> None:
    found = try_link(f"http://{host}/", NOBODY, "https://www.site.example")
    # What an address may not look like at all is not even looked up.
    assert found.state is State.REFUSED or found == MALFORMED
    assert found.status is None


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://1.1.1.1:22/",
        "http://1.1.1.1:8080/",
        "https://1.1.1.1:6379/",
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
        "http://me:secret@1.1.1.1/",
        "http:///path",
    ],
)
def test_other_ports_schemes_and_passwords_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        target(httpx.URL(url), NOBODY)


@pytest.mark.parametrize("url", ["http://1.1.1.1/", "https://1.1.1.1:443/", "http://1.1.1.1:80/x"])
def test_the_webs_own_ports_are_fine(url: str) -> None:
    assert target(httpx.URL(url), NOBODY).address == "1.1.1.1"


def test_what_an_operator_allows_is_that_port_of_that_host_alone() -> None:
    allowed = frozenset({"127.0.0.1:8080"})
    assert target(httpx.URL("http://127.0.0.1:8080/"), allowed).address == "127.0.0.1"
    for url in ("http://127.0.0.1/", "http://127.0.0.1:8081/", "http://127.0.0.2:8080/"):
        with pytest.raises(Refused):
            target(httpx.URL(url), allowed)
