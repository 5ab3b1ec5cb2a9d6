"""Keeping the index in step with what the site says."""

from frontdesk.core.db import transaction
from frontdesk.core.search import Changes, synchronise


def bring_up_to_date() -> Changes:
    """Make the index hold exactly what the features offer, in a transaction of its own."""
    with transaction() as session:
        return synchronise(session)
