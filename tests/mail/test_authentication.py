"""Whether our mail server vouches for a sender, or somebody else pretends that it does."""

from email import message_from_string

import pytest

from frontdesk.core.mail.authentication import aligned, organisational_domain

OURS = "mx.site.example"


def judged(*results: str, sender: str = "Alice <alice@customer.example>") -> bool:
    lines = [f"Authentication-Results: {line}" for line in results]
    text = "\n".join([*lines, f"From: {sender}", "", "I agree"])
    return aligned(message_from_string(text), OURS)[0]


@pytest.mark.parametrize(
    "results",
    [
        f"{OURS}; dmarc=pass header.from=customer.example",
        f"{OURS}; DMARC=pass (p=reject) header.from=Customer.Example",
        f"{OURS.upper()}; dmarc=pass header.from=customer.example",
        f"{OURS}; dkim=pass header.d=customer.example",
        f"{OURS}; dkim=pass header.d=mail.customer.example",
        f"{OURS}; dkim=pass header.i=@customer.example",
        f"{OURS}; dkim=fail header.d=customer.example; dkim=pass header.d=customer.example",
        f"{OURS}; spf=pass smtp.mailfrom=bounces@mail.customer.example",
        f"{OURS}; spf=pass smtp.mailfrom=customer.example",
        f"{OURS}; spf=fail smtp.mailfrom=a@b.example; dmarc=pass header.from=customer.example",
        f"{OURS} 1; dkim=pass header.d=customer.example",
    ],
)
def test_an_aligned_pass_counts(results):
    assert judged(results)


@pytest.mark.parametrize(
    "results",
    [
        f"{OURS}; none",
        f"{OURS}; dmarc=fail header.from=customer.example",
        f"{OURS}; dmarc=pass header.from=elsewhere.example",
        f"{OURS}; dmarc=pass header.from=example",
        f"{OURS}; dmarc=pass header.from=other.customer.example",
        f"{OURS}; dmarc=pass",
        f"{OURS}; dkim=pass header.d=elsewhere.example",
        f"{OURS}; dkim=pass header.d=customer.example.elsewhere.example",
        f"{OURS}; dkim=pass header.d=notcustomer.example",
        f"{OURS}; dkim=neutral header.d=customer.example",
        f"{OURS}; spf=pass smtp.helo=customer.example",
        f"{OURS}; spf=softfail smtp.mailfrom=customer.example",
        f"{OURS}; spf=pass smtp.mailfrom=a@elsewhere.example",
        f"{OURS}; dmarc=fail header.from=customer.example; spf=pass smtp.mailfrom=customer.example",
        f"{OURS}; auth=pass smtp.auth=alice@customer.example",
        f"{OURS}.elsewhere.example; dmarc=pass header.from=customer.example",
        "elsewhere.example; dmarc=pass header.from=customer.example",
        f"elsewhere.example (; {OURS}); dmarc=pass header.from=customer.example",
        "dmarc=pass header.from=customer.example",
        f"{OURS}; (((((dmarc=pass",
        f"{OURS}; " + "(" * 3000 + " dmarc=pass header.from=customer.example",
        f"{OURS}; dkim=pass header.d=customer.example" + "; x=pass" * 2000,
        "",
    ],
)
def test_anything_else_does_not(results):
    assert not judged(results)


def test_no_word_at_all_does_not_count():
    assert not judged()


def test_a_forged_result_below_another_server_s_does_not_count():
    forged = f"{OURS}; dmarc=pass header.from=customer.example"

    assert not judged("elsewhere.example; dmarc=fail header.from=customer.example", forged)


def test_a_forged_result_below_our_own_does_not_count():
    forged = f"{OURS}; dmarc=pass header.from=customer.example"

    assert not judged(f"{OURS}; dmarc=fail header.from=customer.example", forged)


@pytest.mark.parametrize(
    "sender",
    [
        "alice@customer.example, mallory@elsewhere.example",
        "alice@customer.example\nFrom: mallory@elsewhere.example",
        "alice@customer.example <mallory@elsewhere.example>",
        "<alice@customer.example> <mallory@customer.example>",
        "alice@customer.example (<mallory@customer.example>)",
        "Friends: alice@customer.example;",
        "Alice",
        "",
    ],
)
def test_there_must_be_exactly_one_sender(sender):
    assert not judged(f"{OURS}; dmarc=pass header.from=customer.example", sender=sender)


def test_a_quoted_name_may_hold_anything():
    sender = '"Reed, Alice <x@elsewhere.example>" <alice@customer.example>'

    assert judged(f"{OURS}; dmarc=pass header.from=customer.example", sender=sender)


def test_without_a_server_to_believe_nothing_counts():
    mail = message_from_string(
        f"Authentication-Results: {OURS}; dmarc=pass header.from=a.example\nFrom: x@a.example\n\n"
    )

    assert aligned(mail, None)[0] is False


def test_the_evidence_says_what_was_proven_and_by_whom():
    mail = message_from_string(
        f"Authentication-Results: {OURS}; dkim=pass header.d=a.example\nFrom: x@a.example\n\n"
    )

    assert aligned(mail, OURS) == (True, f"dkim=pass for a.example, says {OURS}")


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("mail.surgery.nhs.uk", "surgery.nhs.uk"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("co.uk", "co.uk"),
        ("customer.example", "customer.example"),
    ],
)
def test_two_customers_of_one_registry_are_not_one(domain, registered):
    assert organisational_domain(domain) == registered
