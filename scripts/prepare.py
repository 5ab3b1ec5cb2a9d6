"""Makes this installation ready to run: schema, news, and a first account in development."""

import sys
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("migrate", "build-pictures", "seed-news", "index", "first-run")


def main() -> None:
    """Run the commands in one process, which saves loading the application for each."""
    app = _application()
    with app.app_context():
        for command in COMMANDS:
            app.cli.commands[command].main([], standalone_mode=False)


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
