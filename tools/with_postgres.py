"""Run a command with DATABASE_URL set to a PostgreSQL that lives only as long as the command.

    .venv/bin/python -m tools.with_postgres .venv/bin/pytest tests/publishing -m "postgres or both"
    .venv/bin/python -m tools.with_postgres .venv/bin/python manage.py migrate

The answer is the command's own; where PostgreSQL is missing it is 1 when CI=true, else 0 with the reason printed.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tools import components, postgres


def main(command: list[str]) -> int:
    """Run the command and give its exit status."""
    if not command:
        print("usage: python -m tools.with_postgres COMMAND [ARGUMENT …]", file=sys.stderr)
        return 2
    try:
        with postgres.server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except components.Missing as reason:
        print(f"skipped: {' '.join(command)}: {reason}", file=sys.stderr)
        return int(components.strict())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
