"""How an operation on a post says no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way: the form's field ("" for none), and plain words that say why and what to do."""

    field: str
    words: str


class PostRefused(Exception):
    """Nothing was changed. `obstacles` is never empty."""

    def __init__(self, *obstacles: Obstacle) -> None:
        super().__init__(" ".join(obstacle.words for obstacle in obstacles))
        self.obstacles: Sequence[Obstacle] = obstacles
