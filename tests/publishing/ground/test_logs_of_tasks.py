"""What a real cluster logs of a task that fails: which one and where, and no word of why."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django_q.signals import post_execute_in_worker, pre_execute
from django_q.tasks import async_task

from publishing.ground import logs

pytestmark = pytest.mark.django_db
NAME = "Zelda Ashgrove"
inside: list[dict[str, Any]] = []


def fails(_key: int) -> None:
    record = logging.getLogger("publishing.x").makeRecord("publishing.x", 20, "f", 1, "m", (), None)
    inside.append(logs.facts_of(record))
    raise ValueError(NAME)


def test_lines_inside_a_task_name_it_and_not_its_arguments_and_no_longer_after_it() -> None:
    with pytest.raises(ValueError, match=NAME):
        async_task("tests.publishing.ground.test_logs_of_tasks.fails", 12)
    assert inside.pop() == {"task": "tests.publishing.ground.test_logs_of_tasks.fails"}
    record = logging.getLogger("publishing.x").makeRecord("publishing.x", 20, "f", 1, "m", (), None)
    assert logs.facts_of(record) == {}


def test_the_receivers_are_connected_once() -> None:
    for signal in (pre_execute, post_execute_in_worker):
        found = [key for key, *_rest in signal.receivers if str(key[0]).startswith("logs.")]
        assert len(found) == 1
