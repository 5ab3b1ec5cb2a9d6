"""The sign to type on, over HTTP."""

from flask import render_template

from frontdesk.tools.views import blueprint


@blueprint.get("/sign")
def sign() -> str:
    return render_template("tools/sign.html")
