"""The clock of a live site, which a test can set forward instead of waiting."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frontdesk.core import clock
from frontdesk.settings import ROOT

FOLDER = Path(__file__).parent / "movableclock"


@dataclass(frozen=True)
class SiteClock:
    """Give a site `settings`, and all its processes go by this clock. It stands in `file`."""

    file: Path

    def __post_init__(self) -> None:
        self.file.write_text("0")

    @property
    def settings(self) -> dict[str, str]:
        return {"PYTHONPATH": f"{ROOT / 'site'}:{FOLDER}", "CLOCK_AHEAD": str(self.file)}

    def set_to(self, moment: datetime) -> None:
        """From now on the site thinks that it is this moment, and its time goes on from there."""
        new = self.file.with_suffix(".new")
        new.write_text(str((moment - clock.now()).total_seconds()))
        new.replace(self.file)
