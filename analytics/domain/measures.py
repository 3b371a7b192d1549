"""The counts of people's acts that networks report, and how they may be shown.

A count under ten is shown as “<10”: it could point at persons. Sums are made before this, never from it, and
each network stands alone: its counts mean something else than another's.
"""

from __future__ import annotations

from collections.abc import Mapping

MEASURES = ("views", "likes", "reposts", "replies", "quotes")
INTERACTIONS = ("likes", "reposts", "replies", "quotes")
SMALLEST_SHOWN = 10


def normalise(values: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int | None]:
    """`values` by the network's raw names → by measure, using `names` {measure: raw name}; None is not offered."""
    return {measure: values.get(names[measure]) if measure in names else None for measure in MEASURES}


def shown(count: int | None) -> int | str | None:
    """A count of people's acts as it may be shown: the number, "<10", 0, or None where it is not offered."""
    if count is None or count == 0 or count >= SMALLEST_SHOWN:
        return count
    return f"<{SMALLEST_SHOWN}"


def shown_parts(counts: list[int | None]) -> list[int | str | None]:
    """Parts of a total that is shown beside them: when exactly one part is hidden, the next smallest is hidden too,

    since the hidden one could be worked out by subtraction.
    """
    cells = [shown(count) for count in counts]
    hidden = [index for index, cell in enumerate(cells) if isinstance(cell, str)]
    if len(hidden) == 1:
        open_parts = [index for index, cell in enumerate(cells) if isinstance(cell, int) and cell > 0]
        if open_parts:
            cells[min(open_parts, key=lambda index: counts[index] or 0)] = "–"
    return cells
