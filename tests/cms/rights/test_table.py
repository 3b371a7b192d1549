"""The table of rights: whole, well made, shown, and written down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from publishing.ground.rights import ACTS

ROOT = Path(__file__).parents[3]
PLACES = ("*/services/*.py", "*/services/importing/*.py", "publishing/*.py", "publishing/ground/*.py")
# Operations with a person who does them that stand in no row of their own, and why.
ELSEWHERE = {}


def operations() -> Iterator[str]:
    """Every public function of the services that a person (`by`) does."""
    for place in PLACES:
        for path in ROOT.glob(place):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    if "by" in {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}:
                        yield node.name


def test_every_operation_stands_in_the_table_or_is_left_out_for_a_reason() -> None:
    assert set(operations()) - set(ACTS) == set(ELSEWHERE)
