"""The staff side: who is named as a client, in which order, and with whose permission."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from frontdesk.clients import actions, store
from frontdesk.clients.actions import Details, Way
from frontdesk.clients.forms import ClientForm
from frontdesk.clients.models import Client
from frontdesk.media import store as library
from frontdesk.staff.security import member, staff_only

clients_staff = Blueprint("clients_staff", __name__, url_prefix="/staff/clients")

Page = str | tuple[str, int] | Response


@clients_staff.get("")
@staff_only("editor")
def index() -> Page:
    return render_template("clients/list.html", clients=store.every())


@clients_staff.get("/new")
@staff_only("editor")
def new() -> Page:
    return _form(ClientForm(), None)


@clients_staff.post("/new")
@staff_only("editor")
def add() -> Page:
    form = ClientForm()
    return _save(form, None, lambda what: actions.add(member(), what, form.nonce.data or ""))


@clients_staff.get("/<int:client>")
@staff_only("editor")
def page(client: int) -> Page:
    found = _found(client)
    form = ClientForm(obj=found, data={"logo_picture": str(found.logo_id or "")})
    return _form(form, found)


@clients_staff.post("/<int:client>")
@staff_only("editor")
def edit(client: int) -> Page:
    found = _found(client)
    return _save(ClientForm(), found, lambda what: actions.edit(member(), client, what))


@clients_staff.post("/<int:client>/move")
@staff_only("editor")
def move(client: int) -> Page:
    if request.form.get("way") not in Way.__members__:
        abort(400)
    return _act(client, lambda: actions.move(member(), client, Way[request.form["way"]]))


@clients_staff.post("/<int:client>/withdraw")
@staff_only("editor")
def withdraw(client: int) -> Page:
    return _act(client, lambda: actions.show(member(), client, shown=False))


@clients_staff.post("/<int:client>/show")
@staff_only("editor")
def show(client: int) -> Page:
    return _act(client, lambda: actions.show(member(), client, shown=True))


def _found(client: int) -> Client:
    return store.by_id(client) or abort(404)


def _form(form: ClientForm, client: Client | None) -> str:
    chosen, offered = form.picture, library.recent()
    if chosen and chosen not in offered:
        offered.insert(0, chosen)
    return render_template(
        "clients/client.html", form=form, client=client, chosen=chosen, offered=offered
    )


def _save(form: ClientForm, client: Client | None, deed: Callable[[Details], None]) -> Page:
    if not form.validate():
        return _form(form, client), 422
    try:
        deed(form.details())
    except actions.NameTaken:
        form.name.errors = ["This client is on the list already."]
        return _form(form, client), 422
    return _back()


def _act(client: int, deed: Callable[[], None]) -> Page:
    try:
        deed()
    except actions.Gone:
        abort(404)
    return _back()


def _back() -> Response:
    return redirect(url_for("clients_staff.index"), 303)
