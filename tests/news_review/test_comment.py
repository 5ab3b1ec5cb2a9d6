"""Commenting on a draft by a preview link."""

import pytest

from frontdesk.core.db import db
from frontdesk.news.review import actions, store
from frontdesk.news.review.models import LONGEST_COMMENT
from frontdesk.news.review.panel import panel
from frontdesk.staff.models import Staff
from tests.client import CheckingClient
from tests.news.writing import AUTHOR, found
from tests.news_review.links import CLIENT, a_preview
from tests.outbox import outbox_mail

BUTTON = "Send the comment"


def test_it_is_kept_told_to_the_author_and_shown_back(client: CheckingClient) -> None:
    link, token = a_preview()
    form = client.form(f"/preview/{token}", BUTTON)
    answer = form.submit(comment="Our name is\nThe Hill Theatre.", follow_redirects=True)
    assert "The Hill Theatre." in answer.text
    [remark] = panel(found(link.story_id)).remarks
    assert (remark.who, remark.text) == (CLIENT, "Our name is\nThe Hill Theatre.")
    [mail] = outbox_mail("news_commented")
    assert mail.recipient == AUTHOR[0]
    assert "The Hill Theatre." in (mail.text or "")


def test_marks_of_html_stay_words(client: CheckingClient) -> None:
    _, token = a_preview()
    form = client.form(f"/preview/{token}", BUTTON)
    answer = form.submit(comment="<b>bold</b> <script>", follow_redirects=True)
    assert "&lt;b&gt;bold&lt;/b&gt; &lt;script&gt;" in answer.text
    assert "<b>bold" not in (outbox_mail("news_commented")[0].html or "")


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        (" \n ", "Please write something first"),
        ("x" * (LONGEST_COMMENT + 1), "at most 4,000 characters"),
        ("a\x0bb", "cannot be shown"),
    ],
)
def test_what_cannot_be_kept_is_told_and_not_lost(
    client: CheckingClient, comment: str, told: str
) -> None:
    link, token = a_preview()
    answer = client.form(f"/preview/{token}", BUTTON).submit(comment=comment)
    assert answer.status_code == 422
    assert told in answer.text
    assert comment.strip() in client.form_in(answer, BUTTON).values["comment"]
    assert store.comments(link.story_id) == []


def test_the_same_form_twice_counts_once(client: CheckingClient) -> None:
    link, token = a_preview()
    form = client.form(f"/preview/{token}", BUTTON)
    for _ in range(2):
        assert form.submit(comment="A comma is missing.").status_code == 303
    assert len(store.comments(link.story_id)) == len(outbox_mail("news_commented")) == 1


def test_a_link_takes_so_many_remarks_and_no_more(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_COMMENTS", 1)
    link, token = a_preview()
    for status in (303, 422):
        answer = client.form(f"/preview/{token}", BUTTON).submit(comment="A comma is missing.")
        assert answer.status_code == status
    assert "Please telephone us" in answer.text
    assert len(store.comments(link.story_id)) == 1


def test_without_an_author_whoever_made_the_link_is_told(client: CheckingClient) -> None:
    link, token = a_preview()
    found(link.story_id).author_id = None
    db.session.commit()
    client.form(f"/preview/{token}", BUTTON).submit(comment="Hello.")
    assert outbox_mail("news_commented")[0].recipient == "sam@site.example"


def test_who_has_left_gets_no_mail(client: CheckingClient) -> None:
    link, token = a_preview()
    db.session.query(Staff).update({"active": False})
    db.session.commit()
    client.form(f"/preview/{token}", BUTTON).submit(comment="Hello.")
    assert outbox_mail("news_commented") == []
    assert len(store.comments(link.story_id)) == 1
