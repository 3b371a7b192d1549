"""The catalogues of translations: gathers every text that people read, and compiles what was translated.

`python -m tools.messages` after texts changed. Whoever translates fills `<app>/locale/<language>/LC_MESSAGES/django.po`
and runs it again. It needs Debian's package gettext. What no text asks for any more leaves the catalogue.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.components import ROOT, gettext

APPS = ("analytics", "approvals", "cms", "publishing")
LANGUAGES = ("ar", "fr")
DATES = ("POT-Creation-Date", "PO-Revision-Date")  # they would change a file in which nothing changed


def catalogue(app: str, language: str, root: Path = ROOT) -> Path:
    """The file that people translate."""
    return root / app / "locale" / language / "LC_MESSAGES" / "django.po"


def gather(root: Path = ROOT) -> None:
    """Brings every text of the code into every catalogue, untranslated where it is new."""
    languages = [part for language in LANGUAGES for part in ("--locale", language)]
    options = ["--no-location", "--no-obsolete", "--verbosity", "0"]
    for app in APPS:
        (root / app / "locale").mkdir(exist_ok=True)
        command = [sys.executable, "-m", "django", "makemessages", *languages, *options]
        subprocess.run(command, cwd=root / app, env={**os.environ, "DJANGO_SETTINGS_MODULE": ""}, check=True)
        for language in LANGUAGES:
            _undated(catalogue(app, language, root))


def _undated(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in DATES))))


def compile_all(root: Path = ROOT) -> None:
    """Makes of every catalogue what the product reads. Raises CalledProcessError where one is malformed."""
    for app in APPS:
        for language in LANGUAGES:
            source = catalogue(app, language, root)
            compiled = source.with_suffix(".mo")
            subprocess.run([gettext(), "--check-format", "--output-file", compiled, source], check=True)


if __name__ == "__main__":
    gather()
    compile_all()
