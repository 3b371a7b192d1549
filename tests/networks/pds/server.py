"""The official Bluesky server for tests, with its directory, on 127.0.0.1 for one session.

How to use it (sockets to 127.0.0.1 are open in tests marked bluesky):

    @pytest.mark.bluesky
    def test_a_post_arrives(pds: Pds) -> None:
        pds.base_url    # http://127.0.0.1:PORT, allow it through the door: pds.address is "127.0.0.1:PORT"
        pds.handle      # of an account made for this test alone
        pds.password    # its password; pds.did is its identifier

`pds.get(method, **parameters)` asks the server without signing in, past the code under test. The server is installed by
`make test` or `python -m tools.components bluesky` (about 95 s once), starts in about 2 s, and forgets everything.
Without it the tests are skipped, and fail when CI=true.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tools import components

START = Path(__file__).with_name("start.cjs")
START_DEADLINE = 30  # seconds


@dataclass(frozen=True)
class Pds:
    """A running server and one fresh account on it."""

    base_url: str
    handle: str
    password: str
    did: str

    @property
    def address(self) -> str:
        """host:port, as PRAECO_PRIVATE_ADDRESSES names it."""
        return self.base_url.removeprefix("http://")

    def get(self, method: str, **parameters: Any) -> requests.Response:
        """Call a query of the server, such as com.atproto.repo.listRecords, without signing in."""
        return requests.get(f"{self.base_url}/xrpc/{method}", params=parameters, timeout=10)

    def posts(self) -> list[dict[str, Any]]:
        """The account's posts as the server holds them, newest first."""
        answer = self.get("com.atproto.repo.listRecords", repo=self.did, collection="app.bsky.feed.post", limit=100)
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["records"]
        return found


@contextmanager
def running() -> Iterator[str]:
    """Start the server and give its base URL; stop it and remove its files at the end. Raises components.Missing."""
    home, node = components.bluesky(), components.node()
    scratch = tempfile.mkdtemp(prefix="praeco-pds-")
    process = subprocess.Popen(
        [node, START, scratch],
        cwd=home,
        env={**os.environ, "LOG_ENABLED": "false"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield _ready(process)
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(scratch, ignore_errors=True)


def _ready(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout
    readable, _, _ = select.select([process.stdout], [], [], START_DEADLINE)
    line = process.stdout.readline() if readable else b""
    if not line:
        raise RuntimeError("the Bluesky server did not start")
    base_url: str = json.loads(line)["base_url"]
    requests.get(f"{base_url}/xrpc/_health", timeout=10).raise_for_status()
    return base_url


def new_account(base_url: str) -> Pds:
    """Make an account of a random name on the server."""
    name, password = "court-" + secrets.token_hex(5), secrets.token_urlsafe(12)
    answer = requests.post(
        f"{base_url}/xrpc/com.atproto.server.createAccount",
        json={"handle": f"{name}.test", "email": f"{name}@courts.example", "password": password},
        timeout=20,
    )
    answer.raise_for_status()
    return Pds(base_url=base_url, handle=f"{name}.test", password=password, did=answer.json()["did"])
