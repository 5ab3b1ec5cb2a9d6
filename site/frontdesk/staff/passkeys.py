"""Passkeys by Flask-Security, each as good as a password and a code: whoever uses one has the
device and unlocks it. Only this site can ask for it, so it cannot be given away to another."""

from typing import Any

from flask import flash, redirect
from flask_security import (
    WebAuthnDeleteForm,
    WebAuthnRegisterForm,
    WebAuthnRegisterResponseForm,
    WebAuthnSigninResponseForm,
    WebauthnUtil,
    current_user,
    url_for_security,
)
from flask_security.tf_plugin import TfPluginBase, tf_clean_session
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from frontdesk.core.db import db
from frontdesk.core.once import claim
from frontdesk.core.web import settings, wants_json
from frontdesk.staff.models import LONGEST_PASSKEY_NAME

GO_ON = "The password is right. Please go on with your passkey."
NOT_KNOWN = "That passkey does not let anybody in here. It may have been removed."
LAST_STEP = "Your role needs it. Please add another passkey or set up an app first."

MESSAGES = {
    "API_ERROR": ("That did not reach us whole. Please try again.", "stop"),
    "WEBAUTHN_EXPIRED": ("That took too long. Please try again.", "stop"),
    "WEBAUTHN_NAME_REQUIRED": ("Please name it, so that you know it again.", "stop"),
    "WEBAUTHN_NAME_INUSE": ("You have a passkey of that name already.", "stop"),
    "WEBAUTHN_NAME_NOT_FOUND": ("That passkey is removed already.", "info"),
    "WEBAUTHN_CREDENTIAL_DELETED": (
        "The passkey is removed. Please delete it on the device too.",
        "ok",
    ),
    "WEBAUTHN_REGISTER_SUCCESSFUL": ("The passkey is added. You can sign in with it now.", "ok"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": ("That passkey is in use already.", "stop"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (NOT_KNOWN, "stop"),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": (NOT_KNOWN, "stop"),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (NOT_KNOWN, "stop"),
    "WEBAUTHN_MISMATCH_USER_HANDLE": (NOT_KNOWN, "stop"),
    "WEBAUTHN_NO_VERIFY": ("That passkey could not be checked. Please try again.", "stop"),
}


class Ceremony(WebauthnUtil):
    """What is asked of a device: a key kept for this site, and that its owner unlocks it."""

    def origin(self) -> str:
        # Never what the request claims to be sent to.
        return settings().origin

    def registration_options(
        self, user: Any, usage: str, existing_options: dict[str, Any]
    ) -> dict[str, Any]:
        options: dict[str, Any] = super().registration_options(user, usage, existing_options)
        return {**options, "user_display_name": user.name}

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        return UserVerificationRequirement.REQUIRED

    def name_svn(self, value: str) -> tuple[str | None, str | None]:
        """A problem with a passkey's name, or the name as it is kept."""
        name = " ".join(value.split())
        if not name.isprintable() or len(name) > LONGEST_PASSKEY_NAME:
            return f"Please use a name of at most {LONGEST_PASSKEY_NAME} letters.", None
        return None, name


class AddForm(WebAuthnRegisterForm):
    def validate(self, **given: Any) -> bool:
        good: bool = super().validate(**given)
        # A key that counts as a second step alone would not do without the password.
        self.usage.data = "first"
        return good


class AddedForm(WebAuthnRegisterResponseForm):
    def validate(self, **given: Any) -> bool:
        good: bool = super().validate(**given)
        # What a browser tells besides is unchecked, and nobody needs it.
        self.extensions = ""
        return good and _first_time(self)


class UsedForm(WebAuthnSigninResponseForm):
    def validate(self, **given: Any) -> bool:
        return super().validate(**given) and self._is_open() and _first_time(self)

    def _is_open(self) -> bool:
        # Flask-Security notes that an account is closed and then lets it in all the same.
        if self.user is not None and self.user.is_active:
            return True
        self.credential.errors = [NOT_KNOWN]
        return False


class RemoveForm(WebAuthnDeleteForm):
    def validate(self, **given: Any) -> bool:
        if not super().validate(**given):
            return False
        if current_user.needs_second_step and len(current_user.second_steps) == 1:
            self.name.errors = [LAST_STEP]
            return False
        return True


class PasskeyStep(TfPluginBase):
    """For whoever has a passkey and no app: the password alone leads to the passkey, which then
    counts by itself, as if no password had been given."""

    def create_blueprint(self, *_given: Any) -> None:
        """The addresses are Flask-Security's own."""

    def get_setup_methods(self, user: Any) -> list[tuple[str, str]]:
        return [("webauthn", "Passkey")] if user.webauthn and not user.has_app else []

    def tf_login(self, user: Any, json_payload: dict[str, Any], next_loc: str | None) -> Any:
        tf_clean_session()
        if wants_json():
            return {"response": {**json_payload, "tf_state": "passkey"}}
        flash(GO_ON, "info")
        return redirect(url_for_security("wan_signin", next=next_loc))


def _first_time(form: AddedForm | UsedForm) -> bool:
    """Whether the answer to this challenge is the first: its token is good for some minutes."""
    if claim(db.session(), f"passkey:{form.challenge}"):
        return True
    form.credential.errors = ["That was sent before. Please try again."]
    return False
