"""The audit trail: to read, to search, to prove whole, and to take away."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, stream_with_context

from frontdesk.core import audit
from frontdesk.core.audit import AuditEntry, Filter
from frontdesk.core.db import transaction
from frontdesk.core.forms import tidy
from frontdesk.staff.member import MANAGER
from frontdesk.staff.security import member, staff_only

audit_pages = Blueprint("audit", __name__, url_prefix="/staff/audit")

LARGEST_KEY = 2**31 - 1
COLUMNS = ("When (UTC)", "Who", "What", "On", "Detail", "Hash")


@audit_pages.get("")
@staff_only(MANAGER)
def index() -> str:
    """One page of the trail; `check` asks for the whole of it to be verified besides."""
    before = request.args.get("before", type=int)
    wanted = _wanted(request.args)
    entries, onward = audit.page(wanted, min(before, LARGEST_KEY) if before else None)
    return render_template(
        "staff/audit.html",
        entries=entries,
        onward=onward,
        before=before,
        wanted=wanted,
        given={name: value for name, value in vars(wanted).items() if value},
        actors=audit.actors(),
        kinds=audit.kinds(),
        verdict=audit.verify() if "check" in request.args else None,
    )


@audit_pages.post("/export")
@staff_only(MANAGER)
def export() -> Response:
    """The entries that match, as CSV; that they were taken is itself an entry."""
    wanted = _wanted(request.form)
    given = ", ".join(f"{name} {value}" for name, value in vars(wanted).items() if value)
    with transaction() as session:
        audit.record(session, member().email, "exported the audit trail", "audit trail", given)
    answer = Response(stream_with_context(_csv(audit.everything(wanted))), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit-trail.csv"'
    return answer


def _wanted(given: Any) -> Filter:
    texts = {name: tidy(given.get(name))[:320] for name in ("actor", "action", "subject")}
    return Filter(**texts, since=_day(given.get("since")), until=_day(given.get("until")))


def _day(text: str | None) -> date | None:
    """A day as browsers send it; what is none filters nothing."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 2000 <= found.year < 2200 else None


def _csv(entries: Any) -> Iterator[str]:
    yield _row(COLUMNS)
    for entry in entries:
        yield _row(_cells(entry))


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    at = entry.at.isoformat(timespec="seconds")
    return (at, entry.actor, entry.action, entry.subject, entry.detail, entry.hash)


def _row(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(text: str) -> str:
    """Spreadsheets run a cell that begins with one of these as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
