"""Where the files of the command line's tests are."""

from __future__ import annotations

from pathlib import Path

MARKET = Path(__file__).parent / "cli" / "packs"
ARRIVAL = MARKET / "mini" / "examples" / "arrival.yaml"
