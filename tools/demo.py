"""The demo: keys, database, an invented court, then web server and worker side by side until Ctrl-C.

`PORT` (8000 where not set) is the web server's. `PRAECO_VAR` is the folder for everything that is kept, `var` where not
set. Running it again goes on with what is there.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cms.keys import write_keys
from tools.children import Stopped, supervise

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
READY_DEADLINE = 90  # seconds


class Refused(Exception):
    """The demo cannot start; the message says why and what to do."""


def chosen_port(text: str) -> int:
    """The number in PORT, if something can listen on it. Raises Refused."""
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise Refused(f"PORT is {text!r}. Give a number from 1024 to 65535: PORT=8080 make demo")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            raise Refused(f"Port {text} is in use. Choose another one: PORT={int(text) + 80} make demo") from error
    return int(text)


def environment(port: int, var: Path) -> dict[str, str]:
    """What web server and worker are told. The door outward lets the built-in network of this very server through."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "PRAECO_VAR": str(var),
        "PRAECO_DEMO": "true",
        "PRAECO_PUBLIC_URL": f"http://{HOST}:{port}",
        "PRAECO_PRIVATE_ADDRESSES": f"{HOST}:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def prepare(env: dict[str, str]) -> str:
    """Make tables and demo data; the words of demo_data (who signs in, and how). Raises Refused."""
    manage = [sys.executable, "manage.py"]
    print("Preparing the database …", flush=True)
    if subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=False).returncode:
        raise Refused("The database could not be prepared; the reason is above.")
    print("Preparing the demo court …", flush=True)
    data = subprocess.run([*manage, "demo_data"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
    if data.returncode:
        raise Refused("The demo data could not be made; the reason is above.")
    return data.stdout


def commands(port: int) -> dict[str, list[str]]:
    """The two processes of the demo."""
    web = ["-m", "gunicorn", "cms.wsgi", "--bind", f"{HOST}:{port}", "--threads", "6", "--no-control-socket"]
    return {
        "web server": [sys.executable, *web, "--log-level", "warning"],
        "worker": [sys.executable, "manage.py", "worker"],
    }


def first_page(port: int) -> bool:
    """Whether the public front page answers without an error."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < http.HTTPStatus.BAD_REQUEST
    except OSError:
        return False
    finally:
        connection.close()


def announce(port: int, words: str) -> Callable[[], bool]:
    """A question for the supervisor to repeat: says once where the demo is, as soon as the first page answers."""
    until = time.monotonic() + READY_DEADLINE

    def ready() -> bool:
        if first_page(port):
            print(f"\nPraeco is at http://{HOST}:{port}/ (Ctrl-C stops it)\n\n{words}", flush=True)
            return True
        if time.monotonic() > until:
            raise Stopped(f"the first page did not answer within {READY_DEADLINE} seconds")
        return False

    return ready


def main() -> int:
    """Run the demo until Ctrl-C (0), until one of its processes ends (1), or refuse to start (2)."""
    var = Path(os.environ.get("PRAECO_VAR") or ROOT / "var").resolve()
    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell may have had SIGINT ignored
        signal.signal(ending, signal.default_int_handler)
    try:
        port = chosen_port(os.environ.get("PORT", "8000"))
        write_keys(var / "praeco.env")
        env = environment(port, var)
        words = prepare(env)
        supervise(commands(port), cwd=ROOT, env=env, until_ready=announce(port, words))
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 2
    except Stopped as reason:
        print(f"The demo has stopped: {reason}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nThe demo has stopped.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
