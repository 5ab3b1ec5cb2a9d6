"""Whether our mail server vouches that a mail comes from the domain its From header names.

Anybody can write an Authentication-Results header. Receiving servers put theirs on top and remove
others that bear their name (RFC 8601, section 5), so only the first one in the mail is read, and
only when it bears our server's name.
"""

from email.message import Message
from functools import lru_cache

from authres import AuthenticationResultsHeader, AuthResError
from publicsuffixlist import PublicSuffixList

from frontdesk.core.mail.addresses import ascii_domain, domain_of, single

LONGEST = 8000


def aligned(mail: Message, authserv_id: str | None) -> tuple[bool, str]:
    """Whether the sender's domain is vouched for, and by what, in words fit to be kept."""
    senders = mail.get_all("From") or []
    sender = single(str(senders[0])) if len(senders) == 1 else None
    if sender is None:
        return False, "the mail does not name exactly one sender"
    if not authserv_id:
        return False, "no mail server is set whose word counts"
    results = _results(mail, authserv_id)
    if results is None:
        return False, f"the first Authentication-Results header is not by {authserv_id}"
    proof = _proof(results, domain_of(sender))
    return (True, f"{proof}, says {authserv_id}") if proof else (False, "no aligned result")


def organisational_domain(domain: str) -> str:
    """What a registrant holds: example.co.uk for mail.example.co.uk. A bare suffix is itself."""
    return _suffixes().privatesuffix(domain) or domain


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _results(mail: Message, authserv_id: str) -> list[tuple[str, str, dict[str, str]]] | None:
    """Method, result and properties from the first header; None when it is not our server's."""
    text = " ".join(str(mail.get("Authentication-Results", "")).split())
    if not text or len(text) > LONGEST:
        return None
    try:
        header = AuthenticationResultsHeader.parse(f"Authentication-Results: {text}")
    except (AuthResError, ValueError, RecursionError):
        return None
    if (header.authserv_id or "").lower() != authserv_id.lower():
        return None
    return [
        (
            result.method,
            result.result,
            {f"{p.type}.{p.name}": p.value or "" for p in result.properties},
        )
        for result in header.results
        if hasattr(result, "method")
    ]


def _proof(results: list[tuple[str, str, dict[str, str]]], domain: str) -> str | None:
    if any(method == "dmarc" and result == "fail" for method, result, _ in results):
        return None
    for method, result, properties in results:
        named = _vouched_domain(method, properties)
        if result != "pass" or not named:
            continue
        exact = method == "dmarc"
        if named == domain or (
            not exact and organisational_domain(named) == organisational_domain(domain)
        ):
            return f"{method}=pass for {named}"
    return None


def _vouched_domain(method: str, properties: dict[str, str]) -> str:
    names = {
        "dmarc": ("header.from",),
        "dkim": ("header.d", "header.i"),
        "spf": ("smtp.mailfrom",),
    }.get(method, ())
    found = next((properties[name] for name in names if properties.get(name)), "")
    return ascii_domain(found.rpartition("@")[2])
