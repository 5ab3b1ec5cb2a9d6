"""What the search knows of products, statements and the privacy policy."""

from collections.abc import Iterator
from datetime import date, datetime, time

from frontdesk.core import clock
from frontdesk.core.markdown import plain
from frontdesk.core.search import Document, Kind
from frontdesk.pages import policy, statements
from frontdesk.pages.products import products


def offered() -> Iterator[Document]:
    for product in products():
        yield Document(
            path=f"/products/{product.slug}",
            kind=Kind.PRODUCT,
            title=product.name,
            summary=product.summary,
            body=plain(product.text),
        )
    for name in statements.NAMES:
        found = statements.statement(name)
        yield _page(name, found.title, found.description, found.text, found.reviewed)
    current = policy.current()
    yield _page("privacy", current.title, current.summary, current.text, current.effective)


def _page(name: str, title: str, summary: str, text: str, changed: date) -> Document:
    day = datetime.combine(changed, time(), clock.LONDON)
    return Document(f"/{name}", Kind.PAGE, title, summary, plain(text), changed_at=day)
