"""How late posts leave, and how fast a burst does, against bare requests in the same run.

--spread: 20 posts over 60 s. --burst N: N deliveries due in the same second. The network answers in 0.2 s. Lateness
is measured where the request arrives. --postgres runs on a PostgreSQL of its own, else on SQLite.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests

from tests.bench._databases import database_url
from tests.chaos.arena import Arena, Receiver
from tools.components import ROOT

LATENCY = 0.2
SLOTS = 50
CLEARED = "tests.bench._cleared"
LIMIT = 120  # seconds until all must be out


class Arrivals(BaseHTTPRequestHandler):
    """Speaks just enough of the built-in network's API; notes when each key arrived."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    seen: dict[str, list[float]] = {}

    def do_POST(self) -> None:
        arrived = time.time()
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.setdefault(self.headers["Idempotency-Key"], []).append(arrived)
        time.sleep(LATENCY)
        body = b'{"id": "1", "url": "https://social.example/1"}'
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        body = json.dumps(self.seen).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 1024


def serve() -> None:
    with Server(("127.0.0.1", 0), Arrivals) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


@contextlib.contextmanager
def receiver() -> Iterator[Receiver]:
    command = [sys.executable, "-c", "from tests.bench.punctuality import serve; serve()"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield Receiver(process.stdout.readline().strip())
    finally:
        process.kill()
        process.wait()


def run(argv: list[str]) -> dict[str, Any]:
    parser = argparse.ArgumentParser(prog="punctuality", description=__doc__)
    parser.add_argument("--spread", action="store_true", help="20 posts over 60 s (the default)")
    parser.add_argument("--burst", type=int, metavar="N", help="N deliveries due in the same second")
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        url = database_url(options.postgres, folder, stack)
        (Path(folder) / "var").mkdir()
        environment = {**os.environ, "DATABASE_URL": url, "PRAECO_TEST_VAR": f"{folder}/var"}
        server = stack.enter_context(receiver())
        arena = Arena(environment, server, slots=SLOTS)
        arena.environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # with the product's own gate
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=arena.environment, check=True
        )
        stack.callback(arena.end)
        figures = burst(arena, options.burst) if options.burst else spread(arena)
        return {"database": url.partition(":")[0], **figures, **evidence(arena)}


def evidence(arena: Arena) -> dict[str, Any]:
    """That the whole way was gone: reviews by the gate, and entries of the trail on deliveries."""
    counted = dict(arena.query("SELECT act, count(*) FROM ground_auditentry GROUP BY act"))
    return {"reviews": counted.get("rechecked", 0), "entries": counted.get("claimed", 0) + counted.get("sent", 0)}


def spread(arena: Arena) -> dict[str, Any]:
    total = arena.seed(5, 60, 20, by=CLEARED)
    arena.start()
    return measured(arena, total, bare_rate=None)


def burst(arena: Arena, count: int) -> dict[str, Any]:
    bare = bare_requests(arena.receiver.url, count)
    total = arena.seed(5, 0, count, by=CLEARED)
    arena.start()
    return measured(arena, total, bare_rate=bare)


def bare_requests(url: str, count: int) -> float:
    """Deliveries a second of plain `requests` calls with as many threads."""
    local = threading.local()

    def send(number: int) -> None:
        if not hasattr(local, "http"):
            local.http = requests.Session()
            local.http.trust_env = False
        local.http.post(f"{url}/api/posts", json={"text": "x"}, headers={"Idempotency-Key": f"bare-{number}"})

    with ThreadPoolExecutor(SLOTS) as pool:
        begun = time.monotonic()
        list(pool.map(send, range(count)))
        return count / (time.monotonic() - begun)


def measured(arena: Arena, total: int, bare_rate: float | None) -> dict[str, Any]:
    due = arena.due_times()
    end = max(due.values()) + LIMIT
    while arena.states().get("sent", 0) < total and time.time() < end:
        time.sleep(0.5)
    seen = requests.get(arena.receiver.url, timeout=10).json()
    seen = {key: times for key, times in seen.items() if not key.startswith("bare-")}
    late = sorted(times[0] - due[key] for key, times in seen.items())
    took = max(times[0] for times in seen.values()) + LATENCY - min(due.values())
    rate = len(seen) / took
    return {
        "median_s": round(statistics.median(late), 4),
        "p99_s": round(late[int(len(late) * 0.99) - (len(late) % 100 == 0)], 4),
        "max_s": round(late[-1], 4),
        "early": sum(1 for one in late if one < 0),
        "all_out_s": round(took, 3),
        "rate_per_s": round(rate, 1),
        "ratio_to_requests": round(rate / bare_rate, 3) if bare_rate else None,
        "lost": total - len(seen),
        "duplicates": sum(len(times) - 1 for times in seen.values()),
    }
