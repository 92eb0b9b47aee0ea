"""`python -m bot`: the only program; see `bot.cli` for what it can do."""

from __future__ import annotations

import sys

from bot.cli import main

if __name__ == "__main__":
    sys.exit(main())
