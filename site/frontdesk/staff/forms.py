"""The forms about people."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField
from wtforms.validators import DataRequired, InputRequired

from frontdesk.core.fields import email, line
from frontdesk.staff.accounts import ROLES


def _role() -> RadioField:
    choices = [(name, f"{name.capitalize()}: {does}") for name, does in ROLES.items()]
    return RadioField("Role", choices=choices, validators=[InputRequired("Please choose a role.")])


class InviteForm(FlaskForm):
    email = email("E-mail address")
    name = line("Name", 120, required="Please give a name.")
    role = _role()


class RoleForm(FlaskForm):
    role = _role()


class JoinForm(FlaskForm):
    name = line("Your name", 120, required="Please give your name.")
    password = PasswordField("Password", [DataRequired("Please choose a password.")])


class PasswordForm(FlaskForm):
    present = PasswordField("Present password", [DataRequired("Please give your password.")])
    password = PasswordField("New password", [DataRequired("Please choose a password.")])
