"""The search index: what may be found. It knows no feature.

A feature that keeps documents in the database calls `put` and `remove` in the transaction that
changes them; every feature also offers a source, from which `synchronise` mends the whole index.
"""

from frontdesk.core.search.documents import Changes, offer, put, remove, synchronise
from frontdesk.core.search.models import Document, Kind, SearchDocument, part_of_the_index

__all__ = [
    "Changes",
    "Document",
    "Kind",
    "SearchDocument",
    "offer",
    "part_of_the_index",
    "put",
    "remove",
    "synchronise",
]
