"""Geometry of a line chart, in pixels of its own view box. A missing value is a gap, never a zero."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 24, 16, 36
TICKS = 12


@dataclass(frozen=True, slots=True)
class Grid:
    """A horizontal line: its value, and how far down it lies."""

    value: int
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the chart, and how far along it stands."""

    label: str
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its unbroken pieces as SVG point lists, and every point."""

    name: str
    style: int  # 1, 2, 3 …: dash and marker are told apart without colour
    pieces: tuple[str, ...]
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that a template draws. `baseline` is where zero lies, in pixels from the top."""

    width: int
    height: int
    baseline: int
    grid: tuple[Grid, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]


def ceiling(value: int) -> int:
    """The next round number (1, 2 or 5 times a power of ten, at least 10) that is not below `value`."""
    power = 10
    while True:
        for factor in (1, 2, 5):
            if factor * power >= value:
                return factor * power
        power *= 10


def line_chart(labels: list[str], series: dict[str, list[int | None]]) -> Chart:
    """A chart of `series` {name: one value a label}. Raises ValueError when a series has another length."""
    if any(len(values) != len(labels) for values in series.values()):
        raise ValueError("each series needs one value for each label")
    top = ceiling(max((value for values in series.values() for value in values if value is not None), default=0))
    xs = [_x(index, len(labels)) for index in range(len(labels))]
    every = max(1, -(-len(labels) // TICKS))
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        baseline=HEIGHT - BOTTOM,
        grid=tuple(Grid(top * part // 4, _y(top * part / 4, top)) for part in range(5)),
        ticks=tuple(Tick(label, xs[index]) for index, label in enumerate(labels) if index % every == 0),
        lines=tuple(_line(name, style, xs, values, top) for style, (name, values) in enumerate(series.items(), 1)),
    )


def _line(name: str, style: int, xs: list[float], values: list[int | None], top: int) -> Line:
    pieces: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(xs, values, strict=True):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((x, _y(value, top)))
    whole = [piece for piece in pieces if piece]
    return Line(
        name=name,
        style=style,
        pieces=tuple(" ".join(f"{x},{y}" for x, y in piece) for piece in whole),
        points=tuple(point for piece in whole for point in piece),
    )


def _x(index: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + (room / 2 if count == 1 else room * index / (count - 1)), 1)


def _y(value: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top, 1)
