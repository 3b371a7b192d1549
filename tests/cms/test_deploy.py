"""An installation that follows docs/operate.md."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cms.keys import fresh_keys

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = {
    "ALLOWED_HOSTS": "praeco.court.example",
    "PRAECO_PUBLIC_URL": "https://praeco.court.example",
    "PRAECO_BEHIND_PROXY": "true",
    "SECURE_SSL_REDIRECT": "true",
    "EMAIL_URL": "smtp+tls://name:word@mail.court.example:587",
}


def settled(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    told = {**bare, **fresh_keys(), **PUBLIC, "PRAECO_VAR": str(tmp_path), "PRAECO_ENV": "/dev/null"}
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )


def test_a_public_server_passes_every_check_of_deployment(tmp_path: Path) -> None:
    done = settled(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_a_public_server_gives_cookies_over_tls_only(tmp_path: Path) -> None:
    names = "SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, CSRF_TRUSTED_ORIGINS"
    question = f"from django.conf.global_settings import *; from cms.settings import *; print({names})"
    done = settled(tmp_path, "shell", "--no-imports", "-c", question)
    assert done.stdout.strip() == "True True ['https://praeco.court.example']", done.stderr
