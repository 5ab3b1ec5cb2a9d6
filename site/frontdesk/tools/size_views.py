"""The size and pitch calculator over HTTP: a page that follows from its address alone."""

from flask import render_template, request

from frontdesk.core import pagecache
from frontdesk.core.dotmatrix import dots, rows_of
from frontdesk.tools.size_drawing import WORDS, scene
from frontdesk.tools.size_form import SizeForm
from frontdesk.tools.size_words import details, figures
from frontdesk.tools.views import blueprint


@blueprint.get("/size")
@pagecache.shared_without_query
def size() -> str | tuple[str, int]:
    """As with every form of the site, 422 says that something is to be put right: what such an
    address names is no page for a search engine or a cache to keep."""
    form = SizeForm(request.args)
    if not form.validate():
        return render_template("tools/size.html", form=form, display=None), 422
    display = form.display
    return render_template(
        "tools/size.html",
        form=form,
        display=display,
        figures=figures(display),
        scene=scene(display),
        words={word: dots(rows_of(word)) for word in WORDS},
        details=details(display),
    )
