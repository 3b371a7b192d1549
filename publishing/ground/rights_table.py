"""The page docs/rights.md, made from the rows that decide."""

from __future__ import annotations

from collections.abc import Iterator

from .rights import THINGS, Act, Thing, words
from .roles import Role, widened

HEAD = """# Who may do what

Made by `manage.py rights_table` from the `rights.py` of each app; a test holds the two together, and another one tries
every cell, through the operations and through the pages. ● may; ○ may because the role covers another one (see
`publishing/ground/roles.py`). What is in no row, nobody may do. Superusers have no rights of their own.
"""


def rights_table() -> str:
    """The whole page, as Markdown."""
    return "\n".join((HEAD, *(line for thing in THINGS.values() for line in _table(thing))))


def _table(thing: Thing) -> Iterator[str]:
    yield f"## {thing.label}\n"
    heads = ("Act", *(str(role.label) for role in Role), "While it is", "Second person", "Besides")
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{':-:|' * len(Role)}---|---|---|"
    for name, act in thing.acts.items():
        yield f"| {act.label} `{name}` | {' | '.join(_marks(act))} | {' | '.join(_conditions(thing, act))} |"
    yield ""


def _marks(act: Act) -> list[str]:
    covering = widened(act.roles)
    return ["●" if role in act.roles else "○" if role in covering else "" for role in Role]


def _conditions(thing: Thing, act: Act) -> tuple[str, str, str]:
    return ", ".join(str(thing.states[state]) for state in act.states), words(act.second), str(act.also)
