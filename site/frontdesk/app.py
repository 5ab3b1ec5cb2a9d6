"""The application: settings, then the core, then the features."""

from flask import Flask

from frontdesk import (
    cli,
    clients,
    enquiries,
    knowledge,
    media,
    news,
    optout,
    pages,
    remote,
    search,
    staff,
    support,
    tools,
)
from frontdesk.core import (
    catalogue,
    compression,
    content,
    db,
    forms,
    limits,
    metadata,
    objects,
    pagecache,
    pictures,
    redirects,
    web,
)
from frontdesk.core.mail import dev_mail, worker_jobs
from frontdesk.settings import ROOT, Settings, load_settings


def create_app(settings: Settings | None = None) -> Flask:
    """A ready application. Raises SettingsError or ContentError with what is wrong and where."""
    settings = settings or load_settings()
    app = Flask(
        "frontdesk",
        root_path=str(ROOT / "site" / "frontdesk"),
        instance_path=str(settings.instance_path),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=100,
    )
    # What is registered first sees each answer last, when its headers are complete.
    answering = (compression, web, metadata, pictures, forms, limits)
    for part in (db, objects, content, catalogue, *answering, worker_jobs, dev_mail):
        part.init_app(app)
    below = (staff, optout, media, pages, knowledge, tools, search, news, clients, enquiries)
    for feature in (*below, support, remote):
        feature.init_app(app)
    redirects.init_app(app)
    cli.init_app(app)
    pagecache.init_app(app)
    return app
