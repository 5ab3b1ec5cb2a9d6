"""The WSGI entry point: puts the source root on the path and creates the application."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "site"))

from frontdesk.app import create_app

app = create_app()
