"""The benchmark of the checks on a small register: it runs, gives the keys that others rely on, and fills once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from tools.components import ROOT

SIZE = ("--names", "60", "--small", "20", "--posts", "2")


@pytest.fixture
def bench(tmp_path, sqlite_url):
    """Runs it on a migrated database of this test's own."""

    def run(*words):
        command = [sys.executable, "-m", "tests.bench", "checks", *words]
        environment = {**os.environ, "DATABASE_URL": sqlite_url, "PRAECO_TEST_VAR": str(tmp_path)}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


def test_it_gives_its_figures_and_fills_only_once(bench):
    done = bench(*SIZE)
    found = json.loads(done.stdout.splitlines()[-1])
    assert re.findall(r"(\d+) names filled", done.stderr) == ["20", "40"]
    for key in ("p95_ms_300", "p95_ms_3000"):
        assert all(found[key][language] > 0 for language in ("en", "zh"))
        assert found["small"][key].keys() == {"en", "zh"}
    assert found["growth"].keys() == {"en_300", "en_3000", "zh_300", "zh_3000"}
    assert (found["database"], found["names"], found["small"]["names"]) == ("sqlite", 60, 20)
    assert found["rss_mib"] > 50

    again = bench(*SIZE)
    assert again.returncode == 0, again.stderr
    assert "filled" not in again.stderr

    other = bench("--names", "70", "--small", "20")
    assert other.returncode == 1
    assert "another size" in other.stderr


def test_the_small_register_is_smaller(bench):
    assert bench("--names", "20", "--small", "20").returncode == 2
