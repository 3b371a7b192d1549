import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tools import demo
from tools.components import ROOT


@pytest.mark.parametrize("text", ["", "0", "80", "99999", "eight", "-1", "80 80"])
def test_a_port_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(demo.Refused, match="PORT=8080 make demo"):
        demo.chosen_port(text)


@pytest.mark.loopback
def test_a_port_in_use_is_named_with_another_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(demo.Refused, match=f"Port {port} is in use"):
            demo.chosen_port(str(port))


def test_the_door_lets_only_the_demo_itself_through() -> None:
    assert demo.environment(8123, Path("var"))["PRAECO_PRIVATE_ADDRESSES"] == "127.0.0.1:8123"


@pytest.mark.parametrize(("said", "asked"), [({}, "False"), ({"PRAECO_MFA": "true"}, "True")])
def test_the_second_factor_is_off_in_the_demo_unless_it_is_switched_on(
    said: dict[str, str], asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRAECO_MFA", raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    env = demo.environment(8123, tmp_path) | {"PRAECO_ENV": "/dev/null"}
    ask = [sys.executable, "-c", "from cms.settings import MFA_REQUIRED; print(MFA_REQUIRED)"]
    assert subprocess.run(ask, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout.strip() == asked


@pytest.mark.chaos
def test_the_demo_reaches_its_first_page_twice_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for _ in range(2):
        said = _run_until_ready(port, tmp_path)
        assert f"http://127.0.0.1:{port}/" in said
        assert not _in_use(port)


def _run_until_ready(port: int, var: Path) -> str:
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("PRAECO_", "DJANGO_", "DATABASE_"))
    }
    env |= {"PORT": str(port), "PRAECO_VAR": str(var)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.demo"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C stops it" in line:
                break
        assert _status(f"http://127.0.0.1:{port}/") == 200, said
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=40)
    assert process.returncode == 0, said + rest
    return said + rest


def _status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return int(answer.status)


def _in_use(port: int) -> bool:
    time.sleep(0.1)
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
