"""Where a link check may go: to public servers on the web's own ports, and nowhere else.

Whoever writes a link chooses where our server connects to, and our server stands inside walls that
the writer may not pass. So every address that a name stands for must be public, and the connection
goes to exactly the address that was looked at: a second look-up could tell another.
"""

import ipaddress
import socket
from dataclasses import dataclass

import httpx

PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(Exception):
    """We do not go there; the message says why, in words."""


class NoSuchHost(Exception):
    """The name stands for no address."""


@dataclass(frozen=True)
class Target:
    """An address to fetch, and the IP address that it has been found to stand for."""

    url: httpx.URL
    address: str

    @property
    def pinned(self) -> httpx.URL:
        """The same URL with the IP address in the name's place."""
        return self.url.copy_with(host=self.address)

    @property
    def host(self) -> str:
        return self.url.raw_host.decode("ascii")


def target(url: httpx.URL, allowed: frozenset[str]) -> Target:
    """Look the address up and judge it. Raises Refused and NoSuchHost.

    `allowed` holds host:port pairs that an operator has let in, wherever they lead.
    """
    if url.scheme not in PORTS or not url.host:
        raise Refused("it is not an address of the web.")
    if url.userinfo:
        raise Refused("it carries a password.")
    port = url.port or PORTS[url.scheme]
    host = url.raw_host.decode("ascii")
    found = _looked_up(host, port)
    if f"{host}:{port}" not in allowed:
        if port not in PORTS.values():
            raise Refused("it asks for a port that web sites don't use.")
        if not all(map(is_public, found)):
            raise Refused("it leads into a private network.")
    return Target(url, str(found[0]))


def is_public(address: Address) -> bool:
    """Whether the address is on the open internet, also where it wraps another."""
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _wrapped(address: Address) -> Address | None:
    """The IPv4 address that an IPv6 address stands for, in any of the ways there are."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _looked_up(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as wrong:
        raise NoSuchHost(host) from wrong
    # A scope such as %eth0 belongs to addresses of the own network, which are refused anyway.
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
