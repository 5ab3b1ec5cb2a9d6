"""All measurements, one after another."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from bench import waiting  # noqa: E402

if __name__ == "__main__":
    sys.exit(waiting.main())
