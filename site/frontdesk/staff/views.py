"""The staff side's own pages: today, and mail."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from frontdesk.core.mail import inbox, outbox
from frontdesk.staff import today
from frontdesk.staff.security import current_user, member, staff_only

staff = Blueprint("staff", __name__, url_prefix="/staff")

GONE = "That mail is no longer on the list."


@staff.get("/")
@staff_only()
def index() -> str:
    return render_template("staff/today.html", sections=today.lines(member()))


@staff.get("/mail")
@staff_only("support")
def mail() -> str:
    """Mail that could not be sent, and mail that came in and belongs to no request."""
    return render_template("staff/mail.html", dead=outbox.dead(), aside=inbox.set_aside())


@staff.post("/mail/<int:mail_id>/retry")
@staff_only("support")
def retry_mail(mail_id: int) -> Response:
    try:
        outbox.retry(mail_id, current_user.email)
    except outbox.NotDead:
        flash(GONE, "info")
    return redirect(url_for("staff.mail"), 303)


@staff.post("/mail/aside/<int:mail_id>")
@staff_only("support")
def handled_mail(mail_id: int) -> Response:
    try:
        inbox.mark_handled(mail_id, current_user.email)
    except inbox.NotSetAside:
        flash(GONE, "info")
    return redirect(url_for("staff.mail"), 303)
