"""Captured mail in development: read as pages, and answered as its reader would."""

import pytest

from frontdesk.core import audit
from frontdesk.core.mail import outbox
from tests.mail.sample import ALICE, BOB, queue, with_sample

pytestmark = pytest.mark.one_database


@pytest.fixture
def app(app):
    app.extensions["inbox_handlers"] = []
    return app


def sent(to: str = ALICE, **options) -> str:
    """The name of a mail that was just captured."""
    mail = queue(to, options.pop("context", None), **options)
    outbox.deliver_due()
    return mail.message_id.strip("<>")


def test_captured_mail_is_listed_newest_first(app, client):
    sent(context={"subject": "The first"})
    sent(BOB, context={"subject": "The second"})

    page = client.get("/dev/mail").text

    assert page.index("The second") < page.index("The first")
    assert ALICE in page and BOB in page


def test_an_empty_list_says_so(app, client):
    assert "none yet" in client.get("/dev/mail").text


def test_a_mail_is_shown_with_its_links(app, client):
    page = client.get(f"/dev/mail/{sent()}").text

    assert '<a href="http://localhost/privacy">http://localhost/privacy</a>.' in page
    assert "Auto-Submitted" in page


def test_what_a_mail_says_is_escaped(app, client):
    name = sent(context={"name": "<script>alert(1)</script>", "subject": "<b>bold</b>"})

    page = client.get(f"/dev/mail/{name}").text

    assert "<script>alert" not in page and "<b>bold" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["missing", "..", "..%2f..%2fsecret_key", ".hidden"])
def test_no_other_file_is_shown(app, client, name):
    sent()

    assert client.get(f"/dev/mail/{name}").status_code in (404, 405)


def test_a_reply_takes_the_same_way_in_as_a_real_one(app, client):
    taken = []
    app.extensions["inbox_handlers"].append(lambda _session, mail: taken.append(mail) or True)
    name = sent(reply_to="support+a-tag@site.example")

    answer = client.post(f"/dev/mail/{name}/reply", data={"reply": "I agree"})

    (mail,) = taken
    assert answer.status_code == 303
    assert (mail.sender, mail.tag, mail.reply_text) == (ALICE, "a-tag", "I agree")
    assert mail.in_reply_to == f"<{name}>"
    assert mail.authenticated and mail.automatic is None
    assert "The reply was filed." in client.get(answer.location).text


def test_a_reply_that_nobody_takes_says_why(app, client):
    answer = client.post(f"/dev/mail/{sent()}/reply", data={"reply": "Hello"})

    assert "set aside: it belongs to no request" in client.get(answer.location).text
    assert audit.latest() == []


@pytest.mark.parametrize(
    "settings",
    [
        {"SMTP_URL": "smtp://127.0.0.1:1"},
        {
            "ENVIRONMENT": "production",
            "BASE_URL": "https://www.site.example",
            "SMTP_URL": "smtp://127.0.0.1:1",
        },
    ],
)
def test_the_pages_exist_only_where_mail_is_captured(make_app, settings):
    application = with_sample(make_app(**settings))

    assert "dev_mail" not in application.blueprints
