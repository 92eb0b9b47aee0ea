"""Every benchmark, one after the other; `make bench`. They print and never gate. Sizes may be given, smaller first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Run them all."""
    sizes = sys.argv[1:] or ["5000", "100000"]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    scripts: list[tuple[str, list[str]]] = [("prepare.py", []), ("answers.py", sizes), ("cold.py", sizes[:1])]
    scripts += [("keeping.py", sizes[-1:]), ("platforms_discord.py", []), ("platforms_slack.py", [])]
    for script, arguments in scripts:
        print(f"== {script}", flush=True)
        subprocess.run([sys.executable, str(HERE / script), *arguments], check=True, env=environment)


if __name__ == "__main__":
    main()
