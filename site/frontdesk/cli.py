"""What an operator types: flask --app wsgi <command>."""

import secrets

import click
from flask import Flask, current_app
from granian.constants import Interfaces
from granian.server import Server
from sqlalchemy import text

from frontdesk.core import audit, worker
from frontdesk.core.db import db, transaction
from frontdesk.core.migrations import migrate, pending
from frontdesk.core.search import synchronise
from frontdesk.news.seed import lacks_pictures, make_pictures, seed_news
from frontdesk.settings import ROOT
from frontdesk.staff import accounts, people


def init_app(app: Flask) -> None:
    for command in (
        serve,
        work,
        migrate_command,
        build_pictures,
        seed,
        index,
        add_staff,
        reset_two_step,
        first_run,
        check,
    ):
        app.cli.add_command(command)


@click.command("serve")
@click.option("--workers", default=2, show_default=True, help="Web server processes.")
@click.option("--threads", default=16, show_default=True, help="Threads in each process.")
def serve(workers: int, threads: int) -> None:
    """Start the web server."""
    settings = current_app.extensions["settings"]
    Server(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        working_dir=ROOT,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()


@click.command("worker")
def work() -> None:
    """Start the worker: sends and reads mail, and lets deadlines run out."""
    worker.run(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to the newest schema."""
    migrate()


@click.command("build-pictures")
def build_pictures() -> None:
    """Make the pictures of news/ in every size and format that browsers ask for."""
    click.echo(f"Pictures made: {make_pictures()}")


@click.command("seed-news")
def seed() -> None:
    """Add the news items of news/ that are missing; never changes one that is there."""
    with transaction() as session:
        added = seed_news(session)
    click.echo(f"News items added: {added}")


@click.command("index")
def index() -> None:
    """Bring the search index in step with the pages, products, help and news that there are."""
    with transaction() as session:
        changes = synchronise(session)
    click.echo(
        f"Search index: {changes.added} added, {changes.updated} updated, {changes.removed} removed"
    )


@click.command("add-staff")
@click.argument("email")
@click.option("--role", default="support", show_default=True, help=", ".join(accounts.ROLES))
@click.option("--name", prompt=True, help="The name that customers will see.")
@click.password_option()
def add_staff(email: str, role: str, name: str, password: str) -> None:
    """Add a member of staff, who can then sign in at /staff/sign-in."""
    try:
        accounts.add(email, name, password, role)
    except accounts.AccountRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"{email} may now sign in at /staff/sign-in.")


@click.command("reset-two-step")
@click.argument("email")
def reset_two_step(email: str) -> None:
    """Let a member of staff set up the second step anew, when no manager can."""
    staff_id = accounts.number(email)
    if staff_id is None:
        raise click.ClickException("Nobody has that address.")
    people.reset_second_step("operator", staff_id)
    click.echo(f"{email} sets up two-step sign-in at the next sign-in.")


@click.command("first-run")
def first_run() -> None:
    """For development: make one staff account when there is none, and say how to sign in."""
    settings = current_app.extensions["settings"]
    click.echo(f"\nThe site:  {settings.base_url}/")
    click.echo(f"Staff:     {settings.base_url}/staff/sign-in")
    if not settings.smtp_url:
        click.echo(f"Mail:      {settings.base_url}/dev/mail")
    if settings.production or accounts.any_exist():
        return
    password = secrets.token_urlsafe(12)
    accounts.add("staff@example.org", "Staff Member", password, "manager")
    click.echo(f"Sign in:   staff@example.org  {password}   (shown this once)")
    click.echo("           The first sign-in sets up a passkey or an app that shows codes.\n")


@click.command("check")
def check() -> None:
    """Look at settings, database and content; says what is wrong, if anything is."""
    db.session.execute(text("SELECT 1"))
    if pending():
        raise click.ClickException("The database needs: flask --app wsgi migrate")
    if lacks_pictures():
        raise click.ClickException("The pictures need: flask --app wsgi build-pictures")
    trail = audit.verify()
    if not trail.whole:
        place = f"at entry {trail.broken_at}" if trail.broken_at else "at its end"
        raise click.ClickException(f"The audit trail is broken {place}.")
    click.echo(f"Audit trail: {trail.entries} entries, the last with hash {trail.last_hash}")
    click.echo("Settings, content and database are in order.")
