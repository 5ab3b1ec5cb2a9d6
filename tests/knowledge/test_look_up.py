"""Looking something up while answering a request."""

from justhtml import JustHTML

from tests.client import CheckingClient
from tests.factories import a_request


def test_the_desk_leads_to_the_knowledge_base(staff_client: CheckingClient) -> None:
    reference = a_request().request.reference
    page = staff_client.get(f"/staff/support/{reference}").text
    links = JustHTML(page, sanitize=False).query("main a")
    assert "/help/" in [link.attrs.get("href") for link in links]
