import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_web_server_does_not_open_without_its_keys(tmp_path: Path) -> None:
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    told = {**bare, "PRAECO_VAR": str(tmp_path), "PRAECO_ENV": "", "SECRET_KEY": "x" * 60}
    done = subprocess.run(
        [sys.executable, "-c", "import cms.wsgi"], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "PRAECO_VAULT_KEYS holds no key" in done.stderr) == (1, True)
