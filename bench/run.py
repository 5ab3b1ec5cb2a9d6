"""All measurements, one after another, or those named on the command line."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from bench import growth, pages, waiting  # noqa: E402

MEASUREMENTS = {"pages": pages, "growth": growth, "waiting": waiting}

if __name__ == "__main__":
    for name in sys.argv[1:] or MEASUREMENTS:
        print(f"\n{name}", flush=True)
        if MEASUREMENTS[name].main():
            sys.exit(1)
