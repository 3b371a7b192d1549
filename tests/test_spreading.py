"""What shares a server runs on one worker."""

from __future__ import annotations

import pytest

from tests.spreading import FIRST, in_order, place_of, unit_of
from tools.components import ROOT

DEMOS = {"whole path", "every page"}  # one for each, since one of them changes everybody's language


@pytest.mark.parametrize("path", FIRST)
def test_every_path_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize(
    ("nodeid", "unit"),
    [
        ("tests/cms/test_home.py::TestA::test_b[x/y::z@chaos]", "tests/cms/test_home.py"),
        ("tests/chaos/test_kills.py::test_a", "chaos"),
        ("tests/chaos/test_faults.py::test_a", "chaos"),
        ("tests/browser/test_tour.py::test_a", "whole path"),
    ],
)
def test_a_worker_gets_a_file_or_what_shares(nodeid: str, unit: str) -> None:
    assert unit_of(nodeid) == unit


def test_whatever_shares_is_named(request: pytest.FixtureRequest) -> None:
    """By its fixture or its mark, of all that is collected now."""
    wrong = []
    for item in request.session.items:
        names = {*getattr(item, "fixturenames", ()), *(mark.name for mark in item.iter_markers())}
        for name, units in (("demo", DEMOS), ("chaos", {"chaos"}), ("pds_url", {"bluesky"})):
            if name in names and unit_of(item.nodeid) not in units:
                wrong.append(item.nodeid)
    assert wrong == []


def test_the_longest_begin(request: pytest.FixtureRequest) -> None:
    items = in_order(request.session.items)
    places = [place_of(item.nodeid) for item in items]
    assert places == sorted(places)
    assert sorted(item.nodeid for item in items) == sorted(item.nodeid for item in request.session.items)
