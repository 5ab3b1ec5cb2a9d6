"""Makes this installation ready to run: schema, news, and a first account in development."""

import sys
from pathlib import Path

from flask import Flask
from flask.cli import ScriptInfo

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("migrate", "seed-news", "first-run")


def main() -> None:
    """Run the commands in one process, which saves loading the application for each."""
    app = _application()
    for command in COMMANDS:
        app.cli.main(
            [command],
            prog_name="flask",
            standalone_mode=False,
            obj=ScriptInfo(create_app=lambda: app),
        )


def _application() -> Flask:
    sys.path.insert(0, str(ROOT / "site"))
    from frontdesk.app import create_app
    from frontdesk.core.content import ContentError
    from frontdesk.settings import SettingsError

    try:
        return create_app()
    except (SettingsError, ContentError) as wrong:
        raise SystemExit(f"The site cannot start. {wrong}") from wrong


if __name__ == "__main__":
    main()
