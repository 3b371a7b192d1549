"""Sealers in processes of their own, at one trail, while acts are still being recorded."""

from __future__ import annotations

import subprocess
import sys

import pytest

ENTRIES = 300
FURNISH = "from tests.factories import make_court; make_court(slug='norvale')"
RECORD = f"""
from publishing.ground import audit; from publishing.ground.models import Court
court = Court.objects.get(slug='norvale')
for n in range({ENTRIES}):
    audit.record(court, 'voted', actor='system', subject=f'post:{{n}}')
"""
SEAL = f"""
import time; from publishing.ground import sealing; from publishing.ground.models import AuditEntry
ends = time.monotonic() + 60
while time.monotonic() < ends and AuditEntry.objects.exclude(seq=None).count() < {2 * ENTRIES}:
    sealing.seal_pending(limit=7)
"""
VERIFY = "from django.core.management import call_command; call_command('verify_records')"


def start(code: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.chaos
def test_two_sealers_and_two_writers_make_one_chain_without_a_gap(process_environment) -> None:
    assert start(FURNISH, process_environment).wait(60) == 0
    crowd = [start(code, process_environment) for code in (RECORD, SEAL, RECORD, SEAL)]
    errors = [process.communicate(timeout=120)[1] for process in crowd]
    assert [process.returncode for process in crowd] == [0, 0, 0, 0], errors
    out, err = start(VERIFY, process_environment).communicate(timeout=60)
    assert f"norvale: {2 * ENTRIES} entries followed, 0 not yet sealed: in order" in out, err
