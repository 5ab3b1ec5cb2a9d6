"""What staff write about a client."""

import re
import secrets
from typing import Any

from flask_wtf import FlaskForm
from wtforms.fields import HiddenField
from wtforms.validators import InputRequired, ValidationError

from frontdesk.clients.actions import Details
from frontdesk.clients.models import LONGEST_EVIDENCE, LONGEST_LINK, LONGEST_NAME
from frontdesk.core import clock
from frontdesk.core.fields import NO_DAY, Day, line, text
from frontdesk.media import store as library
from frontdesk.media.models import MediaPicture, State

A_LINK = re.compile(r"https://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?")

BARE = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")


def _whole_link(value: str | None) -> str:
    """What people type as www.theatre.example is that address."""
    given = value or ""
    return f"https://{given}" if BARE.match(given) else given


class ClientForm(FlaskForm):
    """Its number makes a double click one deed."""

    nonce = HiddenField(default=lambda: secrets.token_hex(16))
    name = line("Name", LONGEST_NAME, required="Please give the client's name.")
    link = line("Link", LONGEST_LINK)
    evidence = text(
        "How they permitted it",
        "Nobody is named without permission: please say who gave it and how.",
        LONGEST_EVIDENCE,
    )
    logo_picture = line("Logo")
    permitted_on = Day("When they permitted it", [InputRequired(NO_DAY)])

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.link.data = _whole_link(self.link.data)

    def validate_link(self, field: Any) -> None:
        if field.data and not A_LINK.fullmatch(field.data):
            raise ValidationError("Please give an address that begins with https://, or none.")

    def validate_permitted_on(self, field: Any) -> None:
        if field.data is not None and field.data > clock.london(clock.now()).date():
            raise ValidationError("This day is still to come.")

    def validate_logo_picture(self, field: Any) -> None:
        if field.data and self.picture is None:
            raise ValidationError("This picture is no longer there. Please choose another.")
        if self.picture and self.picture.state != State.READY:
            raise ValidationError("This picture is not ready yet. Please save again in a moment.")

    @property
    def picture(self) -> MediaPicture | None:
        """The logo that is chosen, if there is one."""
        given = self.logo_picture.data or ""
        if not re.fullmatch(r"[1-9][0-9]{0,8}", given):
            return None
        return library.by_id(int(given))

    def details(self) -> Details:
        return Details(
            name=self.name.data or "",
            link=self.link.data or "",
            evidence=self.evidence.data or "",
            permitted_on=self.permitted_on.data,
            logo_id=self.picture.id if self.picture else None,
        )
