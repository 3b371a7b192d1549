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


def test_what_is_loaded_at_the_start_is_not_looked_through_again(tmp_path: Path) -> None:
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PRAECO_VAR": str(tmp_path)}
    said = "import gc, cms.wsgi; print(gc.get_freeze_count() > 10 * len(gc.get_objects()), gc.get_threshold()[0])"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, env=told, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["True", "10000"]
