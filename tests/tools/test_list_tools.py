"""The list of tools."""

import pytest

from frontdesk.core.sharepicture import share_picture
from frontdesk.tools.catalogue import TOOLS
from frontdesk.tools.views import offered
from tests.client import CheckingClient

pytestmark = pytest.mark.one_database


def test_the_list_leads_to_each_tool(client: CheckingClient) -> None:
    answer = client.get("/tools/")
    assert answer.status_code == 200
    for tool in offered():
        assert f'href="{tool.path}"' in answer.text
        assert tool.name in answer.text
        assert client.get(tool.path).status_code == 200


def test_the_site_map_lists_each_tool(client: CheckingClient) -> None:
    listed = client.get("/sitemap.xml").text
    for path in ("/tools/", *(tool.path for tool in offered())):
        assert f"<loc>http://localhost{path}</loc>" in listed


def test_each_tool_has_a_picture_to_be_shared_with(client: CheckingClient) -> None:
    pictures = {client.get(f"{tool.path}/share.png").data for tool in TOOLS}
    assert len(pictures) == len(TOOLS)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_the_shared_picture_never_says_what_a_visitor_typed(client: CheckingClient) -> None:
    answer = client.get("/tools/sign/share.png?message=Anything&title=Anything")
    assert answer.data == share_picture("Type your sign")


def test_a_tool_that_is_not_there_has_no_picture(client: CheckingClient) -> None:
    assert client.get("/tools/ladder/share.png").status_code == 404
