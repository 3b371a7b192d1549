"""How tests are spread over several workers: a file at a time, and what shares a server as one, the longest first.

A file at a time, since the workers would else ask for each of many thousand tests by itself; by path, since the
controller knows no marks. What begins first and waits for other processes leaves the processor to the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from xdist.scheduler import LoadScopeScheduling

# Folder or file, and what its tests share: processes that kill each other's time, a demo, a Bluesky server. What waits
# most for others comes first.
SHARED = {
    "tests/chaos/": "chaos",
    "tests/tools/test_demo.py": "chaos",
    "tests/browser/test_whole_path.py": "whole path",
    "tests/browser/test_tour.py": "whole path",
    "tests/browser/test_every_page.py": "every page",
    "tests/networks/test_real_bluesky.py": "bluesky",
    "tests/tools/test_surroundings.py": "bluesky",
}
# Then whatever takes more than half a minute, so that no worker is left with it at the end.
LONG = (
    "tests/cms/test_planted.py", "tests/browser/", "tests/cms/rights/", "tests/cms/test_sealed_walk.py",
    "tests/cms/test_mass_assignment.py", "tests/cms/test_shut.py", "tests/cms/test_exports.py",
    "tests/cms/test_policy.py", "tests/cms/test_approval_machine.py",
)  # fmt: skip
FIRST = (*SHARED, *LONG)


def unit_of(nodeid: str) -> str:
    """What a worker gets at once: the tests of this file, or of all files that share something."""
    shared = (name for path, name in SHARED.items() if nodeid.startswith(path))
    return next(shared, nodeid.partition("::")[0])


def in_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The longest first, else as they were collected."""
    return sorted(items, key=lambda item: place_of(item.nodeid))


def place_of(nodeid: str) -> int:
    """Its place in FIRST, or behind them all."""
    return next((place for place, path in enumerate(FIRST) if nodeid.startswith(path)), len(FIRST))


class ByFile(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
