"""Reading what strangers send: its words, its sender, and what is left out."""

from email import message_from_bytes
from email.policy import default

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.core.mail.reading import Malformed, read, text_of_html, unquoted
from frontdesk.settings import load_settings
from tests.mail.messages import ALICE, incoming
from tests.services.mail import AUTHSERV_ID

pytestmark = pytest.mark.one_database

QUOTE = "On Mon, 23 Nov 2026 at 10:00, Jayex <support@site.example> wrote:\n> Please reply.\n"


@pytest.fixture
def app(make_app):
    application = make_app(AUTHSERV_ID=AUTHSERV_ID)
    with application.app_context():
        yield application


def test_a_mail_is_read(app):
    mail = read(incoming("I agree\n\n" + QUOTE, In_Reply_To="<one@site.example>"))

    assert mail.tag == "r-tag-1"
    assert (mail.sender, mail.sender_name) == (ALICE, "Alice Reed")
    assert mail.subject == "Re: Your request"
    assert mail.in_reply_to == "<one@site.example>"
    assert mail.message_id.endswith("@customer.example>")
    assert mail.reply_text == "I agree"
    assert "Please reply." in mail.text
    assert mail.automatic is None
    assert mail.authenticated


@pytest.mark.parametrize(
    ("headers", "tag"),
    [
        ({"to": "Support <SUPPORT+R-Tag-1@Site.Example>"}, "r-tag-1"),
        ({"to": "x@elsewhere.example", "Cc": "support+other@site.example"}, "other"),
        ({"to": "x@elsewhere.example", "Delivered_To": "support+other@site.example"}, "other"),
        ({"to": "x@elsewhere.example", "X_Original_To": "support+other@site.example"}, "other"),
        ({"to": "support@site.example"}, None),
        ({"to": "support+tag@site.example.elsewhere.example"}, None),
        ({"to": "other-support+tag@site.example"}, None),
    ],
)
def test_the_tag_comes_from_our_own_address_only(app, headers, tag):
    assert read(incoming(**headers)).tag == tag


def test_words_of_any_character_set_are_read(app):
    raw = incoming("x").replace(b"x\n", "Grüße".encode("latin-1") + b"\n")
    raw = raw.replace(b'charset="utf-8"', b'charset="iso-8859-1"')

    assert read(raw).reply_text == "Grüße"


def test_an_unknown_character_set_is_read_as_far_as_it_goes(app):
    raw = incoming("I agree").replace(b'charset="utf-8"', b'charset="x-klingon"')

    assert read(raw).reply_text == "I agree"


def test_nothing_that_a_database_refuses_is_left_in(app):
    raw = incoming("nul \\ here").replace(b"\\", b"\x00\xff\xed\xa0\x80")
    raw = raw.replace(b"Re: Your request", b"Re: \x00 =?utf-8?q?a=00=0Ab?=")
    mail = read(raw)

    for words in (mail.text, mail.reply_text, mail.subject):
        assert "\x00" not in words
        words.encode()
    assert "\n" not in mail.subject


def test_a_mail_in_html_alone_becomes_text(app):
    raw = incoming("x", subject="html").replace(b"text/plain", b"text/html")
    html = "<style>p{}</style><p>I&nbsp;agree</p><blockquote>Please reply</blockquote>"
    mail = read(raw.replace(b"x\n", html.encode() + b"\n"))

    assert mail.reply_text == "I agree"
    assert "> Please reply" in mail.text


def test_attachments_are_named_and_left_out(app):
    whole = message_from_bytes(incoming("See the plan"), policy=default)
    whole.add_attachment(b"%PDF" * 5000, maintype="application", subtype="pdf", filename="plan.pdf")
    mail = read(whole.as_bytes())

    assert mail.attachments == ("[attachment left out: plan.pdf, 20 kB]",)
    assert mail.text == "See the plan\n[attachment left out: plan.pdf, 20 kB]"
    assert mail.reply_text == "See the plan"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("I agree", "I agree"),
        (f"I agree\n\n{QUOTE}", "I agree"),
        (f"I agree\n\n{QUOTE}\nbut not before Friday", "I agree\n\nbut not before Friday"),
        ("> Please reply\nI agree", "I agree"),
        ("I agree\n-- \nAlice Reed\nSurgery", "I agree"),
        ("I agree\n--\nbut not yet", "I agree\n--\nbut not yet"),
        ("I agree\n- but not before Friday", "I agree\n- but not before Friday"),
        ("I agree\nThanks,\nbut not yet", "I agree\nThanks,\nbut not yet"),
        ("I agree\nOn condition that you do as you wrote:\nx", None),
        ("I agree\nFrom: Monday\nTo: Friday", None),
        (
            "I agree\n\n________________________________\nFrom: Jayex <support@site.example>\n"
            "Sent: 23 November 2026 10:00\nTo: Alice\nSubject: Your request\n\nPlease reply.",
            "I agree",
        ),
        ("I agree\n\n-----Original Message-----\nPlease reply.", "I agree"),
    ],
)
def test_only_what_is_surely_quoted_is_left_out(text, own):
    assert unquoted(text) == (text if own is None else own)


def test_html_is_read_line_by_line():
    html = "<div>I <b>agree</b></div><div>Alice<br>Reed</div><script>x()</script>"

    assert text_of_html(html) == "I agree\nAlice\nReed"


MALFORMED = {
    "very many parts": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\n\nx\n" * 10_000
    + b"--b--\n",
    "parts within parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
    ),
    "a header without end": b"Subject: " + b"x" * 50_000_000,
    "a header of many lines": b"X: y\n" * 100_000,
    "eleven megabytes": b"Subject: x\n\n" + b"x" * 11_000_000,
}


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_cannot_be_read_is_refused(app, raw):
    with pytest.raises(Malformed):
        read(raw)


ODD = [
    b"",
    b"\x00" * 100,
    b"\xff\xfe" * 100,
    b"From: \xff\xfe\n\n",
    b"Content-Type: multipart/mixed\n\nno boundary",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b",
    b"Content-Type: text/plain; charset=\x00\n\nx",
    b"Content-Type: text/plain; charset=rot13\n\nx",
    b"Content-Type: message/rfc822\n\nFrom: a@b.example\n\nx",
    b"Content-Type: ////;;;\n\nx",
    b"Content-Transfer-Encoding: base64\n\n!!!!",
    b"Content-Transfer-Encoding: x-uuencode\n\nbegin 666 \xff\nx",
    b"Subject: =?utf-8?b?!!!?= =?x?q?=ZZ?=\n\nx",
    b"Content-Type: text/html\n\n" + b"<div>" * 20_000,
    b"Content-Type: text/html\n\n" + b"<!--" * 20_000,
    b"From: " + b"<" * 50_000 + b"\n\nx",
    b"From: " + b'"\\' * 50_000 + b"\n\nx",
    b"Subject: x\n\nOn " + b"a " * 50_000,
    b"Content-Disposition: attachment; filename*=utf-8''%ff%00%zz\n\nx",
    b"Content-Disposition: attachment; filename*0*=x; filename*9999999=y\n\nx",
]


@pytest.mark.parametrize("raw", ODD, ids=range(len(ODD)))
def test_odd_mail_is_read_or_refused_and_nothing_else(app, raw):
    try:
        mail = read(raw)
    except Malformed:
        return
    assert mail.authenticated is False
    "".join([mail.text, mail.reply_text, mail.subject, mail.sender, mail.sender_name]).encode()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw):
    application = Flask("reading")
    application.extensions["settings"] = load_settings({"INSTANCE_PATH": "/tmp"})
    with application.app_context():
        test_odd_mail_is_read_or_refused_and_nothing_else(application, raw)
