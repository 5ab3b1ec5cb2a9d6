"""The editor's form: a plain form, whatever a browser adds to it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import HiddenField, IntegerField
from wtforms.validators import Length, NumberRange, Regexp, ValidationError
from wtforms.widgets import CheckboxInput

from frontdesk.core import catalogue, clock
from frontdesk.news import londontime, picturing, reading, topics
from frontdesk.news.content import Content, Photograph
from frontdesk.news.londontime import BadTime
from frontdesk.news.models import LONGEST_NAME
from frontdesk.news.states import State

Read = TypeVar("Read")

KEEP, NOW, AT = "keep", "now", "at"
SPARE_ROWS = 2


def _cleaned(value: str | None) -> str:
    return reading.clean(value or "").strip()


def _one_line(value: str | None) -> str:
    return " ".join(_cleaned(value).split())


def _line(label: str) -> StringField:
    return StringField(label, [Length(max=reading.LONGEST_LINE)], filters=[_cleaned])


class NeededToGoLive:
    """Marks a field without which a story can't go live; a draft may lack it."""

    field_flags = MappingProxyType({"required": True})

    def __call__(self, _form: Any, _field: Any) -> None:
        """A draft is never refused for it."""


class SpecRow(Form):
    label = _line("What")
    value = _line("How much")


class PictureRow(Form):
    picture = HiddenField(validators=[Regexp("^[0-9a-f]{16}$")])
    width = IntegerField(validators=[NumberRange(1, 100_000)])
    height = IntegerField(validators=[NumberRange(1, 100_000)])
    alt = _line("What it shows, for people who can't see it")
    decorative = BooleanField("It is only decoration")
    caption = _line("Caption")
    leading = BooleanField("Show it first, as the lead picture")
    remove = BooleanField("Take it out of this story")

    def photograph(self) -> Photograph:
        return Photograph(
            picture=self.picture.data or "",
            width=self.width.data or 1,
            height=self.height.data or 1,
            alt=self.alt.data or "",
            decorative=bool(self.decorative.data),
            caption=self.caption.data or "",
        )


class MomentFields(Form):
    """A day and a time in London; `which` is asked for only when the clocks go back."""

    day = _line("Day")
    time = _line("Time")
    which = SelectField(
        "Which of the two",
        choices=[("", "Choose"), ("earlier", "The first"), ("later", "The second")],
    )

    asks_which = False

    def moment(self) -> datetime | None:
        """What was typed, or None where nothing was. Raises BadTime."""
        if not self.day.data:
            return None
        try:
            return londontime.moment(
                self.day.data, self.time.data or "09:00", self.which.data or ""
            )
        except londontime.WhichOne:
            self.asks_which = True
            raise

    def validate_day(self, field: Any) -> None:
        if self.time.data and not field.data:
            raise ValidationError("Give the day too.")
        try:
            self.moment()
        except BadTime as wrong:
            raise ValidationError(str(wrong)) from wrong


class StoryForm(FlaskForm):
    version = IntegerField(validators=[NumberRange(0, 2**31 - 1)])
    title = StringField(
        "Title", [NeededToGoLive(), Length(max=reading.LONGEST_LINE)], filters=[_one_line]
    )
    summary = TextAreaField(
        "Summary", [NeededToGoLive(), Length(max=reading.LONGEST_LINE)], filters=[_one_line]
    )
    body = TextAreaField(
        "Text", [NeededToGoLive(), Length(max=reading.LONGEST_TEXT)], filters=[_cleaned]
    )
    topics = SelectMultipleField("Topics", option_widget=CheckboxInput())
    place = _line("Place")
    installed_on = _line("Installed on")
    spec = FieldList(FormField(SpecRow), max_entries=reading.MOST_ROWS)
    product = SelectField("Product")
    pictures = FieldList(FormField(PictureRow), max_entries=reading.MOST_PICTURES)
    add = SelectMultipleField("Add pictures", coerce=int, choices=[], validate_choice=False)
    when = RadioField("When do visitors see it?", [NeededToGoLive()], choices=[])
    start = FormField(MomentFields)
    end = FormField(MomentFields)

    def __init__(
        self,
        content: Content,
        version: int,
        choices: list[tuple[str, str]],
        values: Mapping[str, Sequence[str]] | None = None,
        anew: bool = False,
    ) -> None:
        """The form of a story that says `content`; `values` are those of its fields by name where
        they come by another way than as a form, and `anew` leaves out what was sent."""
        given = {"formdata": MultiDict(values), "meta": {"csrf": False}} if values else {}
        given = {"formdata": None} if anew else given
        super().__init__(data=_shown(content, version, choices), **given)
        self.base = content
        self.topics.choices = _with(content.topics, [(t.slug, t.name) for t in topics.all_topics()])
        products = [("", "None"), *catalogue.names().items()]
        self.product.choices = _with((content.product,), products)
        self.when.choices = choices
        is_sent = self.is_submitted() and not anew
        while not is_sent and _filled(self.spec) > len(self.spec.entries) - SPARE_ROWS:
            self.spec.append_entry()

    def validate_installed_on(self, _field: Any) -> None:
        try:
            self._day()
        except BadTime as wrong:
            raise ValidationError(str(wrong)) from wrong

    @property
    def choice(self) -> str:
        return str(self.when.data or KEEP)

    def content(self) -> Content:
        """What the form says; a day or time that can't be read leaves the one that was."""
        kept = [row for row in self.pictures.entries if not row.form.remove.data]
        lead = next((row for row in kept if row.form.leading.data), None)
        there = {row.form.picture.data for row in kept}
        added = [one for one in picturing.chosen(self.add.data or []) if one.picture not in there]
        # The first pictures of a story are led by the first of them.
        leading = added.pop(0) if added and not kept else None
        return Content(
            title=self.title.data or "",
            summary=self.summary.data or "",
            body=self.body.data or "",
            topics=tuple(self.topics.data or ()),
            place=self.place.data or "",
            installed_on=_or(self._day, self.base.installed_on),
            spec=tuple(_rows(self.spec)),
            product=self.product.data or "",
            lead=lead.form.photograph() if lead else leading,
            gallery=(*(row.form.photograph() for row in kept if row is not lead), *added),
            visible_from=None if self.choice == NOW else _or(self._start, self.base.visible_from),
            visible_until=_or(self.end.form.moment, self.base.visible_until),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """A story that shall go live at a time needs one that is still to come."""
        good = super().validate(extra_validators)
        if self.choice == AT and good:
            start = self.start.form.moment()
            if start is None or start <= clock.now():
                day = self.start.form.day
                day.errors = [
                    "That time has passed: choose a later one, or Now."
                    if start
                    else "Say on which day it goes live."
                ]
                return False
        return bool(good)

    @property
    def too_much(self) -> str | None:
        """What can't even be kept as a draft, in a sentence."""
        for field in (self.title, self.summary, self.body, self.place):
            if field.errors:
                return f"{field.label.text}: {field.errors[0]}"
        return next((str(row.errors) for row in self.pictures.entries if row.errors), None)

    def _day(self) -> date | None:
        return londontime.read_day(self.installed_on.data) if self.installed_on.data else None

    def _start(self) -> datetime | None:
        """An item that is shown has begun, and its form does not ask when."""
        asked = any(choice == AT for choice, _ in self.when.choices)
        return self.start.form.moment() if asked else self.base.visible_from


class NameForm(FlaskForm):
    name = StringField("Name", [Length(max=LONGEST_NAME)], filters=[_cleaned])


def choices(state: State, may_publish: bool) -> list[tuple[str, str]]:
    """What can be done with a text by this person, the usual first."""
    if not may_publish:
        return [(KEEP, "Keep it as a draft; an editor sends it out")]
    return {
        State.LIVE: [
            (KEEP, "Keep the changes for later; visitors go on seeing what is out"),
            (NOW, "Publish the changes now"),
        ],
        State.SCHEDULED: [
            (AT, "At the day and time below"),
            (NOW, "Now"),
            (KEEP, "Keep the changes for later; what is scheduled stays as it was"),
        ],
    }.get(
        state,
        [(KEEP, "Not yet: keep it as a draft"), (NOW, "Now"), (AT, "At the day and time below")],
    )


def _shown(content: Content, version: int, choices: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "version": version,
        "title": content.title,
        "summary": content.summary,
        "body": content.body,
        "topics": list(content.topics),
        "place": content.place,
        "installed_on": content.installed_on.isoformat() if content.installed_on else "",
        "spec": [{"label": label, "value": value} for label, value in content.spec],
        "product": content.product,
        "pictures": [
            {**photograph.as_json(), "leading": photograph is content.lead}
            for photograph in content.photographs
        ],
        "when": choices[0][0],
        "start": _moment(content.visible_from),
        "end": _moment(content.visible_until),
    }


def _moment(moment: datetime | None) -> dict[str, str]:
    return dict(zip(("day", "time", "which"), londontime.parts(moment), strict=True))


def _with(there: tuple[str, ...], known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The choices, and those that the story has although they have gone from the site."""
    names = dict(known)
    return [*known, *((value, value) for value in there if value and value not in names)]


def _rows(spec: FieldList) -> list[tuple[str, str]]:
    rows = [(row.form.label.data or "", row.form.value.data or "") for row in spec.entries]
    return [row for row in rows if any(row)]


def _filled(spec: FieldList) -> int:
    return len(_rows(spec))


def _or(read: Callable[[], Read], otherwise: Read) -> Read:
    try:
        return read()
    except BadTime:
        return otherwise
