"""Remote sessions: from a proposal, by the customer's choices alone, to a live picture and its end.

A session exists only for a support request.
"""

from flask import Flask

from frontdesk.core import worker
from frontdesk.core.mail import inbox
from frontdesk.remote import actions, panel, replies, staff_views, views
from frontdesk.support import panels


def init_app(app: Flask) -> None:
    app.register_blueprint(views.remote)
    app.register_blueprint(staff_views.remote_staff)
    panels.add(app, panel.for_customer, panel.for_staff)
    inbox.handler(app, replies.take)
    worker.every(app, 1, "session deadlines", actions.tick)
