"""The patient-calling board over HTTP. Each step is a page, so that it works without a script."""

from flask import render_template, request

from frontdesk.core import pagecache
from frontdesk.core.dotmatrix import dots, rows_of
from frontdesk.tools.calling import LETTERS, board_of
from frontdesk.tools.views import blueprint


@blueprint.get("/patient-calling")
@pagecache.shared("called", "mode")
def calling() -> str:
    return render_template(
        "tools/calling.html",
        board=board_of(request.args.get("called"), request.args.get("mode")),
        glyphs={letter: dots(rows_of(letter)) for letter in f"{LETTERS}0123456789"},
    )
