"""What a story says, apart from the table that keeps it: one value, as forms, history and JSON
carry it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from frontdesk.core.pictures import Picture


@dataclass(frozen=True)
class Photograph:
    """A picture in a story. `picture` is its digest, by which core.pictures names its files;
    `width` and `height` are pixels of the upright original.

    `alt` says what it shows; a `decorative` one needs no words.
    """

    picture: str
    width: int
    height: int
    alt: str = ""
    decorative: bool = False
    caption: str = ""

    @property
    def shown(self) -> Picture:
        """As pages show it."""
        alt = "" if self.decorative else self.alt
        return Picture(self.picture, self.width, self.height, alt)

    def as_json(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class Content:
    """All that staff write and choose. `body` is Markdown; `spec` holds rows of label and value.

    `visible_from` and `visible_until` are the moments chosen for it, None for "at once" and "for
    good". What visitors see follows only from what was published.
    """

    title: str = ""
    summary: str = ""
    body: str = ""
    topics: tuple[str, ...] = ()
    place: str = ""
    installed_on: date | None = None
    spec: tuple[tuple[str, str], ...] = ()
    product: str = ""
    lead: Photograph | None = None
    gallery: tuple[Photograph, ...] = ()
    visible_from: datetime | None = None
    visible_until: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values from which `from_json` makes the same content again."""
        return {
            "title": self.title,
            "summary": self.summary,
            "body": self.body,
            "topics": list(self.topics),
            "place": self.place,
            "installed_on": self.installed_on.isoformat() if self.installed_on else None,
            "spec": [list(row) for row in self.spec],
            "product": self.product,
            "lead": self.lead.as_json() if self.lead else None,
            "gallery": [photograph.as_json() for photograph in self.gallery],
            "visible_from": _written(self.visible_from),
            "visible_until": _written(self.visible_until),
        }

    @property
    def photographs(self) -> tuple[Photograph, ...]:
        """Every picture, the leading one first."""
        return ((self.lead,) if self.lead else ()) + self.gallery


def from_json(values: Mapping[str, Any]) -> Content:
    """The content that `as_json` wrote. Raises KeyError, TypeError or ValueError on other values;
    what reached us from outside goes through forms instead."""
    day = values["installed_on"]
    return Content(
        title=values["title"],
        summary=values["summary"],
        body=values["body"],
        topics=tuple(values["topics"]),
        place=values["place"],
        installed_on=date.fromisoformat(day) if day else None,
        spec=tuple((label, value) for label, value in values["spec"]),
        product=values["product"],
        lead=Photograph(**values["lead"]) if values["lead"] else None,
        gallery=tuple(Photograph(**photograph) for photograph in values["gallery"]),
        visible_from=_read(values["visible_from"]),
        visible_until=_read(values["visible_until"]),
    )


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
