"""python -m tests.bench NAME [options]: run one benchmark; its last line is one JSON object.

Each benchmark is a module of this package with `run(argv) -> dict`, which reads its own options (--help).
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys

import tests.bench as package

KEYWORDS = {"importing": "import"}  # a module cannot be called so


def main() -> int:
    modules = [one.name for one in pkgutil.iter_modules(package.__path__) if not one.name.startswith("_")]
    names = {KEYWORDS.get(name, name): name for name in sorted(modules)}
    if sys.argv[1:2] == [] or sys.argv[1] not in names:
        print(f"usage: python -m tests.bench NAME [options]; NAME is one of: {', '.join(names)}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    print(json.dumps(importlib.import_module(f"tests.bench.{names[sys.argv[1]]}").run(sys.argv[2:])))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
