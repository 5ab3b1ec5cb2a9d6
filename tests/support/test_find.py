"""Staff find a request by the reference that a caller reads out."""

import pytest
from flask import Flask

from tests.client import CheckingClient
from tests.factories import a_request


@pytest.mark.one_database
@pytest.mark.parametrize(
    "spoken",
    [
        "{whole}",
        "{lower}",
        "  {whole}  ",
        "{bare}",
        "{spaced}",
        "{without}",
    ],
)
def test_it_is_found_however_it_is_typed(
    app: Flask, staff_client: CheckingClient, spoken: str
) -> None:
    reference = a_request().request.reference
    typed = spoken.format(
        whole=reference,
        lower=reference.lower(),
        bare=reference.replace("-", ""),
        spaced=" ".join(reference.replace("-", "")),
        without=reference.removeprefix("JX-"),
    )
    answer = staff_client.form("/staff/support", "Find").submit(reference=typed)
    assert answer.location == f"/staff/support/{reference}"


@pytest.mark.one_database
@pytest.mark.parametrize("typed", ["", "JX", "JX-2222-222", "x" * 5000, "ßßßßßßßß", "JX-AAAA-AAAA"])
def test_what_is_no_reference_of_ours_is_said_plainly(
    app: Flask, staff_client: CheckingClient, typed: str
) -> None:
    form = staff_client.form("/staff/support", "Find")
    answer = form.submit(reference=typed, follow_redirects=True)
    assert answer.status_code == 200
    assert "No request has that reference." in answer.text
    assert staff_client.get(f"/staff/support/{typed or 'x'}").status_code == 404
