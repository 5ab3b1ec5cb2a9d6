"""What the site says: plain files with typed fields. A file that does not fit stops the start-up.

A reader of content turns each file into a frozen dataclass through `Fields`, which names the file
and the line of whatever is wrong.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import frontmatter
import yaml
from flask import Flask, current_app

from frontdesk.settings import ROOT

CONTENT = ROOT / "content"

T = TypeVar("T")


class ContentError(Exception):
    """A content file does not fit; the message begins with the file's name and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        super().__init__(f"{name}, line {line}: {problem}")
        self.path = path
        self.line = line


@dataclass(frozen=True)
class Number:
    """A telephone number as it is printed, and as a telephone dials it."""

    text: str
    dial: str


@dataclass(frozen=True)
class Department:
    name: str
    address: tuple[str, ...]


@dataclass(frozen=True)
class Company:
    """The company's facts; one that is None or empty is not known, and the site hides it."""

    name: str
    short_name: str
    division: str | None
    description: str
    address: tuple[str, ...]
    data_protection_number: str
    call_notice: str
    phone: Number | None
    fax: Number | None
    sales_email: str | None
    support_email: str | None
    company_number: str | None
    registered_office: str | None
    data_protection_department: Department


class Fields:
    """The fields of one file, taken one by one; `finish` refuses those that nobody asked for."""

    def __init__(
        self, path: Path, source: str, values: Mapping[str, Any], prefix: str = ""
    ) -> None:
        self.path = path
        self.source = source
        self.values = dict(values)
        self.prefix = prefix

    def take(self, name: str, kind: type[T]) -> T:
        """A field that must be there, of this kind."""
        value = self.maybe(name, kind)
        if value is None or value == "":
            raise self.error(name, f"{self.prefix}{name} is missing")
        return value

    def maybe(self, name: str, kind: type[T]) -> T | None:
        """A field that may be absent."""
        value = self.values.pop(name, None)
        # YAML reads `yes` as a boolean, which Python counts as a whole number.
        wrong_bool = isinstance(value, bool) and kind is not bool
        if value is None or (isinstance(value, kind) and not wrong_bool):
            return value
        wanted = {str: "text", int: "a whole number", list: "a list", date: "a date"}
        raise self.error(name, f"{self.prefix}{name} must be {wanted.get(kind, kind.__name__)}")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, which may not be empty."""
        found = self.take(name, list)
        if not found or not all(isinstance(text, str) for text in found):
            raise self.error(name, f"{self.prefix}{name} must be a list of texts")
        return tuple(found)

    def inner(self, name: str) -> "Fields | None":
        """A table within the file."""
        table = self.maybe(name, dict)
        if table is None:
            return None
        return Fields(self.path, self.source, table, f"{self.prefix}{name}.")

    def finish(self) -> None:
        for name in self.values:
            raise self.error(name, f"{self.prefix}{name} is not a known field")

    def error(self, name: str, problem: str) -> ContentError:
        """A ContentError at the line where the field stands, or at the first that says anything."""
        pattern = re.compile(rf"\s*-?\s*\[*{re.escape(name)}\b")
        lines = list(enumerate(self.source.splitlines(), start=1))
        first = next((number for number, text in lines if text.strip()), 1)
        line = next((number for number, text in lines if pattern.match(text)), first)
        return ContentError(self.path, line, problem)


def init_app(app: Flask) -> None:
    app.extensions["company"] = load_company()
    app.jinja_env.globals.update(company=app.extensions["company"], current_app=current_app)


def load_company(path: Path = CONTENT / "company.toml") -> Company:
    """The company's facts. Raises ContentError."""
    fields = load_toml(path)
    company = Company(
        name=fields.take("name", str),
        short_name=fields.take("short_name", str),
        division=fields.maybe("division", str),
        description=fields.take("description", str),
        address=fields.texts("address"),
        data_protection_number=fields.take("data_protection_number", str),
        call_notice=fields.take("call_notice", str),
        phone=_number(fields.inner("phone")),
        fax=_number(fields.inner("fax")),
        sales_email=fields.maybe("sales_email", str),
        support_email=fields.maybe("support_email", str),
        company_number=fields.maybe("company_number", str),
        registered_office=fields.maybe("registered_office", str),
        data_protection_department=_department(fields),
    )
    fields.finish()
    return company


def load_toml(path: Path) -> Fields:
    """The fields of a TOML file. Raises ContentError."""
    source = read(path)
    try:
        return Fields(path, source, tomllib.loads(source))
    except tomllib.TOMLDecodeError as wrong:
        found = re.search(r"line (\d+)", str(wrong))
        raise ContentError(path, int(found[1]) if found else 1, str(wrong)) from wrong


def load_post(path: Path) -> tuple[Fields, str]:
    """The front matter of a Markdown file, and its body with plain line ends."""
    source = read(path)
    if not source.startswith("---\n"):
        raise ContentError(path, 1, "the file must begin with front matter between --- lines")
    try:
        post = frontmatter.loads(source)
    except yaml.YAMLError as wrong:
        # The mark counts from nought, the first --- being line nought.
        mark = getattr(wrong, "problem_mark", None)
        raise ContentError(path, mark.line + 1 if mark else 1, _problem(wrong)) from wrong
    return Fields(path, source, post.metadata), post.content.strip() + "\n"


def read(path: Path) -> str:
    """The file's text, whose line ends all become LF."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise ContentError(path, 1, f"cannot be read: {wrong}") from wrong


def a_date(fields: Fields, name: str) -> date:
    """A day of the calendar, such as 2026-11-01, without a time."""
    day = fields.take(name, date)
    if isinstance(day, datetime):
        raise fields.error(name, f"{name} must be a date without a time")
    return day


def _problem(wrong: yaml.YAMLError) -> str:
    return getattr(wrong, "problem", None) or "the front matter is not YAML"


def _number(fields: Fields | None) -> Number | None:
    if fields is None:
        return None
    number = Number(fields.take("text", str), fields.take("dial", str))
    if not re.fullmatch(r"\+\d{7,15}", number.dial):
        raise fields.error("dial", f"{fields.prefix}dial must be + and digits only")
    fields.finish()
    return number


def _department(fields: Fields) -> Department:
    inner = fields.inner("data_protection_department")
    if inner is None:
        raise fields.error("data_protection_department", "data_protection_department is missing")
    department = Department(inner.take("name", str), inner.texts("address"))
    inner.finish()
    return department
