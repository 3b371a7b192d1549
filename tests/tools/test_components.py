import subprocess
import sys
from pathlib import Path

import pytest

from tools import components
from tools.components import ROOT, Missing

WITH_POSTGRES = [sys.executable, "-m", "tools.with_postgres"]


def nowhere() -> Path:
    raise Missing("the abacus is not installed")


def no_way() -> None:
    raise Missing("nobody sells one")


@pytest.fixture
def abacus(monkeypatch: pytest.MonkeyPatch) -> None:
    """A component that cannot be had."""
    monkeypatch.setitem(components.COMPONENTS, "abacus", (nowhere, no_way))


@pytest.mark.usefixtures("abacus")
def test_what_cannot_be_installed_fails_continuous_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert components.main(["abacus"]) == 1


@pytest.mark.usefixtures("abacus")
def test_elsewhere_it_is_passed_over_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert components.main(["abacus"]) == 0
    assert "abacus: MISSING, nobody sells one; its tests are skipped" in capsys.readouterr().err


def test_what_is_missing_is_installed_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bought: list[str] = []

    def find() -> Path:
        return tmp_path if bought else nowhere()

    monkeypatch.setitem(components.COMPONENTS, "abacus", (find, lambda: bought.append("abacus")))
    assert components.provide("abacus") == components.provide("abacus") == tmp_path
    assert bought == ["abacus"]


def test_a_package_is_not_installed_by_just_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(Missing, match="only root on Debian can install it here: apt-get install chromium"):
        components._install_package("chromium")


def test_another_version_of_the_bluesky_server_counts_as_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(components, "BLUESKY_HOME", tmp_path)
    (tmp_path / "installed").write_text("of another package.json")
    with pytest.raises(Missing, match="Bluesky"):
        components.bluesky()


def test_the_status_of_the_command_is_that_of_the_launcher() -> None:
    command = [*WITH_POSTGRES, sys.executable, "-c", "raise SystemExit(7)"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 7


def test_nothing_of_the_server_is_left() -> None:
    command = [*WITH_POSTGRES, "sh", "-c", "echo $DATABASE_URL"]
    url = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    folder = Path("/" + url.split("@//")[1]).parent
    assert folder.name.startswith("praeco-pg-")
    assert not folder.exists()


def test_the_launcher_says_how_to_call_it() -> None:
    done = subprocess.run(WITH_POSTGRES, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage:" in done.stderr
