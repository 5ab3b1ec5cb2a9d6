"""News about LED signs and displays: seeded from files, then kept in the database."""

from flask import Flask

from frontdesk.core import catalogue, metadata, search, worker
from frontdesk.media import uses
from frontdesk.news import (
    actions,
    checking_views,
    checklist,
    linkcheck,
    picturing,
    publicpages,
    review,
    seed,
    staff_views,
    thinning,
    topics,
    views,
    waiting,
    writing_views,
)
from frontdesk.news import models as models
from frontdesk.news.article import article
from frontdesk.news.searchable import offered
from frontdesk.staff import today

DAY = 86_400


def init_app(app: Flask) -> None:
    topics.init_app(app)
    seed.init_app(app)
    # The home page is a sibling and may not import this feature; its template asks through this.
    app.jinja_env.globals.update(
        latest_news=views.latest,
        article=article,
        product_names=catalogue.names,
    )
    uses.tell(app, picturing.uses)
    search.offer(app, offered)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(staff_views.news_staff)
    app.register_blueprint(checking_views.checklist_staff)
    app.register_blueprint(writing_views.blueprint)
    today.offer(app, waiting.lines)
    worker.every(app, DAY, "deleted drafts", actions.purge)
    worker.every(app, DAY, "texts kept while writing", thinning.thin)
    metadata.offer_pages(app, publicpages.every_page)
    linkcheck.init_app(app)
    checklist.init_app(app)
    review.init_app(app)
