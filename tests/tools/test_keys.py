import stat
import subprocess
import sys
from pathlib import Path

import environ

from cms.keys import write_keys
from publishing.ground import keys
from tools.components import ROOT


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    write_keys(tmp_path / "praeco.env")
    assert stat.S_IMODE((tmp_path / "praeco.env").stat().st_mode) == 0o600


def test_keys_that_exist_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "praeco.env"
    path.write_text("SECRET_KEY=old\n")
    assert write_keys(path) is False
    assert path.read_text() == "SECRET_KEY=old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_two_installations_share_no_key(tmp_path: Path) -> None:
    lines = []
    for name in ("one", "two"):
        write_keys(tmp_path / name)
        lines.append(set((tmp_path / name).read_text().splitlines()))
    assert not lines[0] & lines[1]


def test_the_settings_can_read_what_was_written(tmp_path: Path, monkeypatch) -> None:
    for name in ("SECRET_KEY", "PRAECO_VAULT_KEYS", "PRAECO_TAG_KEY", "PRAECO_AUDIT_KEY", "PRAECO_ANCHOR_KEY"):
        monkeypatch.delenv(name, raising=False)
    write_keys(tmp_path / "praeco.env")
    env = environ.Env()
    env.read_env(str(tmp_path / "praeco.env"))
    assert len(env.str("SECRET_KEY")) >= 50
    assert len(keys.decode("vault", env.dict("PRAECO_VAULT_KEYS")["k1"])) == 32
    for name in ("TAG", "AUDIT", "ANCHOR"):
        assert len(keys.decode(name, env.str(f"PRAECO_{name}_KEY"))) == 32


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    command = [sys.executable, "-m", "cms.keys", str(tmp_path / "file" / "praeco.env")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "praeco.env" in done.stderr
    assert "Traceback" not in done.stderr
