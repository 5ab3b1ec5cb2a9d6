"""The sign to type on, over HTTP. All that it is stands in its address."""

from flask import current_app, render_template, request, url_for

from frontdesk.core.dotfont import BOX, FONT, packed
from frontdesk.core.metadata import canonical
from frontdesk.core.pagecache import shared_without_query
from frontdesk.core.sign import CHOICES, MOST_CHARACTERS, RAINBOW, Sign
from frontdesk.core.signboard import GEOMETRY
from frontdesk.tools import pace
from frontdesk.tools.sign import filled_in
from frontdesk.tools.views import blueprint


@blueprint.get("/sign")
@shared_without_query
def sign() -> tuple[str, int]:
    form = filled_in(request.args)
    sign = form.sign
    page = render_template(
        "tools/sign.html",
        form=form,
        sign=sign,
        address=f"{canonical()}?{sign.query()}",
        estimate=_estimate(sign),
        script=for_script(),
    )
    return page, 422 if form.errors else 200


def _estimate(sign: Sign) -> str | None:
    if "enquiries.quote" not in current_app.view_functions:
        return None
    return url_for("enquiries.quote", product="led-signs", sign=sign.query())


def for_script() -> dict[str, object]:
    """What static/js/sign.js needs in order to draw what core/sign.py draws."""
    return {
        "font": "".join(character + packed(glyph) for character, glyph in FONT.items()),
        "box": packed(BOX),
        "most": MOST_CHARACTERS,
        "rainbow": RAINBOW,
        "usual": {name: getattr(Sign(), name) for name in CHOICES},
        **GEOMETRY,
        **pace.FOR_SCRIPT,
    }
