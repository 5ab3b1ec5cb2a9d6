"""Two people write one story at the same time: nothing is overwritten and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from frontdesk.news import actions, stories
from frontdesk.news.errors import StaleVersion
from frontdesk.news.models import Kind
from tests.client import CheckingClient
from tests.factories import a_member
from tests.news.writing import AUTHOR, CONTENT, EDITOR, a_story, found


@pytest.fixture
def ash(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff(*AUTHOR, "author")


@pytest.fixture
def ellis(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    return make_staff(*EDITOR, "editor")


def test_the_second_sees_both_texts_and_makes_one(
    ash: CheckingClient, ellis: CheckingClient
) -> None:
    address = f"/staff/news/{a_story().id}"
    of_ash = ash.form(address, "Save draft")
    of_ellis = ellis.form(address, "Save, as chosen above")
    of_ash.submit(title="The title of Ash", place="Margate")
    answer = of_ellis.submit(title="The title of Ellis", body="What Ellis wrote.")
    assert answer.status_code == 409
    assert "Ash Quinn changed this while you were writing" in answer.text
    form = ellis.form_in(answer, "Make one text of these")
    # Only the title was changed by both; of the rest the change is chosen already.
    assert form.values["place"] == "theirs"
    assert form.values["body"] == "yours"
    assert form.submit(title="theirs").status_code == 303
    content = found(int(address.rsplit("/", 1)[1])).content
    assert content.title == "The title of Ash"
    assert content.place == "Margate"
    assert content.body == "What Ellis wrote."


def test_both_bodies_can_follow_each_other(ash: CheckingClient, ellis: CheckingClient) -> None:
    number = a_story().id
    of_ellis = ellis.form(f"/staff/news/{number}", "Save, as chosen above")
    ash.form(f"/staff/news/{number}", "Save draft").submit(body="What Ash wrote.")
    answer = of_ellis.submit(body="What Ellis wrote.")
    ellis.form_in(answer, "Make one text of these").submit(body="both")
    assert found(number).content.body == "What Ash wrote.\n\nWhat Ellis wrote."


def test_a_third_change_meanwhile_is_a_conflict_again(
    ash: CheckingClient, ellis: CheckingClient
) -> None:
    number = a_story().id
    of_ellis = ellis.form(f"/staff/news/{number}", "Save, as chosen above")
    ash.form(f"/staff/news/{number}", "Save draft").submit(title="First")
    answer = of_ellis.submit(title="Of Ellis")
    ash.form(f"/staff/news/{number}", "Save draft").submit(title="Second")
    again = ellis.form_in(answer, "Make one text of these").submit()
    assert again.status_code == 409
    assert "Second" in again.text
    assert found(number).content.title == "Second"


def test_what_came_too_late_is_in_the_history_once(app: Flask) -> None:
    story = a_story()
    number, version = story.id, story.version
    ash, ellis = a_member(*AUTHOR), a_member(*EDITOR)
    actions.save(number, version, replace(CONTENT, title="First"), ash)
    late = replace(CONTENT, title="Late")
    for _ in range(2):
        with pytest.raises(StaleVersion) as refused:
            actions.save(number, version, late, ellis, Kind.AUTOSAVE)
    assert (refused.value.yours, refused.value.who) == (late, "Ash Quinn")
    assert [r.kind for r in stories.history(number)] == ["conflict", "save", "save"]
    kept = stories.revision(number, refused.value.kept)
    assert kept
    assert kept.content == late


def test_the_same_text_twice_is_no_conflict(app: Flask) -> None:
    story = a_story()
    number, version = story.id, story.version
    new = replace(CONTENT, title="New")
    first = actions.save(number, version, new, a_member())
    assert actions.save(number, version, new, a_member()) == first
    assert len(stories.history(number)) == 2


def test_who_changed_nothing_takes_the_place_of_nobody(app: Flask) -> None:
    story = a_story()
    number, version = story.id, story.version
    same = actions.publish(number, version, story.content, a_member())
    # The text is as it was, so whoever has the page of before may go on from it.
    after = actions.save(number, version, replace(CONTENT, title="New"), a_member())
    assert after > same
