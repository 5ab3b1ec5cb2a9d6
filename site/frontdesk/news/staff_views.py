"""The news desk: the list of stories, the page on which one is written, and its history."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from frontdesk.core import clock
from frontdesk.news import actions, checklist, forms, history, merging, stories, words
from frontdesk.news.errors import NotNow, NotReady, StaleVersion
from frontdesk.news.forms import AT, KEEP, NOW, NameForm, StoryForm
from frontdesk.news.models import EPOCH, Kind, NewsRevision, NewsStory
from frontdesk.news.states import State, state_of
from frontdesk.news.stories import Key
from frontdesk.staff.member import Member
from frontdesk.staff.security import member, staff_only

news_staff = Blueprint("news_staff", __name__, url_prefix="/staff/news")

LARGEST_ID = 2**31 - 1
Answer = str | tuple[str, int] | Any


@news_staff.get("")
@staff_only("author", "editor")
def index() -> Answer:
    """The stories, the latest change first; `list` is a state, `q` words of the title."""
    wanted = request.args.get("list", "")
    if wanted and wanted not in list(State):
        abort(404)
    sought = request.args.get("q", "")[:200].replace("\0", "")
    before = _key(request.args.get("before"))
    page = stories.page(State(wanted) if wanted else None, sought, before)
    return render_template(
        "news/desk/list.html",
        state=wanted,
        q=sought,
        page=page,
        older=_written(page.older) if page.older else None,
        later=before is not None,
        now=clock.now(),
        words=words,
    )


@news_staff.post("")
@staff_only("author", "editor")
def begin() -> Answer:
    return redirect(url_for("news_staff.page", story=actions.create(member())), 303)


@news_staff.get("/<int:story>")
@staff_only("author", "editor")
def page(story: int) -> Answer:
    found = _found(story)
    if found.deleted_at:
        return render_template("news/desk/deleted.html", **_about(found))
    return _page(found, _form(found))


@news_staff.post("/<int:story>")
@staff_only("author", "editor")
def save(story: int) -> Answer:
    """Save, publish or schedule, as the form's `when` says."""
    found = _found(story)
    form = _form(found)
    if not form.validate():
        return _page(found, form), 422
    try:
        _act(found, form)
    except StaleVersion as stale:
        return _conflict(story, stale), 409
    except NotReady as refused:
        return _not_ready(story, form, refused), 422
    except NotNow as refused:
        flash(str(refused), "warn")
    return _back(story)


@news_staff.post("/<int:story>/autosave")
@staff_only("author", "editor")
def autosave(story: int) -> Answer:
    """JSON: `version`, and `content` as the form's fields by name, each a list of texts."""
    found, sent = _found(story), request.get_json(silent=True)
    version, values = _sent(sent)
    form = StoryForm(found.content, version, _choices(found), values)
    form.validate()
    if form.too_much:
        return {"error": form.too_much}, 422
    try:
        now = actions.save(story, version, form.content(), member(), Kind.AUTOSAVE)
    except StaleVersion as stale:
        both = {"yours": stale.yours.as_json(), "theirs": stale.theirs.as_json()}
        return {**both, "version": stale.version, "who": stale.who}, 409
    except NotNow as refused:
        return {"error": str(refused)}, 422
    return {
        "version": now,
        "saved_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "findings": [asdict(each) for each in checklist.findings(form.content())],
    }


@news_staff.post("/<int:story>/merge")
@staff_only("author", "editor")
def merge(story: int) -> Answer:
    """Make one text of two, field by field as chosen."""
    found = _found(story)
    version = request.form.get("version", -1, type=int)
    kept = _revision(story, request.form.get("kept", -1, type=int))
    seen = _revision(story, version)
    content = merging.chosen(kept.content, seen.content, request.form)
    try:
        actions.save(story, version, content, member())
    except StaleVersion as stale:
        return _conflict(story, stale), 409
    except NotNow as refused:
        flash(str(refused), "warn")
        return _back(story)
    flash("Both texts are one now. Visitors see it when it is published.", "ok")
    return redirect(url_for("news_staff.page", story=found.id), 303)


@news_staff.get("/<int:story>/history")
@staff_only("author", "editor")
def history_page(story: int) -> Answer:
    found = _found(story)
    return render_template(
        "news/desk/history.html",
        spans=history.spans(stories.history(story)),
        every="all" in request.args,
        form=NameForm(),
        **_about(found),
    )


@news_staff.get("/<int:story>/differences")
@staff_only("author", "editor")
def differences(story: int) -> Answer:
    """What changed from one revision to another: `old` and `new` are their numbers. Unless they
    say else, from what visitors see to the newest text."""
    found = _found(story)
    numbers = {"old": found.published_version or 1, "new": found.version}
    pair = [_revision(story, request.args.get(n, d, type=int)) for n, d in numbers.items()]
    old, new = sorted(pair, key=lambda revision: revision.number)
    changes = history.changes(old.content, new.content)
    return render_template(
        "news/desk/differences.html", old=old, new=new, changes=changes, **_about(found)
    )


@news_staff.get("/<int:story>/history/<int:number>")
@staff_only("author", "editor")
def revision(story: int, number: int) -> Answer:
    found, revision = _found(story), _revision(story, number)
    return render_template(
        "news/desk/revision.html",
        revision=revision,
        form=NameForm(data={"name": revision.name}),
        said=[(label, history.said(revision.content, f)) for f, label in history.LABELS.items()],
        **_about(found),
    )


@news_staff.post("/<int:story>/history/<int:number>/name")
@staff_only("author", "editor")
def name(story: int, number: int) -> Answer:
    form = NameForm()
    if not form.validate():
        flash("Please use a shorter name.", "warn")
    else:
        _try(lambda: actions.name_revision(story, number, form.name.data or "", member()))
    return redirect(url_for("news_staff.history_page", story=story), 303)


@news_staff.post("/<int:story>/history/<int:number>/restore")
@staff_only("author", "editor")
def restore(story: int, number: int) -> Answer:
    def act() -> None:
        actions.restore(story, _version(), number, member())
        flash("That text is back. Visitors see it when it is published.", "ok")

    return _try(act, story)


@news_staff.post("/<int:story>/unpublish")
@staff_only("editor")
def unpublish(story: int) -> Answer:
    def act() -> None:
        actions.unpublish(story, _version(), member())
        flash("It is off the site.", "ok")

    return _try(act, story)


@news_staff.get("/<int:story>/delete")
@staff_only("author", "editor")
def ask_to_delete(story: int) -> Answer:
    return render_template("news/desk/delete.html", form=FlaskForm(), **_about(_found(story)))


@news_staff.post("/<int:story>/delete")
@staff_only("author", "editor")
def delete(story: int) -> Answer:
    return _try(lambda: actions.delete_draft(story, member()), story)


@news_staff.post("/<int:story>/undelete")
@staff_only("author", "editor")
def undelete(story: int) -> Answer:
    return _try(lambda: actions.undelete(story, member()), story)


def _act(found: NewsStory, form: StoryForm) -> None:
    content, version, by = form.content(), form.version.data or 0, member()
    if form.choice == KEEP:
        actions.save(found.id, version, content, by)
        flash("Saved.", "ok")
        return
    if not _may_publish(by):
        abort(403)
    actions.publish(found.id, version, content, by)
    begins = content.visible_from
    if form.choice == AT and begins:
        flash(f"Goes live by itself {words.at(begins, clock.now())} London time.", "ok")
    else:
        flash("Visitors see it now.", "ok")


def _page(found: NewsStory, form: StoryForm, problems: list[Any] | None = None) -> str:
    state = state_of(found, clock.now())
    return render_template(
        "news/desk/story.html",
        form=form,
        problems=problems or [],
        findings=checklist.findings(found.content),
        label=_label(form),
        labels=_labels(state),
        may_publish=_may_publish(member()),
        asks_when=AT in dict(form.when.choices),
        **_about(found),
    )


def _not_ready(story: int, form: StoryForm, refused: NotReady) -> str:
    """The page again, with what is missing; the text is saved already, so that new pictures have
    rows in which their words can be put right."""
    found = _found(story)
    saved = StoryForm(found.content, refused.version, _choices(found), anew=True)
    saved.when.data = form.choice
    return _page(found, saved, refused.problems)


def _conflict(story: int, stale: StaleVersion) -> str:
    return render_template(
        "news/desk/conflict.html",
        stale=stale,
        fields=merging.choices(stale.yours, stale.theirs, stale.base),
        form=FlaskForm(),
        **_about(_found(story)),
    )


def _about(found: NewsStory) -> dict[str, Any]:
    now = clock.now()
    return {"story": found, "state": state_of(found, now), "now": now, "words": words}


def _form(found: NewsStory) -> StoryForm:
    return StoryForm(found.content, found.version, _choices(found))


def _choices(found: NewsStory) -> list[tuple[str, str]]:
    return forms.choices(state_of(found, clock.now()), _may_publish(member()))


def _labels(state: State) -> dict[str, str]:
    """What the one button says for each choice; {at} is the moment that the form names."""
    later = "Save and keep scheduled for {at}" if state is State.SCHEDULED else "Schedule for {at}"
    live = state is State.LIVE
    return {
        KEEP: "Save for later" if live or state is State.SCHEDULED else "Save draft",
        NOW: "Publish the changes now" if live else "Publish now",
        AT: later,
    }


def _label(form: StoryForm) -> str:
    """Without a script the button can't follow the choice, so it leaves that to the choice."""
    only = len(form.when.choices) == 1
    return "Save draft" if only else "Save, as chosen above"


def _sent(sent: Any) -> tuple[int, dict[str, list[str]]]:
    """The version and the fields of a JSON body; answers 422 where it is none of ours."""
    content = sent.get("content") if isinstance(sent, dict) else None
    version = sent.get("version") if isinstance(sent, dict) else None
    if not isinstance(content, dict) or type(version) is not int:
        abort(422)
    # A field that is missing would count as emptied.
    if not {"title", "summary", "body"} <= content.keys():
        abort(422)
    for given in content.values():
        if not isinstance(given, list) or not all(isinstance(value, str) for value in given):
            abort(422)
    return version, content


def _try(act: Callable[[], object], story: int | None = None) -> Any:
    """Do it, or say kindly why not; then back to the story."""
    try:
        act()
    except (NotNow, StaleVersion) as refused:
        flash(str(refused), "warn")
    return _back(story) if story is not None else None


def _back(story: int) -> Any:
    return redirect(url_for("news_staff.page", story=story), 303)


def _found(story: int) -> NewsStory:
    return (stories.by_id(story) if story <= LARGEST_ID else None) or abort(404)


def _revision(story: int, number: int) -> NewsRevision:
    return (stories.revision(story, number) if 0 <= number <= LARGEST_ID else None) or abort(404)


def _version() -> int:
    return request.form.get("version", -1, type=int)


def _may_publish(by: Member) -> bool:
    return by.may("editor")


def _written(key: Key) -> str:
    return f"{(key.updated_at - EPOCH) // timedelta(microseconds=1)}.{key.id}"


def _key(text: str | None) -> Key | None:
    if text is None:
        return None
    moment, _, number = text.partition(".")
    try:
        return Key(EPOCH + timedelta(microseconds=int(moment)), min(int(number), LARGEST_ID))
    except (ValueError, OverflowError):
        abort(404)
