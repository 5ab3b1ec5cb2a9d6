"""What the search knows of the knowledge base."""

from collections.abc import Iterator

from frontdesk.core.markdown import plain
from frontdesk.core.search import Document, Kind
from frontdesk.knowledge import store
from frontdesk.knowledge.articles import Article


def offered() -> Iterator[Document]:
    """Every article, by slug."""
    return map(_searchable, store.everything())


def _searchable(article: Article) -> Document:
    return Document(
        path=article.path,
        kind=Kind.HELP,
        title=article.title,
        summary=article.summary,
        body=plain(article.text),
        keywords=article.keywords,
        changed_at=store.noon(article.reviewed),
    )
